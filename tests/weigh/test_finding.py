"""The finding is composed from the statements, and each of its quotations is theirs."""

from __future__ import annotations

from kentledge.judge import judge
from kentledge.records import Article, Speaker, Statement
from kentledge.weigh import finding

TEXT = (
    "Dam likely to hold: engineers\n\nVale said the dam is unlikely to fail. Finch said it rained. "
    "The ministry said repairs will almost certainly begin."
)


def _statement(number: int, speaker: str | None, content: str) -> Statement:
    at = TEXT.index(content)
    return Statement(f"st{number}", speaker, "indirect", content, (), ((0, 1),), ((at, at + len(content)),))


SPEAKERS = (
    Speaker("sp1", "engineers", None, None, "group", ()),
    Speaker("sp2", "Ada Vale", None, None, "person", ()),
    Speaker("sp3", "Orla Finch", None, None, "person", ()),
    Speaker("sp4", "the ministry", None, None, "government", ()),
)
STATEMENTS = (
    _statement(1, "sp1", "Dam likely to hold"),
    _statement(2, "sp2", "the dam is unlikely to fail"),
    _statement(3, "sp3", "it rained"),
    _statement(4, "sp4", "repairs will almost certainly begin"),
)
ARTICLE = Article("x", TEXT, title="Dam likely to hold: engineers", title_span=(0, 29))


def test_the_finding_says_who_speaks_and_how_surely_with_words_and_scale() -> None:
    found = finding(ARTICLE, STATEMENTS, SPEAKERS, judge(ARTICLE, STATEMENTS))
    assert found is not None
    assert found.text == (
        "4 attributed statements by 4 sources: Ada Vale, Orla Finch, and 2 other sources. "
        "Ada Vale: “the dam is unlikely to fail” (“unlikely”: 25–35 % on the PHIA scale). "
        "The ministry: “repairs will almost certainly begin” (“almost certainly”: 95–100 % on the PHIA scale)."
    )
    assert found.evidence == ("st2", "st4")


def test_without_probability_words_it_rests_on_the_first_statements() -> None:
    found = finding(ARTICLE, STATEMENTS[2:3], SPEAKERS[2:3], ())
    assert found is not None
    assert found.text == "1 attributed statement by 1 source: Orla Finch."
    assert found.evidence == ("st3",)


def test_an_article_that_attributes_nothing_has_no_finding() -> None:
    assert finding(ARTICLE, (), (), ()) is None
