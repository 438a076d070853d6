"""Units: how they are written, what they are worth, and that a clash names the formula and both units."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentledge.model import BadFormula, Model, UnitsClash, UnusableModel, run
from kentledge.model.units import Units

Written = Callable[[str], Model]
UNITS = Units()


@pytest.mark.parametrize(
    ("text", "same_as", "factor"),
    [
        ("USD per million shells", "USD/shell", 1e-6),
        ("USD per 1e6 shell", "USD/shell", 1e-6),
        ("USD / (1e6 shell)", "USD/shell", 1e-6),
        ("million USD/year", "USD/year", 1e6),
        ("300 million USD", "USD", 3e8),
        ("USD per worker year", "USD/worker/year", 1.0),
        ("%", "1", 0.01),
        ("people", "person", 1.0),
        ("month", "year", 1 / 12),
        ("km^2", "m**2", 1e6),
        ("1", "1", 1.0),
        ("shell/year", "shell/month", 1 / 12),
    ],
)
def test_a_unit_is_worth_what_its_words_say(text: str, same_as: str, factor: float) -> None:
    found, other = UNITS.scaled(text, "u"), UNITS.scaled(same_as, "u")
    assert found.unit.dimensionality == other.unit.dimensionality
    assert found.root / other.root == pytest.approx(factor, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    ["", "dollarydoo", "USD +", "USD + shell", "degC", "9**9**9 USD", "m**99999", "0 USD", "-1 USD", "USD/0", "x" * 500,
     "__import__('os')", "USD.year", "dB", "1e400 USD", "USD if 1 else shell"],
)  # fmt: skip
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises((UnitsClash, BadFormula)) as refused:
        UNITS.scaled(text, "quantities.price.unit")
    assert str(refused.value).startswith("quantities.price.unit")
    assert "\n" not in str(refused.value)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    message = ""
    try:
        assert UNITS.scaled(text, "u").root > 0
    except (UnitsClash, BadFormula) as error:
        message = str(error)
    assert "\n" not in message


def test_currencies_and_counted_things_do_not_turn_into_each_other() -> None:
    kinds = {str(UNITS.scaled(u, "u").unit.dimensionality) for u in ("USD", "EUR", "shell", "container", "worker")}
    assert len(kinds) == 5


def test_a_model_may_count_and_derive_what_is_its_own() -> None:
    own = Units(["sack"], {"cartload": "1000 sack", "harvest": "3 cartload/year"})
    assert own.scaled("harvest", "u").root == pytest.approx(3000 / (365.25 * 86400))
    with pytest.raises(UnitsClash):
        UNITS.scaled("sack", "u")
    with pytest.raises(UnusableModel, match="unit already"):
        Units(["shell"])


MODEL = """
[quantities.price]
value = 400
unit = "USD/shell"
assumption = "guess"
[quantities.shells]
value = 2e6
unit = "shell/year"
assumption = "guess"
[outcomes.revenue]
formula = "{formula}"
unit = "{unit}"
"""


@pytest.mark.parametrize(
    ("formula", "unit", "words"),
    [
        ("price + shells", "USD", ["adds USD/shell and shell/year"]),
        ("price * shells", "USD", ["gives USD/year, but USD is wanted"]),
        ("exp(price)", "1", ["exp takes a number without a unit, not USD/shell"]),
        ("price ** shells", "1", ["power"]),
        ("min(price, shells)", "USD", ["compares USD/shell and shell/year"]),
        ("price * shells > 5", "1", ["compares USD/year and no unit"]),
        ("price * shells + 5", "USD/year", ["adds USD/year and no unit"]),
        ("price if shells else 1", "USD/shell", ["condition"]),
        ("price * shells + '1 EUR/year'", "USD/year", ["adds USD/year and EUR/year"]),
    ],
)
def test_units_that_clash_are_told_with_the_formula_and_both_units(
    written: Written, formula: str, unit: str, words: list[str]
) -> None:
    model = written(MODEL.format(formula=formula, unit=unit))
    with pytest.raises(UnitsClash) as refused:
        run(model, draws=100)
    message = str(refused.value)
    assert "outcomes.revenue.formula" in message
    assert formula in message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("formula", "unit", "expected"),
    [
        ("price * shells", "USD/year", 8e8),
        ("price * shells", "billion USD/year", 0.8),
        ("price * shells", "USD/month", 8e8 / 12),
        ("price * shells * '3 month'", "USD", 2e8),
        ("price * shells + 0", "USD/year", 8e8),
        ("max(price * shells - '1 billion USD/year', 0)", "USD/year", 0.0),
        ("price * shells / '2 billion USD/year'", "%", 40.0),
        ("sqrt(price * price)", "USD/shell", 400.0),
        ("(price * shells) ** 2 / (price * shells)", "USD/year", 8e8),
        ("price * shells > '0.7 billion USD/year'", "1", 1.0),
    ],
)
def test_values_come_out_in_the_unit_that_is_asked_for(
    written: Written, formula: str, unit: str, expected: float
) -> None:
    result = run(written(MODEL.format(formula=formula, unit=unit)), draws=100)
    assert result.scenarios[0].outcomes[0].spread.median == pytest.approx(expected, rel=1e-9, abs=1e-9)
