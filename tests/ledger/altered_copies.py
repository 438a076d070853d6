"""Invented stories, several of the same event in different words, and copies of them as outlets alter them.

Made from a seed. Written before the code that finds copies, and not adjusted to it.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass


def _listed(names: str, by: str = " ") -> list[str]:
    return " ".join(names.split()).split(by)


_NOUNS = _listed("""
harbour budget treaty ferry quarry railway council ministry grain tariff parliament levy dam reservoir bridge market
pipeline cable school hospital clinic airport border garrison patrol convoy vessel tanker refinery mine smelter
union strike wage pension loan bond currency reserve bank auditor inquiry court judge tribunal appeal verdict fine
permit licence contract tender supplier factory warehouse depot shipment cargo container customs inspector
checkpoint valley island strait coast village district province capital suburb orchard vineyard fishery herd harvest
drought flood storm shelter ration volunteer nurse teacher engineer pilot driver farmer miner tenant landlord
merchant broker envoy delegate commission panel committee assembly chamber coalition opposition faction movement
campaign ballot poll mandate decree statute clause amendment ceasefire truce accord summit dialogue sanction embargo
quota subsidy grant deficit surplus forecast survey census archive museum theatre stadium festival broadcast
newspaper rumour protest petition boycott
""")
_VERBS = _listed("""
approved rejected delayed financed repaired abandoned inspected challenged defended restored reduced doubled blocked
opened closed reviewed suspended ended extended questioned welcomed condemned ignored joined left rebuilt bought
sold seized released replaced postponed renewed cancelled measured counted exposed hid praised warned threatened
visited toured surveyed mapped guarded crossed supplied emptied filled taxed freed banned licensed sued settled
tested
""")
_ADJECTIVES = _listed("""
northern southern eastern western coastal rural urban private public national local regional foreign domestic annual
monthly temporary permanent costly cheap secret open fragile sturdy modest ambitious narrow broad early late recent
ageing modern empty crowded remote central joint rival former acting senior junior independent unpaid frozen flooded
disputed neglected protected armed civilian seasonal idle profitable indebted cautious angry hopeful
""")
_ADVERBS = _listed("""
quietly openly reluctantly quickly slowly repeatedly finally briefly formally partly largely unexpectedly hastily
jointly twice
""")
_PHRASES = _listed(
    """
after weeks of argument|before the winter|despite a shortage of money|with the help of neighbours|in the
spring|under a new law|without explanation|for the third time|at short notice|on the advice of lawyers|as prices
rose|during the night|in front of reporters|by a narrow margin|over the objections of staff|to general surprise|in
the first quarter|since the last election|near the old customs house|along the river|for lack of spare parts|with
little debate|against the wishes of residents|in a closed session|ahead of schedule|behind the agreed date|at twice
the price|for a fraction of the cost|until further notice|within a fortnight
""",
    "|",
)
_FIRST = _listed("""
Mirel Tasso Oona Bravik Selda Ignat Corvo Lisbet Dariel Hanne Pavo Ruxa Edvin Maris Tolle Ysanne Bero Kaja Anselm
Vida Jorun Petrik Ilse Rado Sunniva Matei Gudrun Leske
""")
_LAST = _listed("""
Valdane Orsik Tremblow Hask Quillon Marrensen Dovrek Ashgrove Peltier Vornik Saltmere Brandvold Cazimir Ellery Frosk
Gantry Holloway Isker Jurado Kestrin Lomond Mansk Norrland Ostrow Prewitt Rusk Sorrel Thessaly Ulver Wexcombe
""")
_PLACES = _listed("""
Ondrava Kelmouth Sarnholt Vespera Talmark Brinnfjord Porto-Lisse Dunvarra Ketterby Almaz Novy-Hradek Cray Westermoor
Isolde-Point Maravel Tyrn Gallow-Bay Ostermark Riven
""")
_ROLES = ["mayor", "minister", "economist", "harbour master", "spokeswoman", "professor", "union leader", "analyst"]
_BODIES = _listed(
    """
Institute for Coastal Studies|Chamber of Trade|Ministry of Works|Miners’ League|Free Press Council|Office of
Statistics|Board of Health|Growers’ Federation
""",
    "|",
)
_SAYS = ["said", "told reporters", "argued", "warned", "insisted", "added", "explained", "conceded"]
OUTLETS = [
    "Harrow Times",
    "Kelmouth Courier",
    "Daily Gazette of Ondrava",
    "Northern Post",
    "Talmark Herald",
    "Morning Mail",
]
_WIRES = ["(Marlow News Agency)", "(Tern Press)", "(Continental Wire)"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_BOILERPLATE = [
    "Sign up to our newsletter for the day’s stories.",
    "This article was first published in our evening edition.",
    "Read more: What the new rules mean for you.",
    "Additional reporting by our staff.",
]
_OTHER_WORDS = {
    "said": "stated", "told reporters": "told journalists", "approved": "agreed to", "rejected": "turned down",
    "delayed": "put off", "financed": "paid for", "repaired": "mended", "costly": "expensive", "cheap": "inexpensive",
    "annual": "yearly", "quickly": "fast", "slowly": "gradually", "bought": "purchased", "ended": "brought to an end",
    "the": "this", "a": "one", "and": "as well as", "but": "though", "near": "close to", "before": "ahead of",
    "after": "following", "warned": "cautioned", "argued": "maintained", "added": "went on to say", "over": "above",
    "village": "hamlet", "factory": "plant", "loan": "credit", "coast": "shore", "money": "funds", "help": "aid",
    "winter": "cold season", "recent": "latest", "early": "initial", "closed": "shut", "started": "began",
    "wage": "pay", "ageing": "old", "largely": "mostly", "finally": "at last", "repeatedly": "again and again",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """One printing of a story: `story` is the same for all copies of one article, `event` for all about one event."""

    story: int
    event: int
    text: str
    outlet: str
    original: bool


@dataclass(frozen=True, slots=True)
class _Event:
    place: str
    people: tuple[tuple[str, str, str], ...]
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    adjectives: tuple[str, ...]
    figures: tuple[str, ...]
    quotations: tuple[str, ...]
    day: str


def corpus(seed: int, stories: int = 200, copies: int = 600, events: int = 60) -> list[Printed]:
    """The stories and their altered copies, shuffled; every story has at least one copy where there are enough."""
    dice = random.Random(seed)
    known = [_event(dice) for _ in range(events)]
    originals = []
    for number in range(stories):
        which = number % events
        originals.append((number, which, _paragraphs(dice, known[which])))
    printed = [Printed(n, e, _set(dice, known[e], body), dice.choice(OUTLETS), True) for n, e, body in originals]
    for number in range(copies):
        n, e, body = originals[number % stories]
        printed.append(Printed(n, e, _set(dice, known[e], _altered(dice, body)), dice.choice(OUTLETS), False))
    dice.shuffle(printed)
    return printed


def _event(dice: random.Random) -> _Event:
    people = tuple(
        (f"{dice.choice(_FIRST)} {dice.choice(_LAST)}", dice.choice(_ROLES), dice.choice(_BODIES)) for _ in range(4)
    )
    nouns = tuple(dice.sample(_NOUNS, 22))
    figures = tuple(
        dice.choice(
            [f"{dice.randint(2, 95)} million crowns", f"{dice.randint(3, 60)} percent", f"{dice.randint(3, 900)} jobs"]
        )
        for _ in range(5)
    )
    event = _Event(
        dice.choice(_PLACES), people, nouns, tuple(dice.sample(_VERBS, 16)), tuple(dice.sample(_ADJECTIVES, 14)),
        figures, (), dice.choice(_DAYS),
    )  # fmt: skip
    quotations = tuple(f"{_clause(dice, event)}, and {_clause(dice, event)}" for _ in range(4))
    return _Event(event.place, people, nouns, event.verbs, event.adjectives, figures, quotations, event.day)


def _thing(dice: random.Random, event: _Event) -> str:
    noun = dice.choice(event.nouns if dice.random() < 0.7 else _NOUNS)
    described = dice.choice(event.adjectives if dice.random() < 0.7 else _ADJECTIVES)
    article = dice.choice(["the", "the", "a", "its", "every", "no"])
    return f"{article} {described} {noun}" if dice.random() < 0.6 else f"{article} {noun}"


def _clause(dice: random.Random, event: _Event) -> str:
    verb = dice.choice(event.verbs if dice.random() < 0.7 else _VERBS)
    how = f" {dice.choice(_ADVERBS)}" if dice.random() < 0.25 else ""
    end = f" {dice.choice(_PHRASES)}" if dice.random() < 0.4 else ""
    return f"{_thing(dice, event)}{how} {verb} {_thing(dice, event)}{end}"


def _sentence(dice: random.Random, event: _Event) -> str:
    name, role, body = dice.choice(event.people)
    surname, figure = name.split()[1], dice.choice(event.figures)
    said = dice.choice(_SAYS)
    kind = dice.randrange(9)
    if kind == 0:
        words = dice.choice(event.quotations) if dice.random() < 0.3 else _clause(dice, event)
        sentence = f"“{words[0].upper()}{words[1:]},” {surname} {said}."
    elif kind == 1:
        sentence = f"{name}, {role} at the {body}, {said} that {_clause(dice, event)}."
    elif kind == 2:
        sentence = f"{_clause(dice, event)}, at a cost of {figure}."
    elif kind == 3:
        sentence = f"in {event.place}, {_clause(dice, event)} and {_clause(dice, event)}."
    elif kind == 4:
        sentence = f"{surname} {said} on {event.day} that {_thing(dice, event)} would come to {figure}."
    elif kind == 5:
        sentence = f"while {_clause(dice, event)}, {_clause(dice, event)}."
    elif kind == 6:
        sentence = f"according to the {body}, {_clause(dice, event)}."
    elif kind == 7:
        sentence = f"{_clause(dice, event)}, {surname} {said}."
    else:
        sentence = f"{_clause(dice, event)}; {_clause(dice, event)}."
    return sentence[0].upper() + sentence[1:]


def _paragraphs(dice: random.Random, event: _Event) -> list[str]:
    return [" ".join(_sentence(dice, event) for _ in range(dice.randint(1, 3))) for _ in range(dice.randint(7, 16))]


def _set(dice: random.Random, event: _Event, body: list[str]) -> str:
    """The page of an outlet: its own headline, dateline and credit around the paragraphs."""
    headline = " ".join(_clause(dice, event).split()[:9]).capitalize()
    wire = f" {dice.choice(_WIRES)}" if dice.random() < 0.5 else ""
    place = event.place if dice.random() < 0.6 else dice.choice(_PLACES)
    dateline = f"{place.upper()}, {dice.randint(1, 28)} March{wire} — " if dice.random() < 0.8 else ""
    lines = [headline]
    if dice.random() < 0.5:
        lines.append(f"By {dice.choice(_FIRST)} {dice.choice(_LAST)}")
    lines += [dateline + body[0], *body[1:]]
    if dice.random() < 0.3:
        lines.insert(dice.randint(2, len(lines)), dice.choice(_BOILERPLATE))
    if dice.random() < 0.4:
        lines.append(f"© {dice.randint(2029, 2031)} {dice.choice(OUTLETS)}")
    return "\n\n".join(lines) + "\n"


def _altered(dice: random.Random, body: list[str]) -> list[str]:
    """One to four of the things that desks do to a story."""
    body = list(body)
    for change in dice.sample(["cut", "drop", "reorder", "reword", "join", "plain quotes"], dice.randint(1, 4)):
        if change == "cut":  # from the end, as for space
            body = body[: max(2, round(len(body) * dice.uniform(0.35, 0.85)))]
        elif change == "drop":
            gone = set(dice.sample(range(len(body)), k=max(1, len(body) // 4)))
            body = [p for n, p in enumerate(body) if n not in gone] or body
        elif change == "reorder":
            lead, rest = body[:1], body[1:]
            dice.shuffle(rest)
            body = lead + rest if dice.random() < 0.7 else rest + lead
        elif change == "reword":
            body = [_reworded(dice, p, dice.uniform(0.03, 0.10)) for p in body]
        elif change == "join":
            body = [" ".join(body[n : n + 2]) for n in range(0, len(body), 2)]
        else:
            body = [re.sub("[“”]", '"', p).replace("’", "'") for p in body]
    return body


def _reworded(dice: random.Random, paragraph: str, share: float) -> str:
    words = []
    for word in paragraph.split():
        chance = dice.random()
        if word in _OTHER_WORDS and chance < share * 3:
            words.append(_OTHER_WORDS[word])
        elif chance < share / 3 and word.islower():
            words.append(dice.choice(_ADJECTIVES if word in _ADJECTIVES else [f"{word} also", "reportedly " + word]))
        elif chance < share / 2 and word in _ADJECTIVES:
            continue  # a word left out
        else:
            words.append(word)
    return " ".join(words)
