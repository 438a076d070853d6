"""What a possessive mark says of the tree, whatever the scores say."""

from __future__ import annotations

import pytest

from kentledge.parse import Parser
from kentledge.records import Article


@pytest.mark.parametrize(
    ("text", "owner", "owned"),
    [
        ("Ada Finch’s reply was curt.", "Ada", "reply"),
        ("The port's cranes stood still.", "port", "cranes"),
        pytest.param(
            "Nobody read the harbour board’s letters.",
            "board",
            "letters",
            marks=pytest.mark.xfail(
                raises=(AssertionError, ValueError), reason="the reader of 0.9 parses it otherwise than that of 0.8"
            ),
        ),
    ],
)
def test_an_owner_belongs_to_what_is_owned(parser: Parser, text: str, owner: str, owned: str) -> None:
    doc = parser(Article("x", text))
    (token,) = (t for t in doc if t.text == owner)
    assert (token.dep_, token.head.text) == ("nmod:poss", owned)
