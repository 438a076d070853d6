"""The version of Kentledge."""

__version__ = "0.7.0"
