"""Full dates as newspapers print them, by a small and strict set of formats."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_YEAR = r"(?:1[89]|20)\d{2}\b"

FULL_DATE = (
    rf"{_WEEKDAY}(?:{_DAY}\s+{_MONTH},?\s+{_YEAR}|{_MONTH}\s+{_DAY},?\s+{_YEAR}"
    rf"|(?<![\d./-]){_YEAR}[-/]\d{{2}}[-/]\d{{2}}(?=T\d|\b)(?![./-]\d)|(?<![\d./-])\d{{1,2}}\.\d{{1,2}}\.{_YEAR}(?!\.\d))"
)
"""A regular expression, case ignored, for a date with its year."""

DAY_AND_MONTH = rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY}\b|{_DAY}\s+{_MONTH})"
"""A regular expression, case ignored, for a date without its year."""

_FORMATS = ("%d %b %Y", "%b %d %Y", "%Y %m %d", "%d %m %Y")


def iso_date(text: str) -> str | None:
    """The first full date in a text as YYYY-MM-DD; None where there is none or it is no day of the calendar.

    Numbers alone are read only as 2023-10-25, 2023/10/25 and 25.10.2023: 10/11/2023 means two days to two readers.
    """
    found = re.search(rf"(?<!\w){FULL_DATE}", text, re.IGNORECASE)
    if found is None:
        return None
    date = re.sub(rf"^{_WEEKDAY}", "", found[0], flags=re.IGNORECASE)
    date = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", date, flags=re.IGNORECASE)
    # Months by their first three letters, so that one format serves "Sept." and "September".
    date = re.sub(r"([a-z]{3})[a-z]*", r"\1", date, flags=re.IGNORECASE)
    date = " ".join(re.findall(r"\w+", date))
    from datetime import datetime

    for form in _FORMATS:
        try:
            return datetime.strptime(date, form).date().isoformat()
        except ValueError:
            continue
    return None
