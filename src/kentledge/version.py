"""The version of Kentledge."""

__version__ = "0.8.0"
