"""A question, its pool and the scores as sheets: every voice with its interval and its place, pools, calibration."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from said import Line, printed

from kentledge.ledger import Ledger
from kentledge.records import Reading
from typed import Refused, Typed, typist

WINTER = printed(
    "2031-01-05", "Lissen Courier",
    Line("Orla Vantreen", "it is likely that the ferry pact is renewed", ("likely",), affiliation="Tarn Institute"),
    Line("Piet Holmgaard", "a renewed ferry pact is unlikely", ("unlikely",), affiliation="Ondria"),
    Line("Aud <i>Nerheim</i>", "it is almost certain that the ferry pact lapses", ("almost certain",)),
    Line("Orla Vantreen", "the pact brings 300 to 500 crowns", crowns=("300 to 500 crowns", 300, 500)),
    Line("Piet Holmgaard", "the pact brings 800 to 900 crowns", crowns=("800 to 900 crowns", 800, 900)),
    title="Ferry pact before the vote",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    monkeypatch.setenv("KENTLEDGE_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("KENTLEDGE_ANALYST", "ida")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(WINTER)
    run = typist(monkeypatch, capsys)
    asked = ("--criteria", "A vote in both parliaments", "--due", "2031-12-31")
    run("question", "add", "Is the ferry pact renewed?", *asked)
    run("question", "link", "1", at(1))
    run("question", "link", "1", at(2))
    run("question", "link", "1", at(3), "--polarity", "against")
    run("question", "add", "What does it bring?", "--kind", "numeric", "--unit", "crown", *asked)
    run("question", "link", "2", at(4))
    run("question", "link", "2", at(5))
    return run


def at(number: int, reading: Reading = WINTER) -> str:
    return f"{reading.article.id[:8]}:st{number}"


def drawings(page: str) -> list[ET.Element]:
    """The charts of a page, once they are seen to be whole XML."""
    return [ET.fromstring(drawn) for drawn in re.findall(r"<svg.*?</svg>", page, re.S)]


def titles(drawn: ET.Element) -> list[str]:
    return [t.text or "" for t in drawn.iter("{http://www.w3.org/2000/svg}title")]


def test_a_pool_shows_each_voice_with_its_place_the_pools_and_what_leaving_one_out_changes(desk: Typed) -> None:
    found = json.loads(desk("question", "pool", "1", "--json"))[0]
    page = desk("question", "pool", "1", "--format", "html")
    voices, without = drawings(page)
    start, end = WINTER.statements[1].content[0]
    holmgaard = next(t for t in titles(voices) if t.startswith("Piet Holmgaard"))
    assert f"[{start}–{end}]" in holmgaard
    assert WINTER.article.id[:8] in holmgaard
    assert sum(t.startswith("pool ") for t in titles(voices)) == 5
    assert sum(t.startswith("without ") for t in titles(without)) == 3
    answer = found["pools"][0]["best"]
    assert f"log-odds: {100 * answer:.1f} %" in page
    assert f"dissent {found['agreement']['dissent']:.2f}" in page
    assert "A vote in both parliaments" in page
    assert "<i>" not in page


def test_an_interval_is_drawn_where_it_lies(desk: Typed) -> None:
    (voices, _) = json.loads(desk("question", "pool", "1", "-f", "vega"))
    rows = {v["label"]: v for v in voices["data"]["values"] if v["group"] == "Voices"}
    assert (rows["Piet Holmgaard"]["low"], rows["Piet Holmgaard"]["high"]) == (0.25, 0.35)
    assert rows["Aud <i>Nerheim</i>"]["high"] == pytest.approx(0.05)  # almost certain, but against
    drawn = drawings(desk("question", "pool", "1", "-f", "html"))[0]
    groups = drawn.iter("{http://www.w3.org/2000/svg}g")
    holmgaard = next(group for group in groups if titles(group)[0].startswith("Piet Holmgaard"))
    bar = next(holmgaard.iter("{http://www.w3.org/2000/svg}rect"))
    assert float(bar.attrib["x"]) == pytest.approx(250 + 0.25 * 420)
    assert float(bar.attrib["width"]) == pytest.approx(0.1 * 420)


def test_a_number_is_shown_as_quantiles_in_its_unit(desk: Typed) -> None:
    page = desk("question", "pool", "2", "-f", "md")
    assert page.startswith("# What does it bring?\n")
    assert "300–500 crown" in page
    fan, without = drawings(page)
    mixture = next(t for t in titles(fan) if t.startswith("mixture"))
    assert all(level in mixture for level in ("5 %", "25 %", "50 %", "75 %", "95 %"))
    assert "without Orla Vantreen: 850 crown" in titles(without)


def test_a_question_without_a_pool_shows_what_is_linked(desk: Typed) -> None:
    page = desk("question", "show", "1", "-f", "md")
    assert "Aud &lt;i&gt;Nerheim" not in page.split("<svg")[0]
    assert "Aud \\<i\\>Nerheim" in page
    assert len(drawings(page)) == 1
    assert "“likely” = 55–75 %" in page


def test_scores_show_records_pools_and_calibration_with_counts(desk: Typed) -> None:
    pytest.importorskip("scoringrules")
    desk("question", "resolve", "1", "--outcome", "no", "--on", "2031-06-01")
    desk("question", "resolve", "2", "--outcome", "450", "--on", "2031-06-01")
    scores: dict[str, Any] = json.loads(desk("question", "scores", "--json"))
    page = desk("question", "scores", "-f", "html")
    speakers, _, ranks, curve = drawings(page)
    for record in scores["speakers"]:
        assert f"{record['name']}: Brier {record['brier']:.3f}" in " ".join(titles(speakers))
    assert len(titles(ranks)) == 1 + len(scores["ranks"])
    assert sum("n = 1" in t for t in titles(curve)) == len(scores["curve"])
    specifications = json.loads(desk("question", "scores", "-f", "vega"))
    assert [v["n"] for v in specifications[-1]["data"]["values"]] == [b["n"] for b in scores["curve"]]
    text = desk("question", "scores", "-f", "md")
    assert "## Numbers and dates" in text
    assert "∞" not in text


def test_scores_of_nothing_say_so(desk: Typed) -> None:
    assert "Nothing is resolved yet" in desk("question", "scores", "-f", "md")


def test_a_sheet_goes_to_a_file_and_text_does_not(desk: Typed, tmp_path: Path) -> None:
    desk("question", "pool", "1", "-f", "html", "-o", tmp_path / "pool.html")
    assert (tmp_path / "pool.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(Refused, match="--format md, html or vega"):
        desk("question", "pool", "1", "-o", tmp_path / "pool.txt")


def test_the_brief_of_a_linked_article_shows_the_pool(desk: Typed) -> None:
    found = json.loads(desk("question", "pool", "1", "--json"))[0]["pools"][0]["best"]
    text = " ".join(desk("brief", WINTER.article.id[:8]).split())
    assert f"Is the ferry pact renewed? {100 * found:.0f} % (log-odds pool of 3 voices" in text
    assert "What does it bring? 635.3 crown (median of 2 voices)" in text
    page = desk("brief", WINTER.article.id[:8], "-f", "html")
    drawn = drawings(page[page.index("h-questions") :])
    assert len(drawn) == 2
    assert sum(t.startswith("pool ") for t in titles(drawn[0])) == 5
    assert "bears on" not in desk("brief", WINTER.article.id[:8], "--as-read")
    for n in (1, 2, 3):
        desk("edit", "reject", WINTER.article.id[:8], f"st{n}")
    assert "Is the ferry pact renewed?" not in desk("brief", WINTER.article.id[:8])
