"""Weights of the large reader; `kentledge.parse.readers` finds them here."""
