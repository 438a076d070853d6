"""Cutting a text at the boundaries of marks that may touch, nest or overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kentledge.report.marking import Mark, cut, paragraphs

_spans = st.tuples(st.integers(-3, 45), st.integers(-3, 45)).map(lambda pair: (min(pair), max(pair)))
_marks = st.lists(
    st.builds(Mark, _spans, st.sampled_from(["source", "cue", "content"]), st.sampled_from(["st1", "st2"]), st.just(""))
)


@given(st.integers(0, 40), _marks, st.lists(st.integers(-3, 45)))
def test_pieces_tile_the_text(length: int, marks: list[Mark], also: list[int]) -> None:
    pieces = cut(length, marks, also)
    assert [x for p in pieces for x in range(*p.span)] == list(range(length))
    assert all(p.span[0] < p.span[1] for p in pieces)


@given(st.integers(0, 40), _marks)
def test_each_character_carries_exactly_the_marks_that_cover_it(length: int, marks: list[Mark]) -> None:
    for piece in cut(length, marks):
        for x in range(*piece.span):
            covering = sorted((m for m in marks if m.span[0] <= x < m.span[1]), key=repr)
            assert sorted(piece.marks, key=repr) == covering


@given(st.integers(0, 40), st.lists(st.integers(-3, 45)))
def test_no_piece_runs_across_a_further_edge(length: int, also: list[int]) -> None:
    pieces = cut(length, (), also)
    assert not [x for x in also for p in pieces if p.span[0] < x < p.span[1]]


def test_the_innermost_mark_comes_first() -> None:
    outer, inner = Mark((0, 9), "content", "st1", ""), Mark((3, 5), "content", "st2", "")
    assert [p.marks for p in cut(10, (outer, inner))] == [(outer,), (inner, outer), (outer,), ()]


@given(st.text(alphabet="ab \n\t", max_size=40))
def test_paragraphs_leave_out_nothing_but_white_space(text: str) -> None:
    spans = paragraphs(text)
    covered = {x for span in spans for x in range(*span)}
    assert all(text[x].isspace() for x in range(len(text)) if x not in covered)
    assert spans == sorted(spans)
    assert all(text[a:b] and text[a:b].strip() == text[a:b] for a, b in spans)


def test_paragraphs_are_parted_by_blank_lines_where_there_are_any() -> None:
    assert paragraphs("a\nb\n\nc\n") == [(0, 3), (5, 6)]
    assert paragraphs("a\nb\n") == [(0, 1), (2, 3)]
