"""The version of Kentledge."""

__version__ = "0.3.0"
