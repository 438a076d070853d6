"""Text from outside on its way to a terminal, which takes some characters for orders."""

from __future__ import annotations

import re

# Control characters, line ends among them, and marks that reorder the text after them until they are closed: an article
# must not do that to the rest of what is shown.
_STEERING = "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
_ENDS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
# What a page of our own has beside words: colours, line ends and tabs.
_OF_A_PAGE = re.compile(rf"(\x1b\[[0-9;]*m|[\n\t])|{_STEERING}")


def harmless(text: str) -> str:
    """The text with "�" for control characters, line ends among them, and for marks that reorder what follows."""
    return re.sub(_STEERING, "�", text)


def harmless_line(text: str) -> str:
    """The text as one line: blanks for line ends and tabs, "�" for what else could steer a terminal."""
    return harmless(_ENDS.sub(" ", text))


def harmless_page(text: str) -> str:
    """The text with its line ends, tabs and colours, and "�" for what else could steer a terminal."""
    return _OF_A_PAGE.sub(lambda found: found[1] or "�", text)
