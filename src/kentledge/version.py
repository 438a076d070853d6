"""The version of Kentledge."""

__version__ = "0.2.0"
