"""Direct, indirect, mixed."""

from __future__ import annotations

import pytest

from kentledge.attribute.quotes import kind_of, quoted_stretches


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“We go,” she said.", "“We go,”", "direct"),
        ("“We go,” she said.", "We go,", "direct"),
        ("She said they would go.", "they would go", "indirect"),
        ("She called it a “very odd” plan for the town.", "it a “very odd” plan for the town", "mixed"),
        ('"We go," she said. "Now."', '"Now."', "direct"),
        ("''We go,'' she said.", "''We go,''", "direct"),
        ("« On y va », she said.", "« On y va »", "direct"),
        ("She said so. “Not me,” he said.", "so", "indirect"),
    ],
)
def test_the_kind_follows_the_quotation_marks(text: str, content: str, kind: str) -> None:
    start = text.index(content)
    assert kind_of(text, ((start, start + len(content)),)) == kind


def test_a_quotation_that_runs_on_ends_at_the_paragraph_and_reopens() -> None:
    text = "“One.\n\n“Two.” He left."
    assert [text[a:b] for a, b in quoted_stretches(text)] == ["“One.", "“Two.”"]


def test_a_mark_that_never_closes_reaches_no_further_than_its_paragraph() -> None:
    text = "He said “it is over.\n\nThe sun rose."
    assert kind_of(text, ((text.index("The"), len(text)),)) == "indirect"
