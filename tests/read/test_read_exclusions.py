"""Captions and boilerplate are marked; reporting, also about pictures, is not."""

from __future__ import annotations

import pytest

from kentledge.read import article_from_text
from kentledge.read.lexicon import Pattern, lexicon

LEAD = "The agreement between Velland and Ostrava may lower grain prices this winter, three analysts said on Tuesday."
FILLER = [f"In town number {n} the market hall opened late and the price of bread rose again." for n in range(12)]


def marks(paragraph: str) -> list[str]:
    """What is marked when the paragraph stands in the middle of a report."""
    article = article_from_text("\n\n".join(["Harbour deal may not last", LEAD, *FILLER[:6], paragraph, *FILLER[6:]]))
    assert all(article.at(mark.span) == paragraph for mark in article.excluded)
    return [mark.why for mark in article.excluded]


@pytest.mark.parametrize("pattern", lexicon().patterns, ids=lambda pattern: f"{pattern.why}: {pattern.name}")
def test_each_entry_of_the_lexicon_knows_its_example_from_its_lookalikes(pattern: Pattern) -> None:
    assert pattern.examples
    for example in pattern.examples:
        assert pattern.match(example), example
    for lookalike in pattern.lookalikes:
        assert not pattern.match(lookalike), lookalike


@pytest.mark.parametrize(
    "caption",
    [
        "This illustration depicts a suspected arms agreement between Velland and Ostrava.",
        "This photo, released by the Velland News Agency, shows a rocket on its launch pad.",
        "This satellite image shows the port of Sundholm on May 3, 2023.",
        "An image shows smoke above the refinery.",
        "Photo: Jo Beck/Velland News",
        "File photo of the frigate Aurelia",
        "FILE PHOTO: A tanker lies off Sundholm, May 3, 2023. REUTERS/Mira Costa/File Photo",
        "(Photo by Jo Beck)",
        "Workers unload grain at the port. [Photo/AFP]",
        "Pictured: the chancellor arrives at the talks",
        "Smoke rises over Ostrava on Tuesday. (AP Photo/Jo Beck)",
        "The frigate is seen in this undated photo.",
        "President Olsen (L) shakes hands with Chancellor Brandt (R) in Sundholm on May 3, 2023.",
        "Ministers pose before the signing in Sundholm on Tuesday. (Yonhap)",
        "Photo taken on May 3, 2023 shows the new bridge. (Xinhua/Jo Beck)",
        "In this image made from video, smoke rises from the port.",
        "Jo Beck/AFP via Getty Images",
        "From left: Ministers Olsen, Brandt and Costa.",
    ],
)
def test_captions_are_marked(caption: str) -> None:
    assert marks(caption) == ["caption"]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: ‘We will win,’ says chancellor",
        "Related: the deal in five charts",
        "Advertisement",
        "Sign up for our newsletter to get the day’s reporting in your inbox.",
        "Share this article",
        "Follow us on X and Telegram",
        "Story continues below advertisement",
        "Watch the full interview here.",
        "* * *",
    ],
)
def test_boilerplate_is_marked(line: str) -> None:
    assert marks(line) == ["boilerplate"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The photo shows that Velland lied, Olsen said.",
        "“This photo shows a man who was tortured,” his lawyer said.",
        "This photo shows the minister was lying, critics said.",
        "A photograph published by the ministry on Monday shows two launchers, according to Ana Lind.",
        "A photo shows Olsen at the port, but the ministry denies that he was there.",
        "An image shows what may be a crater near the runway.",
        "The image, released by the navy, shows nothing new.",
        "Images from a survey satellite show the bridge collapsed after the strike.",
        "This picture is unlikely to change before the elections in May.",
        "This image of a strong leader is what the president wants to project abroad.",
        "In this picture of gloom, one figure stands out: exports rose by 4 per cent.",
        "A picture is emerging of a government in disarray.",
        "Olsen was seen beside the chancellor in a photo released by state media.",
        "Photos of the damage circulated widely.",
        "The bill was brought by Senator Jane Olsen (R-Pa.).",
        "The minister holds a seat in the assembly. (AP)",
        "Source: a senior official told the Post that the deal was dead.",
        "Related parties include the ministry and two banks.",
        "Read more books, the president told pupils.",
        "Sign up now, recruits are told, and your debts are forgiven.",
        "Follow the money and you will find the minister, Lind said.",
        "Advertising is banned.",
        "Copyright law is unclear, Lind said.",
        "Reporting by the Velland Post found that the ministry had paid twice.",
        "Heavy shelling was reported from Ostrava.",
        "This report was published on Monday and puts the cost at $3 million.",
        "Topics: the ministers will discuss grain, fish and steel.",
        "— Velland will hand over 300 prisoners",
        "Share prices fell 3 per cent.",
        "By Tuesday evening, 300 people had crossed.",
        "Terms of the deal remain secret.",
    ],
)
def test_reporting_is_left_alone(paragraph: str) -> None:
    assert marks(paragraph) == []


def test_a_long_paragraph_is_never_a_caption() -> None:
    assert marks("This photo shows the harbour. " + "It was taken by a fisherman who saw the fleet leave. " * 12) == []


def test_credit_lines_count_only_near_the_edges() -> None:
    assert marks("Jo Beck contributed to this report.") == ["credit"]
    article = article_from_text("\n\n".join([LEAD, "Jo Beck contributed to this report.", *FILLER]))
    assert article.excluded == ()
