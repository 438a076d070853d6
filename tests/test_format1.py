"""A reading survives JSON."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from kentledge import records
from kentledge.format1 import from_json, to_json
from kentledge.read import read
from kentledge.reading import Engine
from kentledge.records import Reading


@pytest.fixture(scope="module")
def reading(engine: Engine, examples: Path) -> Reading:
    return engine.assess(read(examples / "strait-tolls.txt"))


def test_a_real_reading_comes_back_equal(reading: Reading) -> None:
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


def test_the_fields_are_those_of_format_1(reading: Reading) -> None:
    value = to_json(reading)
    assert value["format"] == 1
    assert {"id", "title", "dateline", "published", "outlet", "author", "url", "text", "excluded"} <= set(
        value["article"]
    )
    assert {"from", "to", "kind", "cue", "statements"} == set(value["relations"][0])
    horizon = next(j["horizon"] for j in value["judgements"] if j["horizon"])
    assert {"span", "label", "from", "to"} <= set(horizon)
    assert {"value", "unit"} == set(next(q["per"] for q in value["quantities"] if q["per"]))


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 2"):
        from_json({"format": 2, "article": {"id": "a", "text": ""}})


def test_fields_added_later_are_passed_over(reading: Reading) -> None:
    value = to_json(reading)
    value["mood"] = "sunny"
    value["article"]["length"] = 3
    assert from_json(value) == reading


def test_the_page_on_the_format_has_every_field() -> None:
    page = (Path(__file__).parent.parent / "docs" / "readings.md").read_text(encoding="utf-8")
    kinds = [getattr(records, name) for name in vars(records)]
    fields = [
        field.name.rstrip("_")
        for kind in kinds
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in (records.Attribution, Reading)
        for field in dataclasses.fields(kind)
    ]
    fields += list(to_json(Reading(records.Article("a", ""))))
    assert len(fields) > 90
    assert [name for name in fields if f'"{name}"' not in page] == []
