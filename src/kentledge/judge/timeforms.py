"""Forms in which English gives a time by number or name: "by 2030", "over the past 20-30 years", "next spring"."""

from __future__ import annotations

import re
from functools import lru_cache

_MONTH = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\."
)
_WEEKDAY = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SEASON = r"spring|summer|autumn|winter|season|harvest"
_SPAN = rf"week|weekend|month|quarter|year|decade|century|{_SEASON}"
_COUNT = (
    r"(?:(?:an?\s+)?(?:quarter|half)(?:\s+of)?(?:\s+an?)?|three[\s-]quarters\s+of\s+an?|a\s+couple\s+of|a\s+few|half\s+a\s+dozen|a\s+dozen|an?\s+hundred|a\s+thousand|a|an|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty-five"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\d+(?:\.\d+)?|several|few|many|some|another)"
)
_COUNTED = rf"(?P<n>{_COUNT})(?:\s?(?:-|–|to|or)\s?(?P<m>{_COUNT}))?"
# "A quarter of the harvest" is no time.
_UNIT = (
    r"(?P<unit>minute|hour|day|week|fortnight|month|quarter(?!s?\s+of\s+(?:an?|the(?!\s+year)|its|their|all)\b)|year|decade"
    r"|generation|centur)(?P<plural>s|ies|y)?"
)
_GAP = r"(?:\s+|(?:(?<=quarter)|(?<=half))-(?=centur|decade))"
_ROUGHLY = (
    r"(?:(?:another|about|around|at\s+least|roughly|some|more\s+than|up\s+to|(?:less|fewer)\s+than|under|over|as\s+little\s+as|only|just|well|no\s+more\s+than|perhaps)"
    r"\s+)*"
)
_YEAR = r"(?P<year>(?:1[89]|20|21)\d\d)"
_PREP = (
    r"(?P<prep>by|before|until|till|through|throughout|after|from|since|in|on|during|within|over|for|around|into|beyond|come"
    r"|as\s+early\s+as|as\s+late\s+as|as\s+soon\s+as|no\s+later\s+than|not\s+before|up\s+to|as\s+of|starting\s+in|at)"
)
_PART = (
    r"(?P<part>early|mid|late|later|middle\s+of|end\s+of|beginning\s+of|start\s+of|close\s+of|turn\s+of|rest\s+of"
    r"|remainder\s+of|first\s+half\s+of|second\s+half\s+of|(?:first|second|third|fourth|last|final)\s+quarter\s+of)"
)
_SOME_PART = rf"(?:(?:the\s+)?{_PART}[\s-]+)?(?:the\s+)?"
_REL = r"(?P<rel>next|this|last|the\s+coming|the\s+following|the\s+current|the\s+past|coming|previous|the\s+previous)"
_LASTS = (
    r"surviv(?:e|es|ed|ing)|outlast(?:s|ed|ing)?|last(?:s|ed|ing)?|takes?|took|taking|endure(?:s|d)?|see\s+out|need"
)
_FEAST = r"Christmas|Easter|New\s+Year|Ramadan|Passover|Thanksgiving|Diwali|Eid|Pentecost|Midsummer"
_EVENT = (
    r"thaw|harvest|planting|monsoon|rains|frost|floods|snows?|(?:rainy|dry|growing|fishing|hunting|planting|next|new)\s+\w+"
    r"|(?:\w+\s+){0,2}(?:referendum|conference|congress|convention|ballot|polls|primary|primaries|inauguration|handover|transition"
    r"|ruling|verdict|trial|hearing|talks|session|parliament|ceasefire|truce|armistice|tournament|games|olympics|world\s+cup"
    r"|census|anniversary|expiry|launch|review|inquiry|merger|vote|election|elections|by-election|deadline|summit|budget"
    r"|recess|break|holidays|holiday|harvest|thaw|rains|monsoon|floods|peace|war|siege|campaign|season|festival|coronation"
    r"|dawn|dusk)|(?:spring|summer|autumn|winter)\s+\w+|poll"
    r"|(?:\w+\s+){1,3}(?:drops|rises|melts|freezes|ends|begins|closes|opens|expires|falls|sits|meets|votes|returns|arrives"
    r"|starts|stops|runs\s+out|is\s+over|are\s+over|is\s+out|is\s+up|comes|changes|steps\s+down|takes\s+office|retires|resumes"
    r"|finishes|clears|lifts|subsides|breaks|turns|is\s+\w+ed|are\s+\w+ed)"
)
_DAY = (
    rf"(?:(?P<d1>\d{{1,2}})\s+(?P<month1>{_MONTH})|(?P<month2>{_MONTH})(?:\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?)"
    rf"(?:,?\s+{_YEAR})?"
)
_INSIDE = r"(?:in|over|within|during|for|through|throughout|across)"

_FORMS = (
    ("between", rf"(?:between|from)\s+{_YEAR}\s+(?:and|to|until|through)\s+(?P<other>(?:20|21|19)\d\d)"),
    ("decade", rf"(?:{_PREP}\s+)?{_SOME_PART}(?P<decade>(?:19|20|21)\d0)s"),
    ("year", rf"{_PREP}\s+{_ROUGHLY}(?:the\s+year\s+)?{_SOME_PART}{_YEAR}"),
    ("year", rf"(?:the\s+)?{_PART}[\s-]+{_YEAR}"),
    ("date", rf"(?:{_PREP}\s+)?{_SOME_PART}{_DAY}"),
    ("ahead", rf"{_INSIDE}\s+{_ROUGHLY}(?:the\s+)?(?:next|coming|following)\s+(?:{_COUNTED}{_GAP})?{_UNIT}"),
    ("behind", rf"{_INSIDE}\s+{_ROUGHLY}(?:the\s+)?(?:past|last|previous|preceding)\s+(?:{_COUNTED}{_GAP})?{_UNIT}"),
    (
        "away",
        r"(?:(?P<many>many)\s+)?(?P<unit>day|week|month|year|decade|generation)s\s+(?:from\s+now|away|off|hence|ahead)",
    ),
    ("later", rf"{_ROUGHLY}{_COUNTED}{_GAP}{_UNIT}\s+(?:later|hence)"),
    ("within", rf"(?:within|inside)\s+{_ROUGHLY}{_COUNTED}{_GAP}{_UNIT}"),
    (
        "in",
        rf"(?:in|after)\s+(?P<rough>{_ROUGHLY}){_COUNTED}{_GAP}{_UNIT}(?P<less>\s+or\s+less)?(?:[’']s?)?(?:\s+time)?(?!\s+of\b)",
    ),
    ("in", rf"{_ROUGHLY}{_COUNTED}{_GAP}{_UNIT}\s+from\s+(?:now|today)"),
    ("length", rf"{_ROUGHLY}{_COUNTED}{_GAP}{_UNIT}\s+(?:off|away)"),
    (
        "for",
        rf"for\s+(?:(?:the\s+)?better\s+part\s+of\s+)?{_ROUGHLY}{_COUNTED}(?:\s+(?:more|further))?{_GAP}{_UNIT}(?!\s+old\b)",
    ),
    (
        "length",
        rf"(?:{_LASTS})\s+(?:only\s+|just\s+|out\s+)?(?P<x>{_ROUGHLY}{_COUNTED}{_GAP}{_UNIT})(?!\s+(?:of|old|ago)\b)",
    ),
    ("named", rf"(?:{_LASTS})\s+(?P<x>(?:the|another)\s+(?:rest\s+of\s+the\s+)?(?P<named>{_SPAN}|full\s+term|night))"),
    ("relative", rf"(?:{_PREP}\s+)?{_SOME_PART}{_REL}\s+(?P<named>{_SPAN}|{_MONTH}|{_WEEKDAY})(?![’']s)"),
    ("edge", rf"{_PREP}\s+(?:the\s+)?{_PART}\s+(?:the\s+)?(?P<named>{_SPAN})"),
    ("edge", rf"{_PREP}\s+(?P<yearend>(?:the\s+)?(?P<named>year|month)(?:[\s-]|[’']s\s+)end)"),
    (
        "named",
        rf"{_PREP}\s+(?:the\s+|this\s+)?(?:(?P<part>mid)[\s-])?(?P<named>{_SPAN}|tomorrow|night|tonight)"
        r"(?![’']s|\s+(?:when|in\s+which|that)\b)",
    ),
    ("edge", rf"{_PREP}\s+(?P<yearend>(?P<named>year|month)(?:[’']s)?[\s-]end)"),
    (
        "quarter",
        rf"(?:{_PREP}\s+)?(?:the\s+)?(?:Q(?P<q>[1-4])|(?P<qw>first|second|third|fourth)\s+quarter\s+of)\s+{_YEAR}",
    ),
    ("event", r"before\s+the\s+(?:week|month|year|decade|century|season|winter|summer|night)\s+is\s+(?:out|over)"),
    ("event", r"(?:by\s+)?this\s+time\s+(?:next\s+(?:week|month|year|spring|summer|autumn|winter)|tomorrow)"),
    (
        "hour",
        r"(?:by|before|until|till)\s+(?P<named>nightfall|dawn|dusk|noon|midday|midnight|morning|evening|sunset|sunrise|daybreak)",
    ),
    ("then", r"(?:by|before|until|till)\s+(?:then|that|it)(?=[\s,.;]|$)(?!\s+\w+s\b)"),
    ("after", r"since\s+(?:(?:the|its|his|her|their|our|that|this|last)\s+)(?:\w+[’']?\s+){0,2}?\w+(?=[,.;]|$)"),
    ("weekday", rf"{_PREP}\s+(?P<named>{_WEEKDAY})(?:\s+week)?"),
    (
        "event",
        rf"(?:by|before|until|till|after|come|ahead\s+of|beyond)\s+(?:{_FEAST}|(?:(?:the|its|their|his|her|a|any|an)\s+)(?:{_EVENT})(?:\s+in\s+(?:{_MONTH}))?|it(?=[,.]))",
    ),
    ("day", r"(?P<named>tomorrow|tonight|overnight)"),
)

HINT = re.compile(
    rf"\b(?:1[89]|20|21)\d\d|\bsince\b|\bby\s+(?:dawn|dusk|noon|midday|evening|sunset|sunrise|then)|minute|hour|day|night|week|month|quarter|year|decade|generation|centur|{_SEASON}|tomorrow|{_MONTH}"
    rf"|{_FEAST}|term"
    r"|thaw|monsoon|rains|election|deadline|\b(?:before|after|until|till|come|beyond|ahead\s+of|morning)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name and pattern of each form; compiled once. A group `x` is the horizon where the form holds more than it."""
    return tuple((name, re.compile(rf"(?<![\w-])(?:{form})(?![\w-])", re.IGNORECASE)) for name, form in _FORMS)
