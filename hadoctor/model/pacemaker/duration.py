"""ISO 8601 durations as Pacemaker reads them: `PT10S`, `P1DT2H`. Not quite the standard's.

From lib/common/iso8601.c of 2.1.5 and 3.0.2. Units may come in any order; `T` only makes minutes of
an `M` behind it. Days are one short in both releases, for a date counts its days from 1.
"""

from __future__ import annotations

from hadoctor.target import Target

DAY = 86400
_BLANK = " \t\n\v\f\r"
_TIMES = {"H": 3600, "S": 1}
_DAYS = {"D": 1, "W": 7}
_LIMIT = 2**31 - 1


def seconds(text: str, pacemaker: Target) -> int | None:
    """The length of a duration, None when it cannot be read; it may be negative."""
    amounts = _amounts(text, strict=not pacemaker.before("2.1.10"))
    if amounts is None:
        return None
    years, months, days, rest = amounts
    total = sum(DAY * _year_days(year) for year in range(1, min(years, 10_000)))
    total += DAY * 30 * max(months, 0)
    return total + DAY * max(days - 1, 0) + rest


def _amounts(text: str, *, strict: bool) -> tuple[int, int, int, int] | None:
    """Years, months, days, seconds. `strict`: numbers beyond 32 bits, fractions and a duration of
    nothing are refused; 2.1.5 lets them wrap and pass."""
    years = months = days = rest = 0
    in_time = False
    if text[:1] != "P" or text[1:2] in ("", *_BLANK):
        return None
    at = 1
    while at < len(text) and text[at] not in "/" + _BLANK:
        if text[at] == "T":
            in_time = True
            at += 1
            continue
        number, at = _number(text, at, strict=strict)
        unit = text[at : at + 1]
        at += 1
        if number is None:
            return None
        if unit == "Y":
            years = number
        elif unit == "M" and not in_time:
            months = number
        elif unit in _DAYS:
            days += number * _DAYS[unit]
        elif unit == "M" or unit in _TIMES:
            rest += number * _TIMES.get(unit, 60)
        else:
            return None
        if strict and not (-_LIMIT <= days <= _LIMIT and -_LIMIT <= rest <= _LIMIT):
            return None
        days, rest = _wrapped(days), _wrapped(rest)
    if strict and not (years or months or days or rest):
        return None
    return years, months, days, rest


def _number(text: str, at: int, *, strict: bool) -> tuple[int | None, int]:
    """A signed number of at most ten digits, and the place behind it; None where there is none."""
    first = text[at]
    if first in ".,":
        end = _digits(text, at + 1, len(text))
        return (None if strict or end == at + 1 else 0), end
    start = at + (first in "+-:")
    end = _digits(text, start, start + 10)
    if end == start:
        return None, at
    size = int(text[start:end])
    if strict and size > _LIMIT:
        return None, end
    return _wrapped(-size if first == "-" else size), end


def _digits(text: str, at: int, limit: int) -> int:
    while at < min(limit, len(text)) and text[at] in "0123456789":
        at += 1
    return at


def _wrapped(number: int) -> int:
    """What 32 bits hold of a number."""
    return (number + 2**31) % 2**32 - 2**31


def _year_days(year: int) -> int:
    return 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365
