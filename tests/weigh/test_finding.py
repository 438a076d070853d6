"""The finding is composed from the judgements, each part with its evidence."""

from __future__ import annotations

import pytest

from kentledge.records import Article, Camp, Effect, Estimative, Judgement, Relation, Speaker, Statement
from kentledge.weigh import camps, finding

TEXT = (
    "Dam likely to hold: engineers\n\nVale said the dam is unlikely to fail. Finch said it rained. "
    "The ministry said repairs will almost certainly begin. Roon said the wall will probably crack."
)


def _statement(number: int, speaker: str | None, content: str) -> Statement:
    at = TEXT.index(content)
    return Statement(f"st{number}", speaker, "indirect", content, (), ((0, 1),), ((at, at + len(content)),))


def _judgement(statement: Statement, phrase: str, low: float, high: float) -> Judgement:
    at = TEXT.index(phrase, statement.content[0][0])
    span = (at, at + len(phrase))
    sure = Estimative(span, phrase, False, "PHIA", low, (low + high) / 2, high, scope=statement.content[0])
    return Judgement(statement.id, (), None, (sure,), clause=statement.content[0])


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
JUDGEMENTS = (
    _judgement(STATEMENTS[0], "likely", 0.55, 0.75),
    _judgement(STATEMENTS[1], "unlikely", 0.25, 0.35),
    _judgement(STATEMENTS[3], "almost certainly", 0.95, 1.0),
)
ARTICLE = Article("x", TEXT, title="Dam likely to hold: engineers", title_span=(0, 29))


def test_without_camps_it_says_how_surely_two_speakers_judge_with_words_and_scale() -> None:
    found = finding(ARTICLE, STATEMENTS, SPEAKERS, JUDGEMENTS)
    assert found is not None
    assert found.text == (
        "Ada Vale: “the dam is unlikely to fail” (“unlikely”: 25–35 % on the PHIA scale). "
        "The ministry: “repairs will almost certainly begin” (“almost certainly”: 95–100 % on the PHIA scale)."
    )
    assert found.evidence == ("st2", "st4")
    assert [TEXT[slice(*w)] for c in found.clauses for w in c.words][:2] == ["the dam is unlikely to fail", "unlikely"]


ROON = Speaker("sp5", "Ilse Roon", None, None, "person", ())
CRACK = _statement(5, "sp5", "the wall will probably crack")


def test_what_leans_one_way_is_shown_before_what_may_be() -> None:
    vague = _judgement(STATEMENTS[1], "unlikely", 0.2, 0.8)
    judged = (vague, JUDGEMENTS[2], _judgement(CRACK, "probably", 0.55, 0.75))
    found = finding(ARTICLE, (*STATEMENTS, CRACK), (*SPEAKERS, ROON), judged)
    assert found is not None
    assert found.evidence == ("st4", "st5")


def test_a_quotation_mark_whose_other_half_is_cut_off_is_left_out() -> None:
    text = 'Vale is "cautiously certain" it will hold this year.'
    at = text.index("certain")
    sure = Estimative((at, at + 7), "certain", False, "PHIA", 0.95, 0.97, 1.0, scope=(at, len(text)))
    statement = Statement("st1", "sp2", "mixed", text, (), ((0, 1),), ((5, len(text)),))
    found = finding(Article("y", text), (statement,), SPEAKERS, (Judgement("st1", (), None, (sure,)),))
    assert found is not None
    assert "“certain it will hold this year”" in found.text


def test_what_hangs_on_a_noun_is_shown_with_it() -> None:
    text = "Vale put the odds of a truce at one in four."
    end = len(text) - 1
    at, of = text.index("one in four"), text.index("of a truce")
    sure = Estimative((at, end), "one in four", False, "as stated", 0.25, 0.25, 0.25, scope=(of, of + 10))
    statement = Statement("st1", "sp2", "indirect", text[9:end], (), ((5, 8),), ((9, end),))
    found = finding(
        Article("y", text), (statement,), SPEAKERS, (Judgement("st1", (), None, (sure,), clause=(of, end)),)
    )
    assert found is not None
    assert found.text == "Ada Vale: “the odds of a truce at one in four” (“one in four”: 25 % as stated)."


@pytest.mark.parametrize(
    ("chance", "figures"),
    [(0.005, "0.5 %"), (0.0001, "0.01 %"), (0.015, "1.5 %"), (0.25, "25 %"), (0.1, "10 %"), (0.3333, "33.3 %")],
)
def test_a_chance_is_shown_with_three_figures_at_most(chance: float, figures: str) -> None:
    text = "Vale said the wall stands a fair chance of holding."
    at = text.index("a fair chance")
    sure = Estimative((at, at + 13), "a fair chance", False, "as stated", chance, chance, chance, scope=(10, 50))
    statement = Statement("st1", "sp2", "indirect", text[10:50], (), ((5, 9),), ((10, 50),))
    found = finding(Article("y", text), (statement,), SPEAKERS, (Judgement("st1", (), None, (sure,)),))
    assert found is not None
    assert f": {figures} as stated" in found.text


def test_who_is_only_pointed_to_is_shown_last() -> None:
    speakers = (SPEAKERS[0], Speaker("sp2", "Its statement", None, None, "document", ()), *SPEAKERS[2:], ROON)
    judged = (*JUDGEMENTS[1:], _judgement(CRACK, "probably", 0.55, 0.75))
    found = finding(ARTICLE, (*STATEMENTS, CRACK), speakers, judged)
    assert found is not None
    assert found.evidence == ("st4", "st5")


def test_without_probability_words_it_counts_and_says_so() -> None:
    found = finding(ARTICLE, STATEMENTS[2:3], SPEAKERS[2:3], ())
    assert found is not None
    assert found.text == "1 attributed statement by 1 source: Orla Finch. None says how sure it is."
    assert found.evidence == ("st3",)


def test_an_article_that_attributes_nothing_has_no_finding() -> None:
    assert finding(ARTICLE, (), (), ()) is None


def test_camps_give_the_main_view_and_the_dissent() -> None:
    sides = (
        Camp("small effect (“limited”)", ("sp2",), ("st2",), ("economic",)),
        Camp("large effect", ("sp3", "sp4"), ("st3", "st4")),
    )
    found = finding(ARTICLE, STATEMENTS, SPEAKERS, JUDGEMENTS, sides)
    assert found is not None
    assert found.text.startswith("The main view, of Ada Vale, is a small effect (“limited”), “unlikely”: 25–35 %")
    assert "Dissent comes from Orla Finch and the ministry, who see a large effect" in found.text
    assert all(c.statements for c in found.clauses)


def _sized(statement: str, size: str, front: str, at: int = 0) -> Judgement:
    effect = Effect((at, at + 1), "limited" if size == "small" else "lasting", False, None, size)  # type: ignore[arg-type]
    return Judgement(statement, (front,), None, (), size=size, effects=(effect,))  # type: ignore[arg-type]


def _members(found: tuple[Camp, ...]) -> dict[str, tuple[str, ...]]:
    return {c.label.split(" (")[0]: c.speakers for c in found}


def test_who_agrees_sits_with_whom_they_agree_with() -> None:
    judged = (_sized("st2", "small", "economic"), _sized("st4", "large", "economic"))
    agrees = Relation("sp3", "sp2", "agrees", (0, 1), ("st3", "st2"))
    found = camps(ARTICLE, STATEMENTS, SPEAKERS, judged, (agrees,))
    assert _members(found) == {"small effect": ("sp2", "sp3"), "large effect": ("sp4",)}


def test_who_dissents_sits_on_the_other_side() -> None:
    judged = (_sized("st2", "small", "economic"),)
    dissents = Relation("sp3", "sp2", "disagrees", (0, 1), ("st3", "st2"))
    found = camps(ARTICLE, STATEMENTS, SPEAKERS, judged, (dissents,))
    # What they hold instead is not said, so it is not guessed.
    assert _members(found) == {"small effect": ("sp2",), "dissent": ("sp3",)}
    assert [c.statements for c in found] == [("st2",), ("st3",)]


def test_a_relation_in_the_articles_own_words_needs_no_statements() -> None:
    judged = (_sized("st2", "small", "economic"), _sized("st4", "large", "economic"))
    for kind in ("agrees", "disagrees"):
        bare = Relation("sp3", "sp2" if kind == "agrees" else "sp4", kind, (0, 1), ())
        found = camps(ARTICLE, STATEMENTS, SPEAKERS, judged, (bare,))
        assert _members(found) == {"small effect": ("sp2", "sp3"), "large effect": ("sp4",)}
        assert [c.statements for c in found] == [("st2",), ("st4",)]


def test_dissent_of_which_no_statement_tells_makes_no_camp() -> None:
    bare = Relation("sp3", "sp2", "disagrees", (0, 1), ())
    assert camps(ARTICLE, STATEMENTS, SPEAKERS, (_sized("st2", "small", "economic"),), (bare,)) == ()


def test_nobody_is_put_into_a_camp_by_incidental_words_on_another_matter() -> None:
    judged = (_sized("st2", "small", "economic"), _sized("st4", "large", "legal"))
    assert camps(ARTICLE, STATEMENTS, SPEAKERS, judged, ()) == ()


def test_a_speaker_may_sit_in_two_camps_on_two_fronts() -> None:
    judged = (
        _sized("st2", "small", "economic"),
        _sized("st2", "large", "geopolitical", 5),
        _sized("st3", "small", "economic", 9),
        _sized("st4", "large", "geopolitical", 7),
    )
    found = camps(ARTICLE, STATEMENTS, SPEAKERS, judged, ())
    sides = {c.label.split(" (")[0]: (set(c.speakers), c.fronts) for c in found}
    assert sides["small effect"] == ({"sp2", "sp3"}, ("economic",))
    assert sides["large effect"] == ({"sp2", "sp4"}, ("geopolitical",))


def test_where_all_hold_the_same_there_are_no_camps() -> None:
    judged = (_sized("st2", "small", "economic"), _sized("st3", "small", "economic"))
    assert camps(ARTICLE, STATEMENTS, SPEAKERS, judged, ()) == ()


def _helping(statement: str, direction: str, at: int) -> Judgement:
    effect = Effect((at, at + 1), "gain" if direction == "for" else "loss", False, direction, None)  # type: ignore[arg-type]
    return Judgement(statement, ("economic",), direction, (), effects=(effect,))  # type: ignore[arg-type]


def test_gain_and_loss_make_camps_only_where_the_two_are_in_dispute() -> None:
    judged = (_helping("st2", "for", 0), _helping("st4", "against", 5))
    assert camps(ARTICLE, STATEMENTS, SPEAKERS, judged, ()) == ()
    disputes = Relation("sp4", "sp2", "disagrees", (0, 1), ("st4", "st2"))
    found = camps(ARTICLE, STATEMENTS, SPEAKERS, judged, (disputes,))
    assert _members(found) == {"benefit": ("sp2",), "harm": ("sp4",)}


def test_who_only_dissents_is_not_set_against_a_harm_that_one_other_speaks_of() -> None:
    dissents = Relation("sp3", "sp2", "disagrees", (0, 1), ("st3", "st2"))
    found = camps(ARTICLE, STATEMENTS, SPEAKERS, (_helping("st2", "against", 0),), (dissents,))
    assert [c.label for c in found] == ["one side", "the other side"]  # and not "harm" against "dissent"


def test_a_quarrel_with_someone_in_no_camp_puts_nobody_into_one() -> None:
    judged = (*(_sized(s, "small", "economic") for s in ("st1", "st2")), _sized("st4", "large", "economic"))
    # "Engineers say the effect is small" opens the article, but does not speak for all who come after.
    speakers = (*SPEAKERS, ROON)
    statements = (*STATEMENTS, Statement("st5", "sp5", "indirect", "it rained", (), ((0, 1),), ((65, 74),)))
    quarrel = Relation("sp5", "sp3", "disagrees", (0, 1), ("st5", "st3"))
    found = camps(ARTICLE, statements, speakers, judged, (quarrel,))
    assert _members(found) == {"small effect": ("sp2",), "large effect": ("sp4",)}


def test_who_disagrees_makes_the_two_sides_of_a_dispute_where_nobody_speaks_of_an_effect() -> None:
    roon, crack = ROON, CRACK
    speakers, statements = (*SPEAKERS, roon), (*STATEMENTS, crack)
    judgements = (*JUDGEMENTS, _judgement(crack, "probably", 0.55, 0.75))
    relations = (
        Relation("sp5", "sp2", "disagrees", (0, 3), ("st5", "st2")),
        Relation("sp3", "sp2", "agrees", (4, 10), ("st3", "st2")),
        Relation("sp1", "sp5", "disagrees", (11, 17), ("st1", "st5")),  # a group is no member beside the named
    )
    sides = camps(ARTICLE, statements, speakers, judgements, relations)
    assert [(c.label, c.speakers, c.statements) for c in sides] == [
        ("one side", ("sp2", "sp3"), ("st2", "st3")),
        ("the other side", ("sp5",), ("st5",)),
    ]
    found = finding(ARTICLE, statements, speakers, judgements, sides)
    assert found is not None
    assert found.text == (  # one of each side, and not the surest two
        "Ada Vale: “the dam is unlikely to fail” (“unlikely”: 25–35 % on the PHIA scale). "
        "Ilse Roon: “the wall will probably crack” (“probably”: 55–75 % on the PHIA scale)."
    )


def test_those_who_only_agree_are_no_two_sides() -> None:
    relations = (Relation("sp3", "sp2", "agrees", (4, 10), ("st3", "st2")),)
    assert camps(ARTICLE, STATEMENTS, SPEAKERS, JUDGEMENTS, relations) == ()
