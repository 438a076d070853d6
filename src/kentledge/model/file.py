"""A model file (TOML) into a `Model`: every entry checked, every formula read, every scenario spelt out.

The form of the file is in docs/models.md.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kentledge.files import found_at
from kentledge.model.errors import UnusableModel
from kentledge.model.expression import NAME, Formula, parsed
from kentledge.model.figures import KEYS, distribution
from kentledge.model.overtime import timeline
from kentledge.model.parts import (
    Correlation,
    Input,
    Judgement,
    Link,
    Model,
    Origin,
    Outcome,
    Scenario,
    Threshold,
)
from kentledge.model.table import Table
from kentledge.model.units import Units

BASELINE = "baseline"
"""The name of the model as it stands, beside its scenarios."""
DRAWS = 100_000
MOST_DRAWS = 10_000_000
_LARGEST = 1_000_000
_MOST_PARTS = 300
_DEEPEST = 5
# What a scenario may change.
_CHANGEABLE = ("quantities", "outcomes", "stocks", "flows", "events")
# Entries of which one replaces all: what a number rests on, and when an event happens.
_ORIGIN = ("evidence", "assumption")
_WHEN = ("date", "range", "after", "never")


def load(path: Path) -> Model:
    """The model in a file. Raises UnusableModel, BadFormula or UnitsClash with one line on what is wrong where."""
    raw = _raw(path, ())
    try:
        return _model(raw, path)
    except UnusableModel as error:
        raise type(error)(f"{path}: {error}") from None


def _raw(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """The file's entries over those of the file that it extends."""
    try:
        if path.is_file() and path.stat().st_size > _LARGEST:
            raise UnusableModel(f"{path}: larger than {_LARGEST:,} bytes, which no model file is")
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnusableModel(f"{path}: no such file") from None
    except OSError as error:
        raise UnusableModel(f"{path}: cannot be read ({error.strerror or error})") from None
    except UnicodeDecodeError:
        raise UnusableModel(f"{path}: not UTF-8 text") from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise UnusableModel(f"{path}: not TOML: {' '.join(str(error).split())[:200]}") from None
    base = raw.pop("extends", None)
    if seen:
        _anchor(raw, path.parent)
    if base is None:
        return raw
    if not isinstance(base, str):
        raise UnusableModel(f"{path}: extends: must be the name of a model file")
    try:
        resolved = (path.parent / base).resolve()
    except (OSError, ValueError, RuntimeError):  # a NUL, or a loop of symbolic links
        raise UnusableModel(f"{path}: extends: {base[:80]!a} is no name of a file") from None
    if resolved in (*seen, path.resolve()) or len(seen) >= _DEEPEST:
        raise UnusableModel(f"{path}: extends: {base[:80]} leads back to itself, or through too many files")
    return _merged(_raw(path.parent / base, (*seen, path.resolve())), raw)


def _anchor(value: Any, folder: Path) -> None:
    """Names of article files count from the model file that names them, not from one that extends it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "article" and isinstance(inner, str) and found_at(folder / inner):
                value[key] = str(folder / inner)
            else:
                _anchor(inner, folder)
    elif isinstance(value, list):
        for inner in value:
            _anchor(inner, folder)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid over `base`, table by table. New figures replace the old ones and what those rested on."""
    out = copy.deepcopy(dict(base))
    for group, rests_on in ((KEYS, _ORIGIN), (_WHEN, _ORIGIN), (_ORIGIN, ())):
        # A quantity may bear the name of an entry ("mean"): then what stands there is a table, and not meant here.
        if any(key in group and not _is_part(value) for key, value in over.items()):
            out = {k: v for k, v in out.items() if k not in (*group, *rests_on) or _is_part(v)}
    for key, value in over.items():
        old = out.get(key)
        if key == "judgements" and isinstance(old, list) and isinstance(value, list):
            out[key] = _by_name(old, value)
        elif isinstance(old, dict) and isinstance(value, dict) and key not in _ORIGIN:
            out[key] = _merged(old, value)
        else:
            out[key] = copy.deepcopy(value)
    return out


def _is_part(value: object) -> bool:
    return isinstance(value, dict) and not {"quote", "quantity"} & value.keys()


def _by_name(old: list[Any], new: list[Any]) -> list[Any]:
    """Judgements replaced or altered by name, new ones added."""
    out = [copy.deepcopy(x) for x in old]
    places = {x.get("name"): i for i, x in enumerate(out) if isinstance(x, dict)}
    for value in new:
        place = places.get(value.get("name")) if isinstance(value, dict) else None
        if place is None:
            out.append(copy.deepcopy(value))
        else:
            out[place] = _merged(out[place], value)
    return out


def _model(raw: dict[str, Any], path: Path) -> Model:
    top = Table(raw, "")
    title = top.text("title") or path.stem
    article = top.text("article")
    units = _units(top)
    base = _scenario(raw, BASELINE, top.text("baseline") or "as the file has it", units, article, ())
    scenarios = [base]
    for name, table in top.named("scenarios").items():
        if name == BASELINE:
            raise UnusableModel(
                f"{table.where}: the model as it stands has that name; choose another (how it is called in the report "
                f"is baseline = TEXT, at the top of the file)"
            )
        scenarios.append(_changed(raw, name, table, units, article))
    if len(scenarios) > 20:
        raise UnusableModel(f"scenarios: {len(scenarios)} of them; the most is 20")
    for key in ("quantities", "outcomes", "time", "stocks", "flows", "events"):
        top.raw(key)
    found = Model(
        path=path,
        title=title,
        question=top.text("question"),
        note=top.text("note"),
        draws=top.whole("draws", 100, MOST_DRAWS) or DRAWS,
        seed=top.whole("seed", 0, 2**63) or 0,
        units=units,
        scenarios=tuple(scenarios),
        correlations=_correlations(top, base),
        judgements=tuple(_judgement(t, article) for t in top.tables("judgements")),
    )
    top.done()
    names = [j.name for j in found.judgements]
    if len(set(names)) != len(names):
        raise UnusableModel("judgements: two have the same name")
    return found


def _units(top: Table) -> Units:
    table = Table(top.raw("units") or {}, "units")
    counted = table.raw("counted") or []
    derived = table.raw("derived") or {}
    if not isinstance(counted, list) or not all(isinstance(n, str) for n in counted) or len(counted) > 100:
        raise UnusableModel('units.counted: must be a list of names, such as ["turbine"]')
    if not isinstance(derived, dict) or not all(isinstance(v, str) for v in derived.values()) or len(derived) > 100:
        raise UnusableModel('units.derived: must name units by others, such as { kiloshell = "1000 shell" }')
    table.done()
    return Units(counted, derived)


def _changed(raw: dict[str, Any], name: str, table: Table, units: Units, article: str | None) -> Scenario:
    label = table.text("label") or name.replace("_", " ")
    over: dict[str, Any] = {}
    changes = []
    for section in _CHANGEABLE:
        entries = table.named(section)
        known = raw.get(section)
        for entry in entries:
            if not isinstance(known, dict) or entry not in known:
                raise UnusableModel(f"{table.at(section)}: the model has no {entry!a} that could change")
            changes.append(entry)
        if entries:
            over[section] = table.raw(section)
    table.done()
    return _scenario(_merged(raw, over), name, label, units, article, tuple(changes))


def _scenario(
    raw: dict[str, Any], name: str, label: str, units: Units, article: str | None, changes: tuple[str, ...]
) -> Scenario:
    top = Table(raw, "")
    inputs = [_input(n, t, units, article) for n, t in top.named("quantities").items()]
    over_time, dated = timeline(top, units, lambda t: origin(t, article))
    inputs += dated
    outcomes = [_outcome(n, t, units) for n, t in top.named("outcomes").items()]
    if not outcomes:
        raise UnusableModel("no outcomes: the file asks for nothing; add [outcomes.NAME] with a formula and a unit")
    parts = [*(i.name for i in inputs), *(o.name for o in outcomes)]
    if over_time:
        parts += [p.name for p in over_time.moving] + [e.name for e in over_time.events]
    if len(parts) > _MOST_PARTS:
        raise UnusableModel(f"{len(parts)} quantities, outcomes, stocks, flows and events; the most is {_MOST_PARTS}")
    for part in parts:
        if parts.count(part) > 1:
            raise UnusableModel(
                f"{part}: names two things; every quantity, outcome, stock, flow and event needs its own"
            )
    return Scenario(name, label, tuple(inputs), tuple(outcomes), over_time, changes)


def _input(name: str, table: Table, units: Units, article: str | None) -> Input:
    found, figures, stated = distribution(table)
    unit = units.scaled(table.text("unit") or "", table.at("unit"))
    luck = table.flag("luck", False)
    rests_on = (
        origin(table, article) if not luck else Origin(assumption="luck: a draw that makes a chance into an event")
    )
    label = table.text("label") or name.replace("_", " ")
    table.done()
    return Input(name, table.where, label, unit, found, *figures, stated, rests_on, luck)


def origin(table: Table, article: str | None) -> Origin:
    """What an entry rests on. Raises UnusableModel where it is neither evidence nor an assumption."""
    raw = table.raw("evidence")
    assumption = table.text("assumption")
    raws = [] if raw is None else raw if isinstance(raw, list) else [raw]
    links = tuple(_link(Table(r, table.at("evidence")), article) for r in raws)
    if not links and assumption is None:
        raise UnusableModel(
            f"{table.where}: says neither its evidence nor that it is an assumption; add evidence = {{ ... }}, or "
            'assumption = "guess" or the source it is taken from'
        )
    if not links and assumption is not None and len(assumption) > 2_000:
        raise UnusableModel(f"{table.at('assumption')}: longer than 2,000 characters")
    if links and assumption is None and (table.has("at_least") or table.has("at_most")):
        raise UnusableModel(
            f"{table.where}: its evidence bounds one side only, so the other is the analyst's: say in its assumption "
            "why it is what it is"
        )
    return Origin(links, assumption)


def _link(table: Table, article: str | None) -> Link:
    named = table.text("article") or article
    if named is None:
        raise UnusableModel(f'{table.where}: names no article; add article = "FILE" to it or to the top of the file')
    raw = table.raw("span")
    span = None
    if raw is not None:
        if not (isinstance(raw, list) and len(raw) == 2 and all(type(x) is int for x in raw) and 0 <= raw[0] < raw[1]):
            raise UnusableModel(f"{table.at('span')}: must be two offsets, [start, end]")
        span = (raw[0], raw[1])
    quote, quantity = table.text("quote"), table.text("quantity")
    if quote is None and quantity is None:
        raise UnusableModel(f'{table.where}: quotes nothing; add quote = "the words", and span or quantity')
    table.done()
    return Link(table.where, named, quote, span, quantity)


def _outcome(name: str, table: Table, units: Units) -> Outcome:
    formula = _formula(table, "formula")
    unit = units.scaled(table.text("unit") or "", table.at("unit"))
    thresholds = []
    for row in table.tables("thresholds"):
        above, below = row.number("above"), row.number("below")
        if (above is None) == (below is None):
            raise UnusableModel(f"{row.where}: give above = NUMBER or below = NUMBER, in the outcome's unit")
        value = above if above is not None else below
        assert value is not None
        thresholds.append(Threshold("above" if above is not None else "below", value, row.text("label")))
        row.done()
    horizon = table.text("horizon")
    if horizon not in (None, "short", "lasting"):
        raise UnusableModel(f'{table.at("horizon")}: must be "short" or "lasting"')
    label, front = table.text("label") or name.replace("_", " "), table.text("front")
    table.done()
    return Outcome(name, label, formula, unit, tuple(thresholds), front, horizon)


def _formula(table: Table, key: str) -> Formula:
    raw = table.raw(key)
    if raw is None:
        raise UnusableModel(f"{table.where}: has no {key}")
    return parsed(raw, table.at(key))


def _correlations(top: Table, base: Scenario) -> tuple[Correlation, ...]:
    names = {i.name for i in base.inputs}
    found = []
    for row in top.tables("correlations"):
        between, rho = row.raw("between"), row.number("rho")
        if not isinstance(between, list) or len(between) != 2 or not all(isinstance(n, str) for n in between):
            raise UnusableModel(f"{row.at('between')}: must be the names of two quantities")
        if between[0] == between[1]:
            raise UnusableModel(f"{row.at('between')}: must be the names of two quantities, not of one")
        for name in between:
            if name not in names:
                raise UnusableModel(f"{row.at('between')}: there is no quantity {name[:40]!a}")
        if rho is None or not -1 <= rho <= 1:
            raise UnusableModel(f"{row.at('rho')}: must be from -1 to 1")
        row.done()
        found.append(Correlation(between[0], between[1], rho))
    pairs = [frozenset((c.first, c.second)) for c in found]
    if len(set(pairs)) != len(pairs):
        raise UnusableModel("correlations: the same two quantities are named twice")
    return tuple(found)


def _judgement(table: Table, article: str | None) -> Judgement:
    name = table.text("name")
    if name is None or not NAME.fullmatch(name):
        raise UnusableModel(f"{table.at('name')}: must be a name of letters, digits and _, a letter first")
    criterion = _formula(table, "criterion")
    if not criterion.truth:
        raise UnusableModel(f'{table.at("criterion")}: must be true or false, such as "lasting < 0.2 * short"')
    label, speaker = table.text("label") or name.replace("_", " "), table.text("speaker")
    rests_on = origin(table, article)
    table.done()
    return Judgement(name, label, speaker, criterion, rests_on)
