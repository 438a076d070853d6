"""Estimative phrases with their scope and range, fronts and effects, read through the real parse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hedged import hedges

from kentledge.judge import UnknownScale, UnusableFronts, known_fronts, scale
from kentledge.judge.effects import effects, held
from kentledge.judge.fronts import fronts
from kentledge.reading import Engine
from kentledge.records import Article, Judgement, Reading
from running import Read


@pytest.mark.parametrize(
    ("text", "phrase", "negated", "low", "high"),
    [
        ("It is almost certain that they arrived.", "almost certain", False, 0.95, 1.0),
        ("The bank is unlikely to pay.", "unlikely", False, 0.25, 0.35),
        ("A recovery is highly likely.", "highly likely", False, 0.80, 0.90),
        ("It will probably rain.", "probably", False, 0.55, 0.75),
        ("There is a realistic possibility of a strike.", "a realistic possibility", False, 0.40, 0.50),
        ("A deal is not likely.", "likely", True, 0.25, 0.45),
        ("They aren’t likely to sign.", "likely", True, 0.25, 0.45),
        ("The talks are not at all likely to fail.", "likely", True, 0.25, 0.45),
        ("War is highly\nunlikely.", "highly unlikely", False, 0.10, 0.20),
        ("They will almost certainly leave.", "almost certainly", False, 0.95, 1.0),
        ("They would probably not resume.", "probably", True, 0.25, 0.45),
        ("I do not think a deal is likely.", "likely", True, 0.25, 0.45),
        ("There is no chance that the port reopens.", "no chance", False, 0.0, 0.05),
        ("The fleet is set to sail.", "is set to", False, 0.55, 0.75),
        ("In all likelihood the vote will be close.", "in all likelihood", False, 0.55, 0.75),
        ("We don’t know when it will end.", "do not know when", False, 0.0, 1.0),
        ("The loss would be too big for the firm.", "would be too", False, 0.25, 0.35),
        # Who denies a certainty does not hold the opposite to be certain.
        ("It is by no means certain that the bank will fail.", "certain", True, 0.2, 0.8),
        ("It is not certain that the truce will hold.", "is certain that", True, 0.2, 0.8),
        ("The truce is not certain to hold.", "is certain to", True, 0.2, 0.8),
        ("The pilots could not be certain that it was clear.", "be certain that", True, 0.2, 0.8),
        ("It is hardly certain that the vote will pass.", "is certain that", True, 0.2, 0.8),
        ("A majority is not assured.", "assured", True, 0.2, 0.8),
        ("It is not entirely clear that the dam will hold.", "clear that", True, 0.2, 0.8),
        ("Vale was not convinced that the plan would work.", "was convinced", True, 0.2, 0.8),
        ("It is not yet certain that the port will reopen.", "is certain that", True, 0.2, 0.8),
        ("The firm is not destined to fail.", "is destined to", True, 0.2, 0.8),
        ("The vote is far from certain.", "far from certain", False, 0.2, 0.8),
        ("Nobody is certain that it will hold.", "is certain that", True, 0.2, 0.8),
        ("The pact is certain to hold.", "is certain to", False, 0.95, 1.0),
        ("The mine will certainly not reopen.", "certainly", True, 0.0, 0.05),
        ("The mine will almost certainly not reopen.", "almost certainly not", True, 0.0, 0.05),
    ],
)
def test_a_phrase_gets_the_range_of_the_phia_yardstick(
    read: Read, text: str, phrase: str, negated: bool, low: float, high: float
) -> None:
    (found,) = hedges(read(text))
    assert (found.phrase, found.negated, found.low, found.high, found.scale) == (phrase, negated, low, high, "PHIA")
    assert found.low <= found.best <= found.high


@pytest.mark.parametrize(
    "text",
    [
        "He is the most likely successor.",
        "The likelihood was not discussed.",
        "In May it rained.",
        "Visitors may enter the park after noon under the rules.",
        "Come what may, they sail at dawn.",
        "A certain captain bought the island.",
        "Write as soon as possible.",
        "She took the chance to thank them.",
        "We should not overlook the effect.",
        "By the age of ten she could sail alone.",
        "The song was set to music.",
    ],
)
def test_no_hedge_is_invented(read: Read, text: str) -> None:
    assert hedges(read(text)) == []


def test_each_scale_has_its_own_figures_and_an_unknown_one_is_told(read: Read) -> None:
    words = read("It is unlikely.")
    ranges = {key: (e.low, e.high) for key in scales() for e in hedges(words, key)}
    assert ranges == {
        "phia": (0.25, 0.35),
        "icd203": (0.20, 0.45),
        "kent": (0.20, 0.40),
        "ipcc": (0.0, 0.33),
        "nato": (0.10, 0.40),
        "survey": (0.05, 0.342),
    }
    with pytest.raises(UnknownScale, match="icd203, ipcc, kent, nato, phia, survey"):
        scale("gut feeling")


def scales() -> list[str]:
    return ["phia", "icd203", "kent", "ipcc", "nato", "survey"]


def test_every_scale_gives_every_phrase_a_range_and_says_what_it_was_read_as(read: Read) -> None:
    words = read("The pact may hold. It will almost certainly fail. A thaw is very unlikely.")
    for key in scales():
        found = hedges(words, key)
        assert len(found) == 3
        assert all(0 <= e.low <= e.best <= e.high <= 1 for e in found)
        assert "does not define" in str(found[0].read_as)  # no standard gives "may" a range
        assert found[1].best > found[0].best > found[2].best


def test_the_survey_has_a_term_of_its_own_for_a_negated_phrase(read: Read) -> None:
    (found,) = hedges(read("The mine will probably not reopen."), "survey")
    assert (found.low, found.best, found.high) == (0.1, 0.25, 0.4)


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        (
            "The toll may ease both budgets in the short term but is unlikely to have a lasting impact on trade.",
            [
                "The toll may ease both budgets in the short term",
                "is unlikely to have a lasting impact on trade",
            ],
        ),
        ("There is a strong possibility that the cabinet will fall.", ["that the cabinet will fall"]),
        ("She doubts that the fleet will return.", ["that the fleet will return"]),
        (
            "Vale said it is “almost certain” that they have left.",
            ["it is “almost certain” that they have left"],
        ),
        ("They could lose the harbour, she warned.", ["They could lose the harbour"]),
    ],
)
def test_a_hedge_qualifies_the_clause_that_the_parse_ties_it_to(read: Read, text: str, scopes: list[str]) -> None:
    words = read(text)
    assert [text[slice(*e.scope)] for e in hedges(words) if e.scope] == scopes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Exports and wages will grow.", ["economic"]),
        ("The brigade is short of artillery shells.", ["military"]),
        ("The rivalry of the great powers will shape the order.", ["geopolitical"]),
        ("The court will strike down the treaty.", ["legal"]),
        ("A famine threatens the refugees in the camps.", ["humanitarian"]),
        ("It will have no impact on the economic and political front.", ["economic", "political"]),
        ("He looked out of the window.", []),
        ("Exports will fall, an army officer told the newspaper.", ["economic"]),
        ("Exports will fall, according to a hospital board.", ["economic"]),
        ("The port is expected to export more grain.", ["economic"]),
        ("The ambassador was recalled after the talks.", ["geopolitical"]),
        ("The truce along the river has held for a week.", ["military"]),
        ("Nurses’ pay will rise.", ["economic"]),
        ("The landslide has left 300 families without shelter.", ["humanitarian"]),
    ],
)
def test_a_front_is_found_by_the_weights_of_its_words(read: Read, text: str, names: list[str]) -> None:
    assert sorted(f.name for f in fronts(read(text), [(0, len(text))])) == names


def test_many_words_for_one_front_do_not_silence_a_decisive_word_for_another(read: Read) -> None:
    text = "Wages and rents will decide the election."
    assert [f.name for f in fronts(read(text), [(0, len(text))])] == ["economic", "political"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Children sleep in the hospital.", {"social"}),
        ("Children sleep in the hospital of the besieged town, without water.", {"humanitarian"}),
    ],
)
def test_words_of_need_and_of_society_go_with_the_words_beside_them(read: Read, text: str, names: set[str]) -> None:
    found = fronts(read(text), [(0, len(text))])
    assert {f.name for f in found} == names
    assert "hospital" in {text[slice(*w)] for w in found[0].words}


def test_ones_own_fronts_are_added_or_take_the_place_of_all(read: Read, tmp_path: Path) -> None:
    own = tmp_path / "fronts.toml"
    own.write_text(
        '[[front]]\nname = "polar"\nwords = { "sea ice" = 1.5 }\nstrong = ["icebreaker"]\n', encoding="utf-8"
    )
    text = "Two icebreakers will cut the sea ice for the army."
    assert [f.name for f in fronts(read(text), [(0, len(text))], known_fronts(own))] == ["polar"]
    text = "The army waits."
    assert [f.name for f in fronts(read(text), [(0, len(text))], known_fronts(own))] == ["military"]
    alone = tmp_path / "alone.toml"
    alone.write_text("replace = true\n" + own.read_text(encoding="utf-8"), encoding="utf-8")
    assert fronts(read(text), [(0, len(text))], known_fronts(alone)) == ()


@pytest.mark.parametrize("text", ["[[front]]\nname = 3\n", "no toml at all [", "", '[[front]]\nname = "x"\n'])
def test_an_unusable_file_of_fronts_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "fronts.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableFronts) as told:
        known_fronts(file)
    assert "\n" not in str(told.value)
    assert str(file) in str(told.value)


@pytest.mark.parametrize(
    ("text", "size", "direction"),
    [
        ("The effect will be limited.", "small", None),
        ("The recovery would not be sustained.", "small", "for"),
        ("It should not be overlooked.", "large", None),
        ("It is unlikely to have a fundamental impact.", "small", None),
        ("It gives the regime some breathing space.", None, "for"),
        ("There is a very strong revenue stream.", "large", "for"),
        ("It is a threat.", None, "against"),
        ("The effect is easy to overlook.", "small", None),
        ("The council ignored the letter.", None, None),
        ("The captain was dismissed on Friday.", None, None),
        ("A small gain is likely.", "small", "for"),
        ("The small parties always jump.", None, None),
        ("The mills say little.", None, None),
        ("It is cheaper to cheat a little.", None, None),
        ("The contracts were signed at the height of the crisis.", None, None),
        ("It will end in a crisis.", "large", "against"),
        ("The truce has a chance of lasting two years.", None, None),
    ],
)
def test_size_and_direction_of_an_effect_are_those_that_the_words_say(
    read: Read, text: str, size: str | None, direction: str | None
) -> None:
    words = read(text)
    found = effects(words, [(0, len(text))])
    assert held(found, hedges(words)) == (direction, size)


ARTICLE = """Harbour pact likely to fade but should not be dismissed: analysts

A pact between Ondria and Talmark to share their harbours may help the two ports in the short term but is unlikely to
have a lasting impact on trade, analysts said.

“Ondria is unlikely to give up much for it. The trade gain would be small and would not be sustained,” Sidonie Marrash,
an economics professor at Vespera University, said.

Joren Hale, a historian at Kestrel College, echoed the view.

“It is a temporary arrangement,” Hale said.

Still, some analysts warned that the pact’s effect on the balance of power should not be ignored.

Petra Lindqvane, a director at the Strait Institute, said the pact gives both governments a very strong hand in trade.

Tomas Ekwall, a naval officer, agreed that the change is fundamental.
"""


@pytest.fixture(scope="module")
def reading(engine: Engine) -> Reading:
    return engine.assess(Article("a1", ARTICLE, title=ARTICLE.split("\n")[0], title_span=(0, ARTICLE.index("\n"))))


def _of(reading: Reading, words: str) -> list[Judgement]:
    (statement,) = [s.id for s in reading.statements if words in s.text]
    return [j for j in reading.judgements if j.statement == statement]


def test_short_term_benefit_and_long_term_doubt_are_two_judgements(reading: Reading) -> None:
    first, second = _of(reading, "share their harbours")
    assert (first.direction, first.size, second.size) == ("for", None, "small")
    assert first.horizon is not None
    assert first.horizon.label == "short term"
    assert second.horizon is None
    assert [e.phrase for e in (*first.estimative, *second.estimative)] == ["may", "unlikely"]
    assert second.clause is not None
    assert ARTICLE[slice(*second.clause)].startswith("is unlikely to")


CLAUSES = """Analysts said the alliance may spare both navies a war in the short term but is unlikely to have a lasting
impact on the economic front.

Mina Vale, the finance minister, was asked whether the budget could survive without the royalties. “Could it fall? It
may weaken,” she said.

Tor Finch said the council would probably close the mills because their buyers predict a slump.
"""


@pytest.fixture(scope="module")
def in_clauses(engine: Engine) -> Reading:
    return engine.assess(Article("a2", CLAUSES))


def test_a_clause_is_on_the_fronts_of_its_own_words(in_clauses: Reading) -> None:
    first, second = _of(in_clauses, "spare both navies")
    assert [e.phrase for e in (*first.estimative, *second.estimative)] == ["may", "unlikely"]
    assert set(first.fronts) <= {"military", "geopolitical"}
    assert "military" in first.fronts
    assert second.fronts == ("economic",)


def test_who_asks_a_question_does_not_judge(in_clauses: Reading) -> None:
    assert [e.phrase for j in _of(in_clauses, "the budget could survive") for e in j.estimative] == []
    assert [e.phrase for j in _of(in_clauses, "Could it fall?") for e in j.estimative] == ["may"]


def test_what_others_are_said_to_expect_is_not_the_speakers_hedge(in_clauses: Reading) -> None:
    assert [e.phrase for j in _of(in_clauses, "predict a slump") for e in j.estimative] == ["probably"]


def test_agreement_and_dissent_are_between_the_speakers_whom_the_words_name(reading: Reading) -> None:
    names = {s.id: s.name for s in reading.speakers}
    found = {(names[r.from_], names[r.to], r.kind, ARTICLE[slice(*r.cue)]) for r in reading.relations}
    assert ("Joren Hale", "Sidonie Marrash", "agrees", "echoed the view") in found
    assert ("Tomas Ekwall", "Petra Lindqvane", "agrees", "agreed that") in found
    assert all(kind == "disagrees" for one, _, kind, _ in found if one == "some analysts")


def test_camps_are_those_who_hold_the_effect_small_and_large(reading: Reading) -> None:
    names = {s.id: s.name for s in reading.speakers}
    camps = {c.label.split(" (")[0]: {names[s] for s in c.speakers} for c in reading.camps}
    assert camps == {
        "small effect": {"Sidonie Marrash", "Joren Hale"},
        "large effect": {"Petra Lindqvane", "Tomas Ekwall"},
    }


def test_each_part_of_the_finding_has_its_evidence_and_the_opening_is_shown_beside(reading: Reading) -> None:
    assert reading.finding is not None
    assert "".join(c.text for c in reading.finding.clauses) == reading.finding.text
    assert all(c.statements for c in reading.finding.clauses)
    assert "Sidonie Marrash and Joren Hale" in reading.finding.text
    assert "Petra Lindqvane and Tomas Ekwall" in reading.finding.text
    (opening,) = reading.finding.opening
    assert ARTICLE[slice(*opening)].startswith("A pact between")


BROKEN_OFF = (
    "Vale said the bridge is likely to cost more than that of its neighbours.",
    "“Probably, it is certain not to close before the end of June, whatever the council says,” Roon told them.",
    "The odds of a strike, Finch reckons, are no better than one in 1,000 at best, and could rise by 10 percent.",
)


@pytest.mark.parametrize("text", BROKEN_OFF)
def test_a_text_that_breaks_off_is_read_as_far_as_it_goes(engine: Engine, text: str) -> None:
    words = text.split()
    for count in range(1, len(words)):
        begun = " ".join(words[:count])
        assert engine.assess(Article("x", begun, published="2031-05-14")).article.text == begun
