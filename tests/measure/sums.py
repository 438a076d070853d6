"""Sentences of news in which the numbers add up, rendered from random figures and rounded as journalists round."""

from __future__ import annotations

import re
from random import Random

THINGS = ("shell", "boat", "crate", "truck", "engine", "pump", "tractor", "ticket", "rifle", "barge")
PLACES = ("Varnes", "Port Brink", "Alder Quay", "Norrland", "Ostmark", "Tervo", "Sill")
ASIDES = (
    "Officials declined to comment.",
    "The talks lasted three hours.",
    "Some 40 workers watched from the quay.",
    "A storm had shut the harbour for two days in 2019.",
    "Orla Vint, 52, led the delegation.",
    "Fuel stood at 1.90 crowns a litre.",
)


def rounded(value: float, figures: int) -> float:
    return float(f"{value:.{figures}g}")


def number(value: float, random: Random) -> str:
    """A figure as printed: "1,200", "2.4 million"."""
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if value >= size and float(f"{value / size:.6g}") == round(value / size, 2):
            return f"{value / size:g} {name}" if random.random() < 0.8 else f"{value:,.0f}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def total(value: float, random: Random) -> str:
    """The figure exactly, or rounded to two or three figures with or without "about", or as a bound that holds."""
    way = random.randrange(5)
    if way == 0:
        return number(value, random)
    if way == 1:
        return number(rounded(value, 3), random)
    if way == 2:
        return f"about {number(rounded(value, 2), random)}"
    if way == 3:
        return f"more than {number(rounded(value * random.uniform(0.5, 0.95), 2), random)}"
    return f"nearly {number(rounded(value * random.uniform(1.01, 1.05), 3), random)}"


def price_and_total(random: Random) -> str:
    thing, amount = random.choice(THINGS), random.randrange(2, 400) * random.choice((1, 10, 1000, 100_000))
    price = random.randrange(2, 990) * random.choice((1, 10, 100))
    whole = _dollars(total(amount * price, random))
    return random.choice(
        (
            f"{random.choice(PLACES)} bought {number(amount, random)} {thing}s at ${price:,} each, a total of {whole}.",
            f"It paid ${price:,} per {thing} for {number(amount, random)} {thing}s, {whole} in all.",
            f"The yard ordered {number(amount, random)} {thing}s at ${price:,} a {thing}. The total cost was {whole}.",
        )
    )


def _dollars(words: str) -> str:
    """The sign before the numeral: "about 2 million" becomes "about $2 million"."""
    return re.sub(r"\d", lambda digit: f"${digit.group()}", words, count=1)


def one_and_many(random: Random) -> str:
    thing, price = random.choice(THINGS), random.randrange(2, 990) * random.choice((1, 10))
    high = price + random.randrange(0, 400)
    many = random.choice((1_000, 100_000, 1_000_000))
    name = {1_000: "thousand", 100_000: "100,000", 1_000_000: "million"}[many]
    word = random.choice((f"${high:,} or less per {thing}", f"about ${(price + high) / 2:,.0f} per {thing}"))
    low_, high_ = (_dollars(number(p * many, random)) for p in (price, high))
    return f"A deal would bring in {low_} to {high_} per {name} {thing}s, as they cost {word}."


def rate_and_time(random: Random) -> str:
    thing, rate, years = (
        random.choice(THINGS),
        random.randrange(2, 900) * random.choice((1, 100)),
        random.randrange(2, 12),
    )
    return (
        f"The plant made {rate:,} {thing}s a year for {years} years, a total of {total(rate * years, random)} {thing}s."
    )


def months(random: Random) -> str:
    thing, rate, years = random.choice(THINGS), random.randrange(2, 900), random.randrange(1, 6)
    unit = "year" if years == 1 else "years"
    return f"It sent {rate:,} {thing}s a month over {years} {unit}, {total(rate * 12 * years, random)} {thing}s in all."


def part_and_share(random: Random) -> str:
    thing, whole = random.choice(THINGS), random.randrange(20, 900)
    part = random.randrange(1, whole)
    share = rounded(100 * part / whole, random.choice((2, 3)))
    hedge = random.choice(("", "about ", "roughly "))
    return random.choice(
        (
            f"Inspectors passed {part} of the {whole} {thing}s, or {hedge}{share:g} percent.",
            f"Inspectors passed {part} of the {whole} {thing}s ({share:g} %).",
            f"Inspectors passed {share:g} percent of the {whole} {thing}s, or {hedge}{part}.",
        )
    )


def listed(random: Random) -> str:
    thing, parts = random.choice(THINGS), [random.randrange(2, 900) for _ in range(random.randrange(2, 5))]
    places = random.sample(PLACES, len(parts))
    words = [f"{n} {thing}s from {place}" for n, place in zip(parts, places, strict=True)]
    return f"They got {', '.join(words[:-1])} and {words[-1]}, {total(sum(parts), random)} {thing}s in all."


def change(random: Random) -> str:
    before, share = random.randrange(20, 990), random.randrange(2, 80)
    after = rounded(before * (1 + share / 100), 3)
    if random.random() < 0.5:
        after = rounded(before * (1 - share / 100), 3)
        return f"Oil fell by {share} percent to {after:g} dollars a barrel from {before} dollars a barrel."
    rose = random.choice((f"{share} percent", f"about {share} percent"))
    return f"Oil rose by {rose} to {after:g} dollars a barrel from {before} dollars."


def difference(random: Random) -> str:
    before, more = random.randrange(20, 990) * 100, random.randrange(2, 90) * 100
    return f"Exports rose by {more:,} tonnes to {before + more:,} tonnes from {before:,} tonnes."


KINDS = (
    price_and_total,
    one_and_many,
    rate_and_time,
    months,
    part_and_share,
    listed,
    change,
    difference,
)


def consistent(random: Random) -> str:
    """A passage of one to three sets of figures, each of which adds up, with unrelated figures between them."""
    sentences = []
    for _ in range(random.randrange(1, 4)):
        sentences.append(random.choice(KINDS)(random))
        sentences += random.sample(ASIDES, random.randrange(0, 3))
    return " ".join(sentences)
