"""The version of Kentledge."""

__version__ = "0.5.0"
