"""The version of Kentledge."""

__version__ = "0.9.2"
