"""Headline, byline, dateline, date and outlet of articles of several shapes."""

from __future__ import annotations

import pytest

from kentledge.read import article_from_text
from kentledge.records import Article

LEAD = "The agreement between Velland and Ostrava may lower grain prices this winter, three analysts said on Tuesday."
QUOTE = "“It is a truce, not a peace,” said Ana Lind, a professor of economics at Sundholm University."


def excluded(article: Article) -> list[tuple[str, str]]:
    return [(mark.why, article.at(mark.span)) for mark in article.excluded]


def test_agency_report_with_a_bare_dateline_and_a_source_line() -> None:
    text = (
        "Harbour deal likely to be limited but should not be dismissed: experts\n\n"
        f"SUNDHOLM, {LEAD}\n\n{QUOTE}\n\n"
        "This illustration depicts two tankers in the Velland strait.\n\n"
        "Still, some warned that prices might rise again.\n\nSource: Velland News Agency"
    )
    article = article_from_text(text)
    assert article.text == text
    assert article.title == "Harbour deal likely to be limited but should not be dismissed: experts"
    assert article.title_span == (0, 70)
    assert article.dateline == "SUNDHOLM"
    assert article.dateline_span == (72, 80)
    assert article.outlet == "Velland News Agency"
    assert article.published is None
    assert article.author is None
    assert excluded(article) == [
        ("caption", "This illustration depicts two tankers in the Velland strait."),
        ("credit", "Source: Velland News Agency"),
    ]


def test_wire_report_whose_date_stands_in_the_dateline() -> None:
    article = article_from_text(
        f"Harbour deal may not last\n\nSUNDHOLM, Oct. 25, 2023 (Velland News) — {LEAD}\n\n{QUOTE}\n"
    )
    assert (article.dateline, article.published, article.outlet) == ("SUNDHOLM", "2023-10-25", "Velland News")
    assert article.excluded == ()


def test_newspaper_report_with_byline_and_date_above_it() -> None:
    article = article_from_text(
        "Harbour deal may not last\n\nBy Mira Costa and Jo Beck, Velland Post\nPublished: 25 October 2023\n"
        f"Updated: 26 October 2023\n\n{LEAD}\n\n{QUOTE}\n\n© 2023 Velland Post. All rights reserved."
    )
    assert article.title == "Harbour deal may not last"
    assert article.author == "Mira Costa and Jo Beck"
    assert article.outlet == "Velland Post"
    assert article.published == "2023-10-25"
    assert article.dateline is None
    assert excluded(article) == [
        ("credit", "By Mira Costa and Jo Beck, Velland Post"),
        ("boilerplate", "Published: 25 October 2023"),
        ("boilerplate", "Updated: 26 October 2023"),
        ("credit", "© 2023 Velland Post. All rights reserved."),
    ]


def test_byline_that_runs_into_the_report() -> None:
    article = article_from_text(f"Harbour deal may not last\n\nBy Mira Costa, in SUNDHOLM — {LEAD}\n\n{QUOTE}")
    assert (article.author, article.dateline) == ("Mira Costa", "SUNDHOLM")
    assert article.excluded == ()


def test_one_paragraph_a_line_without_blank_lines() -> None:
    article = article_from_text(
        f"Harbour deal may not last\nSUNDHOLM (Velland News) - {LEAD}\n{QUOTE}\nSource: Velland News\n"
    )
    assert (article.title, article.dateline, article.outlet) == (
        "Harbour deal may not last",
        "SUNDHOLM",
        "Velland News",
    )


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    text = (
        "Harbour deal between Velland and Ostrava is unlikely to outlast the\nspring, say three analysts\n\n"
        "SUNDHOLM, The agreement between Velland and Ostrava may lower grain\n"
        "prices this winter but is unlikely to outlast the spring, three\n"
        "analysts said on Tuesday.\n\n"
        "This photo, released by the Velland News Agency on May 3, shows the\nharbour of Sundholm at dawn.\n\n"
        "They named a lack of trust between the two governments, the cost of\ninsurance, and the vote in May.\n"
    )
    article = article_from_text(text)
    assert article.title == text[: text.index("\n\n")]
    assert article.dateline == "SUNDHOLM"
    assert [why for why, _ in excluded(article)] == ["caption"]
    assert excluded(article)[0][1].endswith("at dawn.")


def test_a_text_without_any_of_it_gets_nothing_invented() -> None:
    article = article_from_text(
        f"{LEAD}\n\n{QUOTE}\n\nNATO, the union and the bank agreed in 2023. NATO will meet in May."
    )
    assert article == Article(id=article.id, text=article.text)


def test_notes_with_labels() -> None:
    article = article_from_text(
        "Author: Mira Costa\nDate: 2023-10-25\nSource: Velland Post\nhttps://velland.example/world/deal\n\n"
        f"# Harbour deal may not last\n\n{LEAD}\n\n{QUOTE}"
    )
    assert (article.author, article.published, article.outlet) == ("Mira Costa", "2023-10-25", "Velland Post")
    assert article.url == "https://velland.example/world/deal"
    assert article.title == "Harbour deal may not last"
    assert article.title_span is not None
    assert article.text[article.title_span[0] - 2 :].startswith("# Harbour")


@pytest.mark.parametrize(
    "first",
    [
        "Harbour deal may not last.",
        "“We will not go,” she said, “before the vote.”",
        "Dear readers,",
        "The three reasons:",
        "Harbour",
        "- first point of three",
        "By Mira Costa",
        "October 25, 2023",
        "Advertisement",
    ],
)
def test_what_is_no_headline(first: str) -> None:
    assert article_from_text(f"{first}\n\n{LEAD}\n\n{QUOTE}").title is None


@pytest.mark.parametrize(
    "first",
    [
        "Will the harbour deal last?",
        "‘We are at war’: Velland answers Ostrava",
        "Velland rejects a deal with the U.S.",
        "HARBOUR DEAL MAY NOT LAST, SAY EXPERTS",
    ],
)
def test_what_is_a_headline(first: str) -> None:
    assert article_from_text(f"{first}\n\n{LEAD}\n\n{QUOTE}").title == first


def test_a_list_of_words_has_no_headline() -> None:
    assert article_from_text("red apples\n\ngreen pears\n\nblue plums").title is None


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("SUNDHOLM, ", "SUNDHOLM"),
        ("SUNDHOLM — ", "SUNDHOLM"),
        ("SUNDHOLM - ", "SUNDHOLM"),
        ("SUNDHOLM -- ", "SUNDHOLM"),
        ("SUNDHOLM: ", "SUNDHOLM"),
        ("SUNDHOLM, May 3 (Velland News) -- ", "SUNDHOLM"),
        ("SUNDHOLM, May 3. /VNA/. ", "SUNDHOLM"),
        ("SUNDHOLM (Velland News) ", "SUNDHOLM"),
        ("PORT OLSEN, Velland (VNA) — ", "PORT OLSEN, Velland"),
        ("ST. BRANDT, V.T., Sept. 26 (VNA) — ", "ST. BRANDT, V.T."),
        ("SUNDHOLM/OSTRAVA, May 3 (VNA) - ", "SUNDHOLM/OSTRAVA"),
        ("ÅRHOLM, Velland — ", "ÅRHOLM, Velland"),
        ("L’ORME ― ", "L’ORME"),
        ("Sundholm (VNA) – ", "Sundholm"),
        ("Sundholm, May 3 — ", "Sundholm"),
    ],
)
def test_datelines(opening: str, place: str) -> None:
    text = f"Harbour deal may not last\n\n{opening}{LEAD}\n\n{QUOTE}"
    article = article_from_text(text)
    assert article.dateline == place
    start = text.index(opening)
    assert article.dateline_span == (start, start + len(place))


@pytest.mark.parametrize(
    "opening",
    [
        "NATO, Velland and Ostrava met. NATO spoke first. ",
        "NATO — ",
        "VNRA, Velland and others met. The VNRA spoke first. ",
        "Sundholm — ",
        "Olsen, Brandt and Costa met. ",
        "Senator Jane Olsen (R-Va.) — ",
        "In SUNDHOLM, ",
    ],
)
def test_what_is_no_dateline(opening: str) -> None:
    assert article_from_text(f"Harbour deal may not last\n\n{opening}{LEAD}\n\n{QUOTE}").dateline is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("25 October 2023", "2023-10-25"),
        ("25 Oct 2023 14:05 GMT", "2023-10-25"),
        ("Wednesday, October 25, 2023", "2023-10-25"),
        ("Sept. 5, 2023", "2023-09-05"),
        ("May 1st, 2023", "2023-05-01"),
        ("2023-10-25T08:00:00Z", "2023-10-25"),
        ("25.10.2023", "2023-10-25"),
        ("Posted on October 25, 2023 at 10:30 AM", "2023-10-25"),
        ("Updated: October 26, 2023; Published: October 25, 2023", "2023-10-25"),
        ("Velland Post, October 25, 2023", "2023-10-25"),
        ("Published October 25, 2023, The Harbour Courier", "2023-10-25"),
        ("Published: 25 October 2023, A. Brandt", "2023-10-25"),
        ("Posted on 25 October 2023 A.M. edition", "2023-10-25"),
        ("October 25", None),
        ("10/11/2023", None),
        ("31 February 2023", None),
        ("Updated: October 26, 2023", None),
    ],
)
def test_dates_need_day_month_and_year(line: str, date: str | None) -> None:
    assert article_from_text(f"Harbour deal may not last\n\n{line}\n\n{LEAD}\n\n{QUOTE}").published == date


def test_a_date_in_the_report_is_no_date_of_publication() -> None:
    article = article_from_text(f"Harbour deal may not last\n\n{LEAD}\n\nThe war began on October 25, 2021.\n\n{QUOTE}")
    assert article.published is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Published on 4 March 2031, the report says the dam was never inspected.",
        "Issued on 4 March 2031, the order bars ships from the canal, the minister said.",
        "Updated on 4 March 2031 the plan now counts forty ships.",
        "Report by Ada Vale, dam inspector, says ministers knew of the leak",
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_a_sentence_that_begins_like_a_date_line_or_a_byline_is_read(sentence: str, last: bool) -> None:
    body = f"{LEAD}\n\n{QUOTE}\n\n{sentence}" if last else f"{sentence}\n\n{LEAD}\n\n{QUOTE}"
    article = article_from_text(f"Harbour deal may not last\n\n{body}")
    assert (article.published, article.author) == (None, None)
    assert sentence not in {article.at(e.span) for e in article.excluded}


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("By Mira Costa", "Mira Costa", None),
        ("BY MIRA COSTA", "MIRA COSTA", None),
        ("By Mira van der Berg, Jo Beck and Ana Lind", "Mira van der Berg, Jo Beck and Ana Lind", None),
        ("By Mira Costa | Velland Post | October 25, 2023", "Mira Costa", "Velland Post"),
        ("By Mira Costa for Velland Post", "Mira Costa", "Velland Post"),
        ("By Velland News Agency", None, "Velland News Agency"),
        ("By Mira Costa, senior correspondent", "Mira Costa", None),
        ("Commentary by Mira Costa", "Mira Costa", None),
        ("Analysis by Mira Costa, Velland Post", "Mira Costa", "Velland Post"),
        ("By Mira Costa, Senior Correspondent, Velland Post", "Mira Costa", "Velland Post"),
    ],
)
def test_bylines(line: str, author: str | None, outlet: str | None) -> None:
    article = article_from_text(f"Harbour deal may not last\n\n{line}\n\n{LEAD}\n\n{QUOTE}")
    assert (article.author, article.outlet) == (author, outlet)
    assert excluded(article) == [("credit", line)]


@pytest.mark.parametrize("line", ["Institute for Frontier Studies, 3 March 2026", "Sundholm, 3 March 2026"])
def test_a_date_behind_a_name_under_the_headline_is_the_articles(line: str) -> None:
    article = article_from_text(f"Harbour deal may not last\n\nCommentary by Mira Costa\n{line}\n\n{LEAD}\n\n{QUOTE}")
    assert (article.author, article.published) == ("Mira Costa", "2026-03-03")
    assert ("credit", line) in excluded(article)


def test_a_report_by_somebody_is_a_headline_where_no_name_follows() -> None:
    article = article_from_text(f"Report by minister shows a gap\n\n{LEAD}\n\n{QUOTE}")
    assert (article.title, article.author) == ("Report by minister shows a gap", None)


def test_a_sentence_that_starts_with_by_is_no_byline() -> None:
    article = article_from_text(f"Harbour deal may not last\n\nBy Tuesday Evening\n\nBy noon Olsen had left.\n\n{LEAD}")
    assert article.author is None
    assert article.excluded == ()


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Source: Velland News Agency", "Velland News Agency"),
        ("(Source: The Velland Post)", "The Velland Post"),
        ("Source: Velland Post, October 25, 2023", "Velland Post"),
        ("Source: velland.example", "velland.example"),
        ("— Velland News Agency", "Velland News Agency"),
        ("© 2023 Velland Post", "Velland Post"),
        ("Copyright 2023 The Velland Post. All rights reserved.", "The Velland Post"),
        ("This article was originally published in the Velland Post.", "Velland Post"),
        ("(Reuters)", "Reuters"),
        ("(Reporting by Mira Costa in Sundholm; Editing by Jo Beck)", None),
        ("Jo Beck contributed to this report.", None),
        ("Source: Ministry of Grain", None),
    ],
)
def test_credit_lines_at_the_end(line: str, outlet: str | None) -> None:
    article = article_from_text(f"Harbour deal may not last\n\n{LEAD}\n\n{QUOTE}\n\n{line}")
    assert excluded(article) == [("credit", line)]
    assert article.outlet == outlet


def test_a_credit_behind_the_last_sentence_leaves_the_sentence() -> None:
    article = article_from_text(
        f"Harbour deal may not last\n\n{LEAD}\n\n{QUOTE} (Reporting by Mira Costa; editing by Jo Beck)"
    )
    assert excluded(article) == [("credit", "(Reporting by Mira Costa; editing by Jo Beck)")]
