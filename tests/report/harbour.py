"""A reading built by hand of an invented article, with every kind of record in it."""

from __future__ import annotations

from kentledge.records import (
    Article,
    Camp,
    Check,
    Deal,
    Estimative,
    Excluded,
    Finding,
    Horizon,
    Judgement,
    Per,
    Provenance,
    Quantity,
    Reading,
    Relation,
    Span,
    Speaker,
    Statement,
    StatementKind,
)

TITLE = "Veldonian barges may ease Orsk’s winter but will not end its shortage: analysts"

TEXT = f"""{TITLE}

MARROWHAVEN, The fuel barges that Veldonia has begun to send up the Teal are likely to carry Orsk through the \
winter but will do little for it after that, analysts said Thursday.

The assessment came a week after Marrowhaven’s harbour board disclosed that more than 1,000 barges had passed the \
Sill locks since May. Orsk’s energy ministry said later that it is “almost certain” the first of them have been \
unloaded at Karrow.

In return, Veldonia apparently wants Orsk to open the Sill locks to its grain fleet and to hand over its old survey \
charts.

“Orsk is unlikely to give away anything it would miss. It may lease a quay or two, or some rusting cranes, but \
opening the locks for good would be too dear,” Ilse Marrovan, a professor of economics at Hallmere University, said \
in a forum hosted by the Teal River Society.

Marrovan said that even if the barges kept coming, the gain in the long run would be “very low.”

“There is not enough demand upriver to replace the coast road,” she said, adding that the trade would not last \
beyond next autumn.

A barge waits below the Sill locks in this undated picture.

Tomas Quill, a senior fellow at the Lowmark Institute, echoed the view.

“This is a purchase made in a hurry,” Quill said, calling the arrangement “a plaster, not a cure.”

Still, some warned that the shift in the balance on the river should not be overlooked. Darrow Oyelund, a retired \
harbour pilot who advises the Pilots’ Guild, estimated that Veldonia takes in 300 million to 600 million crowns per \
million barrels, since Orsk, which burns about 8 million barrels a year, is not likely to pay the top price for \
fuel that costs 600 crowns or less a barrel.

“When you fold in the grain, when you fold in the tolls – up 12 percent this year – there is a real stream of money \
coming down that river,” Oyelund said.

One official who asked not to be named said the talks had gone on since March.

(Reporting by Petra Nkembe; editing by L. Strand)
"""

ARTICLE = "ar-7c1f09d2"


def at(words: str, within: str | None = None, text: str = TEXT) -> Span:
    """The span of some words, the only such words within a longer passage, which must be found once in the text."""
    passage = within if within is not None else words
    assert text.count(passage) == 1, passage
    assert passage.count(words) == 1, words
    start = text.index(passage) + passage.index(words)
    return start, start + len(words)


def _statement(
    n: int,
    speaker: str | None,
    kind: StatementKind,
    source: tuple[Span, ...],
    cue: tuple[Span, ...],
    content: tuple[Span, ...],
    venue: str | None = None,
    when: str | None = None,
) -> Statement:
    words = " ".join(TEXT[start:end] for start, end in content)
    return Statement(f"s{n}", speaker, kind, words, source, cue, content, venue, when)


_ANALYSTS = "analysts said Thursday"
_BALANCE = "the shift in the balance on the river should not be overlooked"
_GAIN = "even if the barges kept coming, the gain in the long run would be “very low.”"
_LAST = "the trade would not last beyond next autumn"
_LEAD = (
    "The fuel barges that Veldonia has begun to send up the Teal are likely to carry Orsk through the winter "
    "but will do little for it after that"
)
_LEASE = (
    "“Orsk is unlikely to give away anything it would miss. It may lease a quay or two, or some rusting cranes, "
    "but opening the locks for good would be too dear,”"
)
_MARROVAN = "Ilse Marrovan, a professor of economics at Hallmere University"
_MONEY = (
    "“When you fold in the grain, when you fold in the tolls – up 12 percent this year – there is a real stream of "
    "money coming down that river,”"
)
_OYELUND = "Darrow Oyelund, a retired harbour pilot who advises the Pilots’ Guild"
_TAKES = (
    "Veldonia takes in 300 million to 600 million crowns per million barrels, since Orsk, which burns about "
    "8 million barrels a year, is not likely to pay the top price for fuel that costs 600 crowns or less a barrel"
)
_UNLOADED = "it is “almost certain” the first of them have been unloaded at Karrow"

_SPEAKERS = (
    Speaker("p1", "Energy ministry of Orsk", None, "Orsk", "government", (at("Orsk’s energy ministry"),)),
    Speaker(
        "p2",
        "Ilse Marrovan",
        "professor of economics",
        "Hallmere University",
        "person",
        (at(_MARROVAN), at("Marrovan", "Marrovan said that"), at("she", "she said")),
    ),
    Speaker(
        "p3",
        "Tomas Quill",
        "senior fellow",
        "Lowmark Institute",
        "person",
        (at("Tomas Quill, a senior fellow at the Lowmark Institute"), at("Quill", "Quill said")),
    ),
    Speaker(
        "p4",
        "Darrow Oyelund",
        "retired harbour pilot",
        "Pilots’ Guild",
        "person",
        (at(_OYELUND), at("Oyelund", "Oyelund said")),
    ),
)

_STATEMENTS = (
    _statement(
        1, None, "indirect", (at("analysts", _ANALYSTS),), (at("said", _ANALYSTS),), (at(_LEAD),), when="Thursday"
    ),
    _statement(
        2,
        "p1",
        "mixed",
        (at("Orsk’s energy ministry"),),
        (at("said", "said later"),),
        (at(_UNLOADED),),
        when="later",
    ),
    _statement(
        3,
        "p2",
        "direct",
        (at(_MARROVAN),),
        (at("said", "said in a forum"),),
        (at(_LEASE),),
        venue="a forum hosted by the Teal River Society",
    ),
    _statement(
        4, "p2", "mixed", (at("Marrovan", "Marrovan said that"),), (at("said", "said that even"),), (at(_GAIN),)
    ),
    _statement(
        5,
        "p2",
        "mixed",
        (at("she", "she said"),),
        (at("said", "she said"), at("adding")),
        (at("“There is not enough demand upriver to replace the coast road,”"), at(_LAST)),
    ),
    _statement(
        6,
        "p3",
        "mixed",
        (at("Quill", "Quill said"),),
        (at("said", "Quill said"), at("calling")),
        (at("“This is a purchase made in a hurry,”"), at("the arrangement “a plaster, not a cure.”")),
    ),
    _statement(7, "p4", "indirect", (at(_OYELUND),), (at("estimated"),), (at(_TAKES),)),
    _statement(8, "p4", "direct", (at("Oyelund", "Oyelund said"),), (at("said", "Oyelund said"),), (at(_MONEY),)),
    _statement(9, None, "indirect", (at("some", "some warned"),), (at("warned"),), (at(_BALANCE),)),
    _statement(
        10,
        None,
        "indirect",
        (at("One official who asked not to be named"),),
        (at("said", "named said"),),
        (at("the talks had gone on since March"),),
    ),
)

_JUDGEMENTS = (
    Judgement(
        "s1",
        ("economic",),
        "for",
        (Estimative(at("likely", "are likely to carry"), "likely", False, "PHIA", 0.55, 0.65, 0.75),),
        Horizon(at("through the winter"), "short term"),
    ),
    Judgement("s2", (), None, (Estimative(at("almost certain"), "almost certain", False, "PHIA", 0.95, 0.975, 1.0),)),
    Judgement(
        "s3",
        ("economic", "political"),
        "against",
        (Estimative(at("unlikely"), "unlikely", False, "PHIA", 0.25, 0.30, 0.35),),
    ),
    Judgement("s4", ("economic",), "against", (), Horizon(at("in the long run"), "long run")),
    Judgement("s5", (), "against", (), Horizon(at("beyond next autumn"), "long term", None, "2031-11-30")),
    Judgement(
        "s7",
        ("economic",),
        None,
        (Estimative(at("likely", "not likely to pay"), "likely", True, "PHIA", 0.25, 0.35, 0.45),),
    ),
)

_QUANTITIES = (
    Quantity("n1", None, at("more than 1,000 barges"), "more than 1,000 barges", 1000, None, "barge"),
    Quantity(
        "n2",
        "s7",
        at("300 million to 600 million crowns per million barrels"),
        "300 million to 600 million crowns per million barrels",
        3e8,
        6e8,
        "crown",
        Per(1e6, "barrel"),
    ),
    Quantity(
        "n3",
        "s7",
        at("about 8 million barrels a year"),
        "about 8 million barrels a year",
        8e6,
        8e6,
        "barrel",
        Per(1, "year"),
        approximate=True,
    ),
    Quantity(
        "n4",
        "s7",
        at("600 crowns or less a barrel"),
        "600 crowns or less a barrel",
        None,
        600,
        "crown",
        Per(1, "barrel"),
    ),
    Quantity("n5", "s8", at("up 12 percent"), "up 12 percent", 0.12, 0.12, "1", change="up", of="tolls"),
    Quantity("n6", "s3", at("a quay or two"), "a quay or two", 1, 2, "quay", plain=True),
)


def harbour_reading() -> Reading:
    """The invented article as Kentledge should read it."""
    caption = "A barge waits below the Sill locks in this undated picture."
    credit = "(Reporting by Petra Nkembe; editing by L. Strand)"
    article = Article(
        ARTICLE,
        TEXT,
        title=TITLE,
        dateline="MARROWHAVEN",
        published="2030-11-07",
        outlet="The Teal Courier",
        author="Petra Nkembe",
        url="https://courier.example/2030/11/barges?a=1&b=2",
        excluded=(Excluded(at(caption), "caption"), Excluded(at(credit), "credit")),
        title_span=at(TITLE),
        dateline_span=at("MARROWHAVEN"),
    )
    return Reading(
        article,
        _SPEAKERS,
        _STATEMENTS,
        _JUDGEMENTS,
        (Relation("p3", "p2", "agrees", at("echoed the view"), ("s6", "s3")),),
        _QUANTITIES,
        (
            Deal(
                "Orsk",
                "Veldonia",
                "the Sill locks opened to its grain fleet, and old survey charts",
                "fuel",
                "apparently wanted",
                at("In return, Veldonia apparently wants Orsk to open the Sill locks to its grain fleet"),
            ),
        ),
        (
            Check(
                ("n3", "n4"),
                "8 million barrels per year × at most 600 crowns per barrel",
                None,
                4.8e9,
                "crown",
                "implies",
                "At 600 crowns a barrel or less, a year’s fuel costs Orsk at most 4.8 billion crowns.",
            ),
        ),
        (
            Camp("The help is limited", ("p2", "p3"), ("s3", "s4", "s5", "s6")),
            Camp("Not to be overlooked", ("p4",), ("s7", "s8")),
        ),
        Finding(
            "Most judge that the barges help Orsk through the winter and do little for it after that; Darrow Oyelund "
            "dissents, pointing to what Veldonia earns.",
            ("s1", "s4", "s6", "s8"),
        ),
        Provenance("0.1.0", "a1", "2030-10"),
    )
