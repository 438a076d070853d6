"""The version of Kentledge."""

__version__ = "0.6.0"
