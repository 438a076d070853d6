"""Shares in percent, as every list, brief and sheet prints them."""

from __future__ import annotations


def percent(share: float) -> str:
    """A share in percent with three significant figures, without the sign: one in 200 is 0.5, and not 0.

    >>> percent(0.35), percent(1 / 200), percent(1 / 3), percent(1e-7)
    ('35', '0.5', '33.3', '0.00001')
    """
    return f"{float(f'{100 * share:.3g}'):.12f}".rstrip("0").rstrip(".")


def percents(low: float, high: float) -> str:
    """A range of shares: "25–35 %"; "30 %" where both ends are one.

    >>> percents(0.25, 0.35), percents(0.005, 0.005)
    ('25–35 %', '0.5 %')
    """
    one, other = percent(low), percent(high)
    return f"{one} %" if one == other else f"{one}–{other} %"
