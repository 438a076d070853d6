"""The version of Kentledge."""

__version__ = "0.4.0"
