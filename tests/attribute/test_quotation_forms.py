"""The forms of quotation that users of other tools miss. All people, places and words are invented."""

from __future__ import annotations

import pytest

from kentledge.read import article_from_text
from kentledge.reading import Engine
from kentledge.records import Article, Reading

SAID = {
    "a dash and a name sign the paragraph": (
        "The ferry line will reopen in spring.\n\n“We have listened to the islanders and we will keep our word” – "
        "Commissioner Tova Renn\n\nThe county welcomed the plan.",
        [
            ("Tova Renn", ["“We have listened to the islanders and we will keep our word”"]),
            ("The county", ["the plan"]),
        ],
    ),
    "the signature stands below the quotation": (
        "“This is the largest investment in the harbour’s history.”\n\n— Idris Calloway, mayor of Port Sellan",
        [("Idris Calloway", ["“This is the largest investment in the harbour’s history.”"])],
    ),
    "a press release names its speakers before a colon": (
        "The Senna River Authority today approved the levee plan.\n\nFrom Chairwoman Ilka Moraine: “This levee will "
        "protect forty thousand homes.”\n\nAnd from Commissioner Pell Adair: “We are grateful to the engineers.”",
        [
            ("Senna River Authority", ["the levee plan"]),
            ("Ilka Moraine", ["“This levee will protect forty thousand homes.”"]),
            ("Pell Adair", ["“We are grateful to the engineers.”"]),
        ],
    ),
    "a letter comes from the desk of its author": (
        "From the desk of Governor Hanne Brask\n\nFriends, our harvest was the best in ten years.\n\nWe will lower the "
        "grain levy in May.",
        [("Hanne Brask", ["Friends, our harvest was the best in ten years.", "We will lower the grain levy in May."])],
    ),
    "a quotation never closes": (
        "“We were told to leave the valley before dark, said Mira Osk, a farmer in Dunmore.\n\nThe "
        "army denied the report.",
        [("Mira Osk", ["“We were told to leave the valley before dark,"]), ("The army", ["the report"])],
    ),
    "a quotation reopens at each paragraph": (
        "“The first year was hard,” said Lena Torvik, who runs the clinic. “We had no nurses.\n\n“The second year was "
        "harder. We had no beds.\n\n“Now we have both,” she added.",
        [
            ("Lena Torvik", ["“The first year was hard,”", "“We had no nurses."]),
            ("Lena Torvik", ["“The second year was harder. We had no beds.", "“Now we have both,”"]),
        ],
    ),
    "single curly marks": (
        "‘The bridge is safe,’ the engineer Paul Sarre said. ‘We tested each cable.’",
        [("Paul Sarre", ["‘The bridge is safe,’", "‘We tested each cable.’"])],
    ),
    "single straight marks": (
        "'The bridge is safe,' the engineer Paul Sarre said. 'We tested each cable.'",
        [("Paul Sarre", ["'The bridge is safe,'", "'We tested each cable.'"])],
    ),
    "double straight marks": (
        '"The bridge is safe," the engineer Paul Sarre said. "We tested each cable."',
        [("Paul Sarre", ['"The bridge is safe,"', '"We tested each cable."'])],
    ),
    "guillemets": (
        "« The bridge is safe », said the engineer Paul Sarre. « We tested each cable. »",
        [("Paul Sarre", ["« The bridge is safe »", "« We tested each cable. »"])],
    ),
    "low marks": ("„The bridge is safe“, said the engineer Paul Sarre.", [("Paul Sarre", ["„The bridge is safe“"])]),
    "a quotation split by its speaker": (
        "“The dam,” said Vera Lund, “will hold.”",
        [("Vera Lund", ["“The dam,”", "“will hold.”"])],
    ),
    "many verbs of saying": (
        "“Another meeting,” grumbled Councillor Odd Hamre.\n\n“We won,” tweeted Senator Mara Quill.\n\n“I saw the fire "
        "from my window,” testified Jonas Ekberg.\n\n“The files were gone,” wrote the auditor Rhea Stanhope.",
        [
            ("Odd Hamre", ["“Another meeting,”"]),
            ("Mara Quill", ["“We won,”"]),
            ("Jonas Ekberg", ["“I saw the fire from my window,”"]),
            ("Rhea Stanhope", ["“The files were gone,”"]),
        ],
    ),
    "two speakers in one sentence": (
        "Talia Voss said the tax would pass, while Emil Krantz warned it would split the party.",
        [("Talia Voss", ["the tax would pass"]), ("Emil Krantz", ["it would split the party"])],
    ),
    "an interview in turns": (
        "The harbour chief Ada Brandt spoke to the Ledger.\n\nTHE LEDGER: Is the quay safe?\n\nADA BRANDT: It is.\n\n"
        "I would sleep on it.\n\nTHE LEDGER: And the crane?\n\nBRANDT: Ask me in May.\n\nShe then left.",
        [
            ("Ledger", ["Is the quay safe?"]),
            ("Ada Brandt", ["It is.", "I would sleep on it."]),
            ("Ledger", ["And the crane?"]),
            ("Ada Brandt", ["Ask me in May."]),
        ],
    ),
    "turns with lines of spaces between": (
        "Ada Brandt met Casimir Vale.\n\nADA BRANDT: It held, I think.\n  \n  \nCASIMIR VALE: Who says so?\n \t\n"
        "BRANDT: I do.\n\nVALE: Then it held.\n  \n",
        [
            ("Ada Brandt", ["It held, I think."]),
            ("Casimir Vale", ["Who says so?"]),
            ("Ada Brandt", ["I do."]),
            ("Casimir Vale", ["Then it held."]),
        ],
    ),
    "four paragraphs of one turn": (
        "Ada Brandt runs the dam.\n\nQ: Did it hold?\n\nADA BRANDT: It did.\n\nOne gate leaked.\n\n"
        "Two were shut.\n\nWe watched.\n\nIt held.\n\nQ: And now?\n\nBRANDT: Ask me in May.",
        [
            ("the interviewer", ["Did it hold?"]),
            ("Ada Brandt", ["It did.", "One gate leaked.", "Two were shut.", "We watched.", "It held."]),
            ("the interviewer", ["And now?"]),
            ("Ada Brandt", ["Ask me in May."]),
        ],
    ),
    "questions and answers": (
        "Ada Brandt runs the harbour.\n\nQ: Is the quay safe?\nA: It is.\nQ: And the crane?\nA: Ask me in May.",
        [
            ("the interviewer", ["Is the quay safe?"]),
            ("Ada Brandt", ["It is."]),
            ("the interviewer", ["And the crane?"]),
            ("Ada Brandt", ["Ask me in May."]),
        ],
    ),
    "a letter below a report": (
        "The ferry will run at night.\n\n---\n\nFrom the desk of Superintendent Ruth Amadi:\n\n"
        "Dear families, the ferry is free.\n\n---\n\nThe boats are white.",
        [("Ruth Amadi", ["Dear families, the ferry is free."])],
    ),
    "Bob only nodded": (
        "“We are leaving tomorrow,” Carla Finch said.\n\n“The boat is ready.” Bob Harrow nodded.",
        [("Carla Finch", ["“We are leaving tomorrow,”"])],
    ),
}


def read(engine: Engine, text: str) -> Reading:
    return engine.assess(Article("x", text))


def said(reading: Reading) -> list[tuple[str | None, list[str]]]:
    names = {s.id: s.name for s in reading.speakers}
    return [
        (names.get(s.speaker or ""), [reading.article.at(c) for c in s.content])
        for s in reading.statements
        if s.within is None
    ]


@pytest.mark.parametrize("form", SAID)
def test_who_said_what(engine: Engine, form: str) -> None:
    text, expected = SAID[form]
    assert said(read(engine, text)) == expected


def test_a_gesture_after_a_quotation_is_no_speech(engine: Engine) -> None:
    assert [name for name, _ in said(read(engine, SAID["Bob only nodded"][0]))] == ["Carla Finch"]


def test_a_smile_after_a_comma_is_speech(engine: Engine) -> None:
    reading = read(engine, "“We have waited forty years for this bridge,” smiled Ada Brandt, the mayor of Holm.")
    assert said(reading) == [("Ada Brandt", ["“We have waited forty years for this bridge,”"])]


@pytest.mark.parametrize("marks", ["‘’", "''", '""', "“”"])
def test_what_stands_in_any_marks_is_direct(engine: Engine, marks: str) -> None:
    text = f"{marks[0]}The bridge is safe,{marks[1]} the engineer Paul Sarre said."
    assert [s.kind for s in read(engine, text).statements] == ["direct"]


def test_an_apostrophe_is_no_quotation_mark(engine: Engine) -> None:
    text = "The engineers’ union said that the bridge’s cables hadn’t been tested, and that it ‘must’ close."
    assert [s.kind for s in read(engine, text).statements] == ["indirect"]


@pytest.mark.parametrize(
    ("text", "outer", "inner", "words"),
    [
        (
            "Dana Ruiz said that the minister, Kofi Brandt, had told her that the ship “would never sail”.",
            "Dana Ruiz",
            "Kofi Brandt",
            "that the ship “would never sail”",
        ),
        (
            "“The captain told us that the engine had failed,” said Anna Bekele, a passenger.",
            "Anna Bekele",
            "The captain",
            "that the engine had failed",
        ),
    ],
)
def test_words_within_words_are_a_statement_within_a_statement(
    engine: Engine, text: str, outer: str, inner: str, words: str
) -> None:
    reading = read(engine, text)
    names = {s.id: s.name for s in reading.speakers}
    first, second = reading.statements
    assert (names[first.speaker or ""], first.within) == (outer, None)
    assert (names[second.speaker or ""], second.within, second.text) == (inner, first.id, words)


def test_what_a_headline_says_does_not_run_on_into_the_report(engine: Engine) -> None:
    text = (
        "Shells buy time, not a future, economists say; others see a new footing\n\nHALDEN BAY, The arms trade will "
        "probably ease the finances of both governments for a year or two, analysts told a conference here Tuesday."
    )
    start = text.index("HALDEN BAY")
    contents = [c for s in read(engine, text).statements for c in s.content]
    assert contents
    assert all(end <= start or begin >= start for begin, end in contents)


def test_what_kind_of_piece_a_headline_announces_says_nothing(engine: Engine) -> None:
    text = (
        "Analysis: Why the Kestrin talks may yet fail\n\nThe ceasefire in the Orlan valley has held for 19 days, "
        "longer than any of the four before it. It will fail by June, Dana Whitlock of the Meridian Institute reckons."
    )
    article = article_from_text(text)
    assert article.title == "Analysis: Why the Kestrin talks may yet fail"
    reading = engine.assess(article)
    assert [s.name for s in reading.speakers] == ["Dana Whitlock"]


def test_who_tells_is_no_part_of_what_is_told(engine: Engine) -> None:
    text = (
        "Most analysts doubt that the north can afford another offensive. “They are bluffing, almost certainly,” said "
        "Dana Whitlock. Her colleague Oren Talbot is not so sure: he sees a one-in-three chance of a limited attack on "
        "Tamm this spring, since a quick success there would strengthen the generals at home."
    )
    last = read(engine, text).statements[-1]
    assert last.text.startswith("a one-in-three chance")


def test_nobody_says_nothing(engine: Engine) -> None:
    text = "“Drilling costs money. Nobody asked whether the dam would hold,” said Marit Solberg, an engineer."
    assert [name for name, _ in said(read(engine, text))] == ["Marit Solberg"]
    assert len(read(engine, text).statements) == 1


def test_who_speaks_a_turn_is_known_however_many_it_quotes(engine: Engine) -> None:
    quoted = " ".join(f"The {who} said that the gate was shut." for who in ("mayor", "union", "port", "bank", "board"))
    text = (
        "Casimir Vale runs the dam.\n\nQ: Who was right?\n\n"
        f"CASIMIR VALE: {quoted} I think that the bank is wrong.\n\nQ: Why?\n\nVALE: It slept."
    )
    reading = read(engine, text)
    names = {s.id: s.name for s in reading.speakers}
    turn = next(s.id for s in reading.statements if s.text.startswith("The mayor said"))
    inside = [s for s in reading.statements if s.within == turn]
    assert {"mayor", "board", "Casimir Vale"} <= {names[s.speaker or ""].removeprefix("The ") for s in inside}
    assert "the author" not in names.values()


@pytest.mark.parametrize("end", [",", " –", " -", ", the", ", 71,"])
def test_a_text_that_ends_in_the_middle_is_read(engine: Engine, end: str) -> None:
    text = f"“The gates held,” said the engineer, Ada Vale{end}"
    assert said(read(engine, text)) == [("Ada Vale", ["“The gates held,”"])]
