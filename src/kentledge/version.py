"""The version of Kentledge."""

__version__ = "0.1.0"
