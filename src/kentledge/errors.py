"""The errors a user can meet. Each message is one line that says what is wrong and, where it helps, what to do."""

from __future__ import annotations


class KentledgeError(Exception):
    """Base of all errors that reach the terminal as one line and exit code 2."""


class UnreadableInput(KentledgeError):
    """The named source cannot be read as an article: missing, empty, binary, too long, not text."""


class UnusableLedger(KentledgeError):
    """The ledger file cannot be opened, written, or is not a ledger of a known version."""


class UnusablePipeline(KentledgeError):
    """The reader's weights or the named spaCy pipeline cannot be loaded."""
