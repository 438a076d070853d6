"""Plain text as an article."""

from __future__ import annotations

from kentledge.read.assemble import assembled, canonical, checked
from kentledge.records import Article


def article_from_text(text: str, *, url: str | None = None, name: str = "the text") -> Article:
    """The article that a plain text is.

    `Article.text` is the text with line ends as "\\n" and without a byte order mark, nothing else altered. `name`
    stands for the text in messages. Raises UnreadableInput where the text is blank or longer than 1 million characters.
    """
    return assembled(checked(canonical(text), name), url=url)
