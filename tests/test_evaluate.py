"""The scorer behind all floors of attribution, on spans counted by hand."""

from __future__ import annotations

from kentledge.evaluate import CHARACTERS, WHO_SAID_WHAT, Figure, evaluate
from kentledge.records import Attribution, Span

TEXT = "“It is late,” Orla Finch said. Ivo Tarn hoped for rain. The board, unasked, said no."


def at(words: str) -> Span:
    return TEXT.index(words), TEXT.index(words) + len(words)


def told(source: str | None, cue: str, *content: str) -> Attribution:
    return Attribution((at(source),) if source else (), (at(cue),), tuple(at(c) for c in content))


FINCH = told("Orla Finch", "said", "“It is late,”")
TARN = told("Ivo Tarn", "hoped", "for rain")
BOARD = told("The board", "said no", "no")


def figures(gold: list[Attribution], found: list[Attribution]) -> dict[str, tuple[int, int, int]]:
    return {name: (f.hits, f.found, f.gold) for name, f in evaluate([(TEXT, gold, found)]).items()}


def test_right_missed_and_invented_ones_are_counted_each_as_what_they_are() -> None:
    invented = told("The board", "unasked", "Ivo Tarn")
    assert figures([FINCH, TARN], [FINCH, invented]) == {
        "source": (1, 2, 2),
        "cue": (1, 2, 2),
        "content": (1, 2, 2),
        CHARACTERS: (10, 18, 18),
        WHO_SAID_WHAT: (1, 2, 2),
    }
    found = evaluate([(TEXT, [FINCH, TARN], [FINCH])])["cue"]
    assert (found.precision, found.recall, found.f1) == (1.0, 0.5, 2 / 3)


def test_marks_and_spaces_at_the_ends_do_not_count_and_words_do() -> None:
    assert figures([FINCH], [told("Orla Finch", "said", "It is late")])["content"] == (1, 1, 1)
    assert figures([FINCH], [told("Orla Finch", "said", "It is")])["content"] == (0, 1, 1)


def test_who_said_what_needs_half_of_the_content_and_of_the_longer_source() -> None:
    def who(found: Attribution) -> int:
        return figures([FINCH], [found])[WHO_SAID_WHAT][0]

    assert who(told("Orla Finch", "said", "It is")) == 1
    assert who(told("Orla Finch", "said", "late")) == 0
    assert who(told("Finch", "said", "It is late")) == 1
    assert who(told("Orla Finch said. Ivo Tarn", "said", "It is late")) == 0
    assert who(told("Ivo Tarn", "said", "It is late")) == 0
    assert who(told(None, "said", "It is late")) == 0


def test_one_that_is_found_twice_is_right_once() -> None:
    assert figures([BOARD], [BOARD, told("The board", "said", "no")])[WHO_SAID_WHAT] == (1, 2, 1)


def test_documents_are_added_up_and_nothing_at_all_is_no_success() -> None:
    both = evaluate([(TEXT, [FINCH], [FINCH]), (TEXT, [TARN, BOARD], [])])
    assert both["source"] == Figure(1, 1, 3)
    assert evaluate([(TEXT, [], [])])[WHO_SAID_WHAT].f1 == 0.0
