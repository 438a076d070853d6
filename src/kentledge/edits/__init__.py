"""The analyst's hand: accept, reject, correct, add, comment. Kept beside the reading, never over it.

>>> with Ledger.open(default_path()) as ledger:  # doctest: +SKIP
...     reading, fitted, unfitted = edited(ledger, article)
"""

from kentledge.edits.adding import record
from kentledge.edits.apply import Applied, Fitted, Unfitted, apply
from kentledge.edits.edit import (
    FIELDS,
    OWN_SCALE,
    Action,
    Edit,
    Record,
    UnusableEdit,
    What,
    accept,
    add,
    as_seen,
    comment,
    correct,
    reject,
    what_of,
)
from kentledge.edits.log import edited, edits_of

__all__ = [
    "FIELDS",
    "OWN_SCALE",
    "Action",
    "Applied",
    "Edit",
    "Fitted",
    "Record",
    "Unfitted",
    "UnusableEdit",
    "What",
    "accept",
    "add",
    "apply",
    "as_seen",
    "comment",
    "correct",
    "edited",
    "edits_of",
    "record",
    "reject",
    "what_of",
]
