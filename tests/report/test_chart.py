"""The chart: each hedge an interval between 0 and 100 %, by speaker, in Vega-Lite and as SVG."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from kentledge.report import as_html, as_markdown, as_vega, brief, svg
from report.harbour import harbour_reading

SVG = "{http://www.w3.org/2000/svg}"


def test_vega_has_a_row_for_each_hedge_with_its_range_and_evidence() -> None:
    reading = harbour_reading()
    chart = json.loads(as_vega(brief(reading)))
    values = chart["data"]["values"]
    hedges = [e for j in reading.judgements for e in j.estimative]
    assert len(values) == len(hedges)
    assert {(v["low"], v["high"]) for v in values} == {(round(e.low * 100, 2), round(e.high * 100, 2)) for e in hedges}
    assert all(v["evidence"].startswith("[") and v["speaker"] for v in values)
    assert chart["$schema"].endswith("vega-lite/v5.json")


def test_svg_draws_each_interval_at_its_place_and_asks_for_nothing() -> None:
    shown = brief(harbour_reading())
    drawn = ElementTree.fromstring(svg(shown))
    bars = [r for r in drawn.iter(f"{SVG}rect") if r.get("rx")]
    assert len(bars) == len(shown.chart)
    left = float(bars[0].get("x") or 0) - shown.chart[0].low * 420
    for bar, row in zip(bars, shown.chart, strict=True):
        assert abs(float(bar.get("width") or 0) / 420 - (row.high - row.low)) < 0.01
        assert abs(float(bar.get("x") or 0) - (left + row.low * 420)) < 0.2
    # The axis that they are read by: its first line is at nothing, its last at a hundred percent.
    lines = sorted({float(line.get("x1") or 0) for line in drawn.iter(f"{SVG}line")})
    assert lines[0] == left
    assert lines[-1] == left + 420
    assert not [e for e in drawn.iter() if e.tag.endswith(("script", "image", "a"))]


def test_both_briefs_show_it() -> None:
    shown = brief(harbour_reading())
    assert svg(shown) in as_markdown(shown)
    assert svg(shown) in as_html(shown)
