"""Who agrees with whom: the cue, the one it is told of, and the one whose view it is."""

from __future__ import annotations

import pytest

from kentledge.reading import Engine
from kentledge.records import Article

PARSED_OTHERWISE = pytest.mark.xfail(
    raises=AssertionError, reason="the reader of 0.9 parses it otherwise than that of 0.8"
)


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ("Ada Finch echoed the view.", "agrees"),
        ("Ada Finch agreed that it was late.", "agrees"),
        ("Ada Finch shares that assessment, saying the boats were slow.", "agrees"),
        ("Ada Finch disputed the claim.", "disagrees"),
        ("“Nonsense,” said Ada Finch.", "disagrees"),
        ("“That is wishful thinking,” said Ada Finch.", "disagrees"),
        ("By contrast, Ada Finch said the boats were early.", "disagrees"),
        ("Ada Finch took issue with the claim.", "disagrees"),
        ("Ada Finch is not convinced by that argument.", "disagrees"),
        ("Ada Finch struck a different note, saying the boats were early.", "disagrees"),
        ("Ada Finch made a similar point, saying the crews were slow.", "agrees"),
        ("Ada Finch sided with Vale.", "agrees"),
        ("“Orla Vale is wrong about that,” said Ada Finch.", "disagrees"),
        ("“I think she’s right,” said Ada Finch.", "agrees"),
        ("“It was like Vale’s right wing of old,” said Ada Finch.", None),
        ("The reply of Ada Finch was mocked.", None),
        ("Ada Finch said the dispute over the boats was old.", None),
        ("Ada Finch rejected a request for new boats.", None),
        ("Ada Finch agreed to a meeting.", None),
        pytest.param("Ada Finch declined to endorse Vale's claim.", "disagrees", marks=PARSED_OTHERWISE),
        ("Ada Finch did not dispute that.", "agrees"),
        ("Ada Finch could not have agreed more.", "agrees"),
        ("Ada Finch said she shared Vale's concern.", "agrees"),
        ("“I do not share her view,” said Ada Finch.", "disagrees"),
        ("The claim was rejected by Ada Finch.", "disagrees"),
        ("The remarks drew a sharp response from Ada Finch.", "disagrees"),
        pytest.param("A team led by Ada Finch came to the same conclusion.", "agrees", marks=PARSED_OTHERWISE),
        ("Ada Finch was rather less sure.", "disagrees"),
        ("Ada Finch called Vale's plan reckless.", "disagrees"),
        ("Ada Finch described Vale's remarks as fair.", "agrees"),
        ("Ada Finch brushed the claim aside.", "disagrees"),
        pytest.param("One who agrees is Ada Finch.", "agrees", marks=PARSED_OTHERWISE),
        ("That is not how Ada Finch sees it.", "disagrees"),
        ("Ada Finch, too, said the boats were late.", "agrees"),
        ("“They were not,” said Ada Finch.", "disagrees"),
        ("Ada Finch is unlikely to agree.", "disagrees"),
        ("Not everyone is convinced. Ada Finch said the boats were early.", "disagrees"),
        ("Nonsense, says Ada Finch: the boats were early.", "disagrees"),
        ("Vale is not alone. Ada Finch said the crews were late, too.", "agrees"),
        ("Unlike Orla Vale, Ada Finch thinks the boats were early.", "disagrees"),
        pytest.param("The criticism came from Ada Finch.", "disagrees", marks=PARSED_OTHERWISE),
        ("Ada Finch rejected much of what Orla Vale had said.", "disagrees"),
        pytest.param("Ada Finch said the boats had been, as Vale put it, late.", "agrees", marks=PARSED_OTHERWISE),
        ("Ada Finch reads the tables as Orla Vale does.", "agrees"),
        ("Ada Finch’s rebuttal of Vale’s claim was short.", "disagrees"),
        ("Ada Finch endorsed Orla Vale for the presidency.", None),
        ("That claim strikes Ada Finch as naive.", "disagrees"),
        ("The claim does not convince Ada Finch.", "disagrees"),
        ("That claim seems naive to Ada Finch.", "disagrees"),
        ("Two that we know of, objects Ada Finch.", "disagrees"),
        ("Ada Finch had no such doubts.", "disagrees"),
        pytest.param("It is not an answer that satisfies Ada Finch.", "disagrees", marks=PARSED_OTHERWISE),
        ("Ada Finch’s reply on Monday was curt.", "disagrees"),
        ("That is too gloomy, in the view of Ada Finch.", "disagrees"),
        ("That is fair, in Ada Finch’s view.", "agrees"),
        ("Ada Finch sought to play down such fears.", "disagrees"),
        ("Ada Finch is, for once, on Vale’s side.", "agrees"),
        ("Ada Finch takes a calmer view.", "disagrees"),
        ("Ada Finch leans towards Vale.", "agrees"),
        ("Nor does Ada Finch accept that.", "disagrees"),
        ("Others counsel patience. The boats were early, said Ada Finch.", "disagrees"),
        ("Others also complain. The crews were slow, said Ada Finch.", None),
        ("Others say it rained. The crews were slow, said Ada Finch.", None),
        ("That figure is disputed. Ada Finch said the boats were early.", "disagrees"),
        ("That view is shared by the harbour master. Ada Finch said the crews were slow.", "agrees"),
        ("Not everyone sleeps so well. Ada Finch said the boats were early.", "disagrees"),
        ("Ada Finch accepts that they were. Where she parts company with Vale is on the crews.", "disagrees"),
        ("Ada Finch would neither confirm nor deny that they were.", None),
        ("Ada Finch defended the decision on Friday.", None),
        ("Most skippers give the boats a year. Ada Finch gives it less.", None),
        ("Ada Finch accepted Orla Vale’s invitation to dinner.", None),
        ("It would be hard for Ada Finch to attack her.", None),
        ("Opinions were divided by class and income, Ada Finch said.", None),
        ("Ada Finch agreed to sell the boats.", None),
        ("Ada Finch shared a taxi with the treasurer.", None),
        ("Ada Finch backed her car into the gate.", None),
        ("Ada Finch was more worried about her dog.", None),
        ("Ada Finch questioned three witnesses.", None),
        ("Ada Finch also met the crews.", None),
        ("Ada Finch said it was wrong to sell drink to children.", None),
        ("The disputed islands lie south of the farm of Ada Finch.", None),
        ("Ada Finch said the boats were blue.", None),
        ("But Ada Finch said the boats were blue.", None),
    ],
)
def test_a_cue_relates_its_speaker_to_the_one_before(engine: Engine, second: str, kind: str | None) -> None:
    reading = engine.assess(Article("x", f"Orla Vale said the boats were late. {second}"))
    names = {s.id: s.name for s in reading.speakers}
    found = [(names[r.from_], names[r.to], r.kind) for r in reading.relations]
    assert found == ([("Ada Finch", "Orla Vale", kind)] if kind else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Orla Vale wants a toll on the bridge. Ada Finch prefers a tax.", [("Ada Finch", "Orla Vale", "disagrees")]),
        ("Orla Vale wants a toll on the bridge. Ada Finch wants more buses.", []),
        ("Orla Vale would sell the boats. Ada Finch would keep them.", [("Ada Finch", "Orla Vale", "disagrees")]),
        (
            "While Orla Vale believes the bridge is safe, Ada Finch argues it should be closed.",
            [("Ada Finch", "Orla Vale", "disagrees")],
        ),
        ("Orla Vale and Ada Finch disagree over the toll.", [("Ada Finch", "Orla Vale", "disagrees")]),
        (
            "Mara Vale put the cost at 4bn crowns. Ada Finch said it would be closer to 9bn.",
            [("Ada Finch", "Mara Vale", "disagrees")],
        ),
    ],
)
def test_positions_are_set_against_each_other_where_they_are_on_one_matter(
    engine: Engine, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert _told(engine, text) == found


def test_the_one_who_is_named_is_meant_and_not_the_one_before(engine: Engine) -> None:
    text = (
        "Orla Vale said the boats were late. Jon Mire said the crews were tired. "
        "Ada Finch disagreed with Vale, saying they were early."
    )
    reading = engine.assess(Article("x", text))
    names = {s.id: s.name for s in reading.speakers}
    assert [(names[r.from_], names[r.to]) for r in reading.relations] == [("Ada Finch", "Orla Vale")]


@pytest.mark.parametrize(
    "text",
    [
        "President Orla Vale said the port would close. Ada Finch, a spokeswoman for Vale, rejected the charge.",
        "The Harbour Board welcomed what its chairwoman, Ada Finch, described as “a vote for the crews”.",
        "Orla Vale said the boats were late. Some skippers said they were lost. Ada Finch disputed that.",
    ],
)
def test_who_speaks_for_another_or_answers_someone_unnamed_is_in_no_relation(engine: Engine, text: str) -> None:
    assert _told(engine, text) == []


def test_who_spoke_last_is_meant_be_it_a_body(engine: Engine) -> None:
    text = "Orla Vale said it rained. The Harbour Board said 40 boats were lost. Ada Finch put the figure at 90."
    assert ("Ada Finch", "Harbour Board", "disagrees") in _told(engine, text)


def test_who_opens_a_paragraph_with_an_answer_answers_the_paragraph_before(engine: Engine) -> None:
    text = "Orla Vale said the boats were late. It had rained all week. The crews were slow.\n\nAda Finch is unmoved."
    assert _told(engine, text) == [("Ada Finch", "Orla Vale", "disagrees")]


def _told(engine: Engine, text: str) -> list[tuple[str | None, str | None, str]]:
    reading = engine.assess(Article("x", text))
    names = {s.id: s.name for s in reading.speakers}
    return [(names[r.from_], names[r.to], r.kind) for r in reading.relations]


@pytest.mark.parametrize(
    ("text", "opposed"),
    [
        ("Orla Vale blames the boats; Ada Finch blames the crews.", True),
        ("“It is theft,” said Orla Vale. “It is trade,” said Ada Finch.", True),
        ("Orla Vale said the boats were late; Ada Finch said the crews were tired.", False),
        ("Orla Vale described the boats; Ada Finch described the crews.", False),
        ("Orla Vale rejected the offer, and Ada Finch set a date for the sale.", False),
    ],
)
def test_two_are_set_against_each_other_by_one_verb_of_stance_or_one_beginning(
    engine: Engine, text: str, opposed: bool
) -> None:
    assert _told(engine, text) == ([("Ada Finch", "Orla Vale", "disagrees")] if opposed else [])


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ("A retired admiral agreed with Vale that the boats were late.", "agrees"),
        ("Two brokers sided with Vale, saying that rates had gone up.", "agrees"),
        ("One banker disputed Vale's forecast, saying that the note left out stocks.", "disagrees"),
        ("A retired admiral agreed that the boats were late.", None),  # with whom is not told
    ],
)
def test_someone_unnamed_is_in_a_relation_where_the_other_is_named(
    engine: Engine, second: str, kind: str | None
) -> None:
    reading = engine.assess(Article("x", f"Orla Vale said on Monday that the boats were late. {second}"))
    vale = next(s.id for s in reading.speakers if s.name == "Orla Vale")
    found = [r for r in reading.relations if r.to == vale]
    assert [r.kind for r in found] == ([kind] if kind else [])


def test_the_writer_is_meant_by_my_colleague(engine: Engine) -> None:
    text = "I think that the truce will hold.\n\nMy colleague Marek Dvorsky is less hopeful. He said it would not."
    reading = engine.assess(Article("x", text, author="Desta Wolde"))
    names = {s.id: s.name for s in reading.speakers}
    assert [(names[r.from_], r.kind, names[r.to]) for r in reading.relations] == [
        ("Marek Dvorsky", "disagrees", "Desta Wolde")
    ]


def test_those_who_share_a_view_are_told_and_not_who_speaks_next(engine: Engine) -> None:
    told = "Ruud Hessel said the margins were thin. Hessel's caution was echoed by the chambers of commerce. "
    reading = engine.assess(Article("x", f"{told}Bastian Kroll said that the plan was a betrayal."))
    names = {s.id: s.name for s in reading.speakers}
    assert [(names[r.from_], names[r.to]) for r in reading.relations if r.kind == "agrees"] == [
        ("the chambers of commerce", "Ruud Hessel")
    ]


def test_an_officer_who_concedes_something_agrees_with_nobody_else(engine: Engine) -> None:
    text = (
        "Tomas Hrabal said premiums would rise. Halden Mutual said it was not planning to leave, though its "
        "underwriting chief, Ingrid Moe, conceded that the board could decide otherwise."
    )
    assert engine.assess(Article("x", text)).relations == ()
