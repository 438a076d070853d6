"""Model files: what they may say, and that whatever they may not is told in one line that names the place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentledge.errors import KentledgeError
from kentledge.model import Model, UnusableModel, load, run

Written = Callable[[str], Model]

GOOD = """
[quantities.price]
range = [300, 600]
unit = "USD/shell"
assumption = "guess"
[outcomes.y]
formula = "price"
unit = "USD/shell"
"""


def _with(quantity: str) -> str:
    return GOOD.replace("range = [300, 600]", quantity)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no outcomes"),
        ("x = [", "not TOML"),
        ("colour = 'red'" + GOOD, "unknown entry 'colour'"),
        (GOOD.replace("formula", "formla"), "has no formula"),
        (GOOD + "labl = 'x'", "outcomes.y.labl: unknown entry"),
        (GOOD.replace('assumption = "guess"', ""), "quantities.price: says neither its evidence nor"),
        (GOOD.replace('"guess"', '""'), "assumption: must be text"),
        (GOOD.replace('assumption = "guess"', 'evidence = { quote = "x" }'), "names no article"),
        (GOOD.replace('assumption = "guess"', 'evidence = { article = "x.txt" }'), "quotes nothing"),
        (
            GOOD.replace('assumption = "guess"', 'evidence = { article = "x", quote = "x", span = [3, 1] }'),
            "two offsets",
        ),
        (_with(""), "says no value and no range"),
        (_with("at_least = 1000"), "“at least 1000” bounds one side only; choose a value or a range"),
        (_with("at_most = 600"), "“at most 600” bounds one side only"),
        (_with("value = 700\nat_most = 600"), "outside its own bounds"),
        (_with("value = -5\nat_least = 0"), "its value -5 is outside its own bounds"),
        (_with("value = 5\nat_most = 0"), "its value 5 is outside its own bounds"),
        (_with("value = 1\nrange = [1, 2]"), "a value or a range"),
        (_with("range = [2, 1]"), "the first number must be below the second"),
        (_with("range = [1, 2, 3]"), "must be two numbers"),
        (_with("range = [-1, 2]"), "a lognormal is above 0; name another distribution"),
        (_with("range = [0, inf]"), "must be a finite number"),
        (_with("value = nan"), "must be a finite number"),
        (_with("value = 'x'"), "must be a number"),
        (_with("value = true"), "must be a number"),
        (_with("range = [1, 2]\ndistribution = 'cauchy'"), "'cauchy' is not one of"),
        (_with("range = [1, 2]\ndistribution = 'pert'"), "needs a mode within its range"),
        (_with("distribution = 'beta'\nalpha = 1"), "a beta needs alpha and beta"),
        (_with("distribution = 'poisson'\nmean = 1e9"), "a poisson needs a mean"),
        (_with("distribution = 'poisson'\nmean = 2\nrange = [1, 2]"), "has no range"),
        (_with("distribution = 'discrete'\nvalues = [1, 2]\nweights = [1]"), "one weight above 0 for each"),
        (_with("distribution = 'mixture'"), "a mixture needs a list"),
        (_with("range = [1, 2]\nclip = [5, 6]\nclip_below = 1"), "clip, or clip_below and clip_above"),
        (_with("range = [1, 2]\ninterval = 1.5"), "above 0 and below 1"),
        (_with("range = [100, 200]\nmode = 150"), "price.mode: a lognormal with a range has no such entry"),
        (_with("range = [1, 2]\nmode = 1\ndistribution = 'uniform'"), "price.mode: a uniform with a range has no such"),
        (_with("range = [1, 2]\nmean = 1\ndistribution = 'uniform'"), "price.mean: a uniform with a range has no such"),
        (_with("range = [1, 3]\nmode = 2\npeakedness = 3\ndistribution = 'triangular'"), "price.peakedness: a triang"),
        (_with("value = 3\nweights = [1]"), "price.weights: a value has no such entry"),
        (_with("value = 3\ninterval = 0.5"), "price.interval: a value has no such entry"),
        (
            _with("mean = 3\nsd = 1\ninterval = 0.5\ndistribution = 'normal'"),
            "price.interval: says how much of a normal",
        ),
        (_with("range = [1, 3]\nmode = 2\npeakedness = 0\ndistribution = 'pert'"), "peakedness: must be above 0"),
        (GOOD.replace("quantities.price", "quantities.'a b'"), "'a b' is not a fit name"),
        (GOOD.replace("quantities.price", "quantities.lambda"), "means something in formulas"),
        (GOOD.replace("outcomes.y", "outcomes.price"), "price: names two things"),
        ("draws = 1000000000" + GOOD, "draws: must be a whole number from 100 to 10,000,000"),
        ("seed = -1" + GOOD, "seed: must be a whole number"),
        (GOOD + "[stocks.s]\ninitial = '1'\nunit = '1'", "need a [time]"),
        (GOOD + "[time]\nstart = '2024-13'\nsteps = 3", "must be a date"),
        (GOOD + "[time]\nstart = '2024-01'\nstep = 'week'\nsteps = 3", 'must be "month" or "year"'),
        (GOOD + "[time]\nstart = '2024-01'\nsteps = 100000", "time.steps: must be a whole number"),
        (GOOD + "[scenarios.a.quantities.prize]\nvalue = 1", "the model has no 'prize' that could change"),
        (GOOD + "[scenarios.a.quantities.price]\nvalue = 1\nunit = 'USD/shell'\nassumption = 3", "must be text"),
        (GOOD + "[[judgements]]\nname = 'j'\ncriterion = 'y'\nassumption = 'guess'", "must be true or false"),
        (GOOD + "[[correlations]]\nbetween = ['price', 'prize']\nrho = 0.5", "there is no quantity 'prize'"),
        (GOOD + "[[correlations]]\nbetween = ['price', 'price']\nrho = 0.5", "names of two quantities"),
        (GOOD + "[[correlations]]\nbetween = [['price'], 'q']\nrho = 0.5", "names of two quantities"),
        (
            GOOD + "[scenarios.baseline.quantities.price]\nvalue = 1\nassumption = 'x'",
            "baseline: the model as it stands",
        ),
        (GOOD + "[scenarios.a.quantities.price]\nvalue = 1", "quantities.price: says neither its evidence nor"),
        ("extends = 'model.toml'" + GOOD, "leads back to itself"),
        ("extends = 'nowhere.toml'" + GOOD, "no such file"),
        ('extends = "\\u0000"' + GOOD, "'\\x00' is no name of a file"),
        (f"extends = '{'n' * 300}nowhere.toml'" + GOOD, "cannot be read (File name too long)"),
        ("[units]\ncounted = ['shell']\n" + GOOD, "shell is a unit already"),
        ("[units]\ncounted = ['class']\n" + GOOD, "class is a unit already, or means something in formulas"),
        ("[units]\ncounted = ['millions']\n" + GOOD, "millions is a unit already, or means something"),
        ("[units]\nderived = { load = '3 load' }\n" + GOOD, "load is not a known unit"),
    ],
)
def test_a_file_that_says_something_unfit_is_refused(written: Written, text: str, words: str) -> None:
    with pytest.raises(UnusableModel) as refused:
        written(text)
    message = str(refused.value)
    assert words in message
    assert "model.toml" in message or "nowhere.toml" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace('"price"', '"prize"'), "there is no 'prize' that it could use; did you mean 'price'?"),
        (GOOD.replace('"price"', '"z"') + '[outcomes.z]\nformula = "y"\nunit = "USD/shell"', "a cycle, each needs the"),
        (GOOD.replace('"price"', '"y"'), "a cycle, each needs the next: y → y"),
        (GOOD.replace('"price"', '"price / 0"'), "outcome y is no finite number in 100 % of draws"),
        (GOOD.replace('"price"', '"price * log(-1)"'), "no finite number"),
        (GOOD.replace('"price"', '"price * 1e304"'), "outcome y is no finite number that could be averaged"),
        (GOOD + "[[judgements]]\nname = 'dear'\ncriterion = 'y / 0 - y / 0 > 0'\nassumption = 'guess'",
         "judgement dear is neither true nor false in 100 % of draws"),
        (GOOD.replace('"price"', '"final(price)"'), "of a model over time"),
        (GOOD + "[[correlations]]\nbetween = ['price', 'q']\nrho = 0.5\n"
         "[quantities.q]\nvalue = 1\nunit = '1'\nassumption = 'x'",
         "q is a single value, which cannot be correlated"),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_worked_out_is_refused(written: Written, text: str, words: str) -> None:
    with pytest.raises(UnusableModel) as refused:
        run(written(text))
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("draws", "words"), [(10**9, "1,000,000,000 draws: from 100 to 10,000,000"), (5, "5 draws")])
def test_too_many_and_too_few_draws_are_refused(written: Written, draws: int, words: str) -> None:
    with pytest.raises(UnusableModel, match=words):
        run(written(GOOD), draws=draws)


def test_draws_that_would_fill_the_memory_are_refused_before_they_are_made(written: Written) -> None:
    many = "".join(f"[quantities.q{i}]\nrange = [1, 2]\nunit = '1'\nassumption = 'guess'\n" for i in range(100))
    with pytest.raises(UnusableModel, match="GB of memory; at most"):
        run(written(many + GOOD), draws=10_000_000)


def test_a_scenario_replaces_figures_and_what_they_rest_on_and_keeps_the_rest(written: Written) -> None:
    text = GOOD.replace('assumption = "guess"', 'assumption = "a source"\nlabel = "the price"')
    text += "[scenarios.low]\n[scenarios.low.quantities.price]\nvalue = 100\nassumption = 'scenario'\n"
    base, low = written(text).scenarios
    assert low.inputs[0].origin.assumption == "scenario"
    assert low.inputs[0].label == "the price"
    assert low.inputs[0].distribution.certain
    assert base.inputs[0].origin.assumption == "a source"
    with pytest.raises(UnusableModel, match="says neither its evidence"):
        written(text.replace("value = 100\nassumption = 'scenario'", "value = 100\nevidence = []"))


def test_a_scenario_that_changes_a_number_may_not_keep_the_old_reason(written: Written) -> None:
    found = written(GOOD + "[scenarios.low.quantities.price]\nvalue = 100\nassumption = 'mine'\n").scenarios[1]
    assert found.inputs[0].stated == (100.0, 100.0)
    assert found.inputs[0].origin.assumption == "mine"
    with pytest.raises(UnusableModel, match="price: says neither its evidence nor that it is an assumption"):
        written(GOOD + "[scenarios.low.quantities.price]\nvalue = 100\n")
    named = written(GOOD + "[scenarios.other.quantities.price]\nlabel = 'Price of a shell'\n").scenarios[1]
    assert named.inputs[0].origin.assumption == "guess"


def test_a_scenario_that_moves_an_event_says_why(written: Written) -> None:
    text = GOOD + (
        "[time]\nstart = '2024-01'\nsteps = 12\n[flows.f]\nformula = 'price * gone'\nunit = 'USD/shell'\n"
        "[events.gone]\ndate = '2024-06'\nassumption = 'guess'\n"
    )
    with pytest.raises(UnusableModel, match=r"events\.gone: says neither its evidence nor that it is an assumption"):
        written(text + "[scenarios.late.events.gone]\ndate = '2024-09'\n")
    written(text + "[scenarios.late.events.gone]\ndate = '2024-09'\nassumption = 'scenario'\n")
    written(text + "[scenarios.never.events.gone]\nnever = true\n")


def test_a_file_may_extend_another(tmp_path: Path, written: Written) -> None:
    written(GOOD + "[[judgements]]\nname = 'dear'\ncriterion = 'y > 0'\nassumption = 'guess'\n")
    (tmp_path / "over.toml").write_text(
        "extends = 'model.toml'\n[quantities.price]\nvalue = 7\nassumption = 'mine'\n"
        "[[judgements]]\nname = 'dear'\nlabel = 'It is dear'\n",
        encoding="utf-8",
    )
    model = load(tmp_path / "over.toml")
    assert model.scenarios[0].inputs[0].stated == (7.0, 7.0)
    assert model.judgements[0].label == "It is dear"
    assert model.judgements[0].criterion.text == "y > 0"
    (tmp_path / "over.toml").write_text("extends = 'model.toml'\n[quantities.price]\nvalue = 7\n", encoding="utf-8")
    with pytest.raises(UnusableModel, match="price: says neither its evidence nor that it is an assumption"):
        load(tmp_path / "over.toml")


def test_a_quantity_may_bear_the_name_of_an_entry(written: Written) -> None:
    text = GOOD.replace("quantities.price", "quantities.mean").replace('"price"', '"mean"')
    text += "[scenarios.other.quantities.mean]\nvalue = 1\nassumption = 'guess'\n"
    base, other = run(written(text), sensitivity=False).scenarios
    assert base.outcomes[0].spread.median == pytest.approx(424.3, rel=0.01)
    assert other.outcomes[0].spread.median == pytest.approx(1)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(
        ["range", "value", "unit", "assumption", "formula", "distribution", "evidence", "clip", "of", "span"]
    ),
    value=st.recursive(
        st.one_of(st.integers(), st.floats(), st.booleans(), st.text(max_size=12)),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    ),
)
def test_any_value_anywhere_is_taken_or_refused_in_one_line(tmp_path: Path, key: str, value: object) -> None:
    import json

    text = json.dumps(value, ensure_ascii=True).replace("NaN", "nan").replace("Infinity", "inf")
    path = tmp_path / "any.toml"
    path.write_text(GOOD.replace('assumption = "guess"', f'assumption = "guess"\n{key} = {text}', 1), encoding="utf-8")
    message = ""
    try:
        run(load(path), draws=100, sensitivity=False)
    except KentledgeError as error:
        message = str(error)
    assert "\n" not in message
