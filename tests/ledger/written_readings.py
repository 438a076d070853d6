"""Readings of an article written for these tests, with every kind of record in them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from kentledge.records import (
    Article,
    Camp,
    Check,
    Clause,
    Deal,
    Effect,
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

FIRST = Provenance(kentledge="0.1.0", reader="pilot-1", lexicons="2026.1")
SECOND = Provenance(kentledge="0.2.0", reader="pilot-2", lexicons="2026.1")

STORY = """Ferry pact between Varnholm and Ostrava Bay divides the strait 🛳️

SKERRY POINT, 3 March — The ferry pact that Varnholm signed with the port of Ostrava Bay on Monday is almost certain \
to change who controls freight in the Lissen strait in the long term, analysts said, although its effect on prices \
this season is unlikely to be felt.

Photo: The quay at Skerry Point. Ida Marrow

“The harbour will not see a cheaper crossing this year,” said Tomé Valdrake, a transport economist at the \
Institute for Coastal Studies. “It is almost certain,” he told the Lissen Courier, “that the two ports merge their \
freight desks.” Café owners on the quay disagreed with him.

Brun Okonjö, who heads the Dockers’ Union, echoed Valdrake. He said the pact gives Varnholm 40 berths in return for \
300,000 to 600,000 crowns a berth each year, a sum of more than 12 million crowns. According to the union, “almost no \
one on the quay was asked” and freight fell by about 7 percent in February.

The harbour board rejected that view. Its chair, Mirelle Anstad, said that overlooking the pact would be a mistake, \
and that the ports could save 90 crowns per tonne over the next two years. “We are pooling cranes, pilots and the \
night watch, and whoever counts only tickets misses the point,” Anstad said at a meeting of the board on Tuesday. \
She added that the board expected a decision by autumn, and that smaller islands would be offered the same terms.

Valdrake doubts this. Smaller islands have neither the depth of water nor the cranes, he said, and it is unlikely \
that the terms suit them. The naïve reading, he said, is that a pact between two ports concerns only two ports; on \
the political front it already concerns five councils, and on the economic front every shop that sells fresh fish.

The Lissen Courier is a member of the Strait Press Association. 𝕹o part may be copied.
"""


def told(number: int = 0, provenance: Provenance = FIRST) -> Reading:
    """A rich reading of the story; another number is another article, with other text, id and offsets."""
    story = STORY if number == 0 else f"Edition {number} of the Lissen Courier 📰\n\n{STORY}"

    def at(words: str, nth: int = 0, after: str = "") -> Span:
        start = story.index(after) - 1
        for _ in range(nth + 1):
            start = story.index(words, start + 1)
        return start, start + len(words)

    def said(id_: str, speaker: str | None, kind: StatementKind, source: str, cue: str, *content: str) -> Statement:
        text = " ".join(content)
        spans = tuple(at(words) for words in content)
        return Statement(id_, speaker, kind, text, (at(source),), (at(cue),), spans)

    article = Article(
        id=hashlib.sha256(story.encode()).hexdigest()[:16],
        text=story,
        title="Ferry pact between Varnholm and Ostrava Bay divides the strait 🛳️",
        dateline="SKERRY POINT, 3 March",
        published="2031-03-03",
        outlet="Lissen Courier",
        author="Ida Marrow",
        url=f"https://lissen-courier.example/{number}",
        excluded=(
            Excluded(at("Photo: The quay at Skerry Point."), "caption"),
            Excluded(at("Ida Marrow"), "credit"),
            Excluded(at("The Lissen Courier is a member of the Strait Press Association."), "boilerplate"),
        ),
        title_span=at("Ferry pact between Varnholm and Ostrava Bay divides the strait 🛳️"),
        dateline_span=at("SKERRY POINT, 3 March"),
    )
    speakers = (
        Speaker("p1", "Tomé Valdrake", "transport economist", "Institute for Coastal Studies", "person",
                (at("Tomé Valdrake"), at("he", after="he told"), at("Valdrake", 1), at("Valdrake", 2))),
        Speaker("p2", "Brun Okonjö", "head", "Dockers’ Union", "person", (at("Brun Okonjö"), at("He said"))),
        Speaker("p3", "Mirelle Anstad", "chair", "harbour board", "person", (at("Mirelle Anstad"), at("Anstad", 1))),
        Speaker("p4", "the union", None, None, "organisation", (at("the union"),)),
        Speaker("p5", "analysts", None, None, "group", (at("analysts"),)),
    )  # fmt: skip
    statements = (
        said("s1", "p5", "indirect", "analysts", "said",
             "The ferry pact that Varnholm signed with the port of Ostrava Bay on Monday is almost certain to change"
             " who controls freight in the Lissen strait in the long term"),
        said("s2", "p1", "direct", "Tomé Valdrake", "said",
             "“The harbour will not see a cheaper crossing this year,”"),
        replace(said("s3", "p1", "direct", "he", "told", "“It is almost certain,”",
                     "“that the two ports merge their freight desks.”"), source=(at("he", after="he told"),),
                venue="the Lissen Courier"),
        said("s4", "p2", "indirect", "Brun Okonjö", "said",
             "the pact gives Varnholm 40 berths in return for 300,000 to 600,000 crowns a berth each year, a sum of"
             " more than 12 million crowns"),
        said("s5", "p4", "mixed", "the union", "According to",
             "“almost no one on the quay was asked” and freight fell by about 7 percent in February"),
        said("s6", "p3", "indirect", "Mirelle Anstad", "said",
             "that overlooking the pact would be a mistake, and that the ports could save 90 crowns per tonne over the"
             " next two years"),
        replace(said("s7", "p3", "direct", "Anstad", "said",
                     "“We are pooling cranes, pilots and the night watch, and whoever counts only tickets misses the"
                     " point,”"), venue="a meeting of the board", when="Tuesday"),
        said("s8", None, "indirect", "he", "said", "it is unlikely that the terms suit them"),
    )  # fmt: skip
    sure = Estimative(
        at("almost certain", 1),
        "almost certain",
        False,
        "icd-203",
        0.95,
        0.97,
        0.99,
        scope=at("that the two ports merge"),
        read_as="certain",
    )
    judgements = (
        Judgement("s1", ("economic", "political"), "for", (replace(sure, span=at("almost certain")),),
                  Horizon(at("in the long term"), "long term", tense="future"), clause=at("almost certain to change"),
                  size="large", effects=(Effect(at("change"), "change", True, "for", "large"),),
                  front_words=(at("freight"), at("strait", 1))),
        Judgement("s3", ("economic",), None, (sure,)),
        Judgement("s6", (), "for", (), Horizon(at("over the next two years"), "two years", "2031-03-03", "2033-03-03")),
        Judgement("s8", ("political",), "against",
                  (Estimative(at("unlikely", 1), "unlikely", True, "icd-203", 0.2, 0.3, 0.45), sure)),
    )  # fmt: skip
    quantities = (
        Quantity("q1", "s4", at("300,000 to 600,000 crowns a berth each year"),
                 "300,000 to 600,000 crowns a berth each year", 3e5, 6e5, "crown", Per(1.0, "berth"), of="the pact"),
        Quantity("q2", "s4", at("more than 12 million crowns"), "more than 12 million crowns", 1.2e7, None, "crown"),
        Quantity("q3", "s5", at("about 7 percent"), "about 7 percent", 0.07, 0.07, "1", None, True, "down", "freight"),
        Quantity("q4", "s4", at("40 berths"), "40 berths", 40.0, 40.0, "berth", period=at("40 berths")),
        Quantity("q5", None, at("two ports"), "two ports", None, 2.0, "port", plain=True),
    )  # fmt: skip
    return Reading(
        article=article,
        speakers=speakers,
        statements=statements,
        judgements=judgements,
        relations=(
            Relation("p2", "p1", "agrees", at("echoed"), ("s4", "s2")),
            Relation("p3", "p1", "disagrees", at("rejected that view"), ()),
        ),
        quantities=quantities,
        deals=(
            Deal("Varnholm", "Ostrava Bay", "crowns", "40 berths", "stated",
                 at("the pact gives Varnholm 40 berths in return for 300,000 to 600,000 crowns"), "s4",
                 receiver_span=at("Varnholm"), item_span=at("40 berths"), cue=at("gives")),
            Deal("the board", "smaller islands", "the same terms", None, "expected",
                 at("smaller islands would be offered the same terms")),
        ),
        checks=(
            Check(("q4", "q1"), "q4 × q1", 1.2e7, 2.4e7, "crown", "implies", "40 berths come to 12 to 24 million",
                  Per(1.0, "year")),
            Check(("q2",), "q2", 1.2e7, None, "crown", "consistent", "the sum fits the lower figure"),
        ),
        camps=(
            Camp("limited", ("p1", "p2"), ("s2", "s4"), ("economic", "political"), (at("cheaper"), at("disagreed"))),
            Camp("not to be overlooked", ("p3",), ("s7", "s6")),
        ),
        finding=Finding(
            "The pact changes freight, not this year’s prices.", ("s1", "s2", "s7"),
            (Clause("The pact changes freight", ("s1",), (at("freight"),)),
             Clause(", not this year’s prices.", ("s2", "s7"))),
            (at("The ferry pact"),),
        ),
        provenance=provenance,
    )  # fmt: skip
