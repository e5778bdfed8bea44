"""How Pacemaker reads a value: booleans, scores, times, percentages, as its releases do.

Every reader gives None for what Pacemaker cannot read. What then counts depends on the option: most
often its default, sometimes 0. From lib/common/{strings,scores,options}.c of 2.1.5, 2.1.10 and 3.0.2;
tried on 2.1.5.

A configuration has few different values, and rules read them again and again: readers remember some.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hadoctor.model.pacemaker import duration
from hadoctor.target import DEFAULTS, Target

INFINITY = 1_000_000
"""The highest score; scores beyond are clipped to it."""
STRICT_TIMES = "2.1.10"
"""From here on a time may have a sign, and an operation with timeout 0 gets the default."""
DEFAULT_TIMEOUT = 20_000
"""Milliseconds that an operation gets without a timeout that can be read."""
LONGEST_INTERVAL = 0xFFFF_FFFF
"""Milliseconds; longer intervals are cut to it."""

_LONG_LONG = 2**63 - 1
_TRUE = {"true", "on", "yes", "y", "1"}
_FALSE = {"false", "off", "no", "n", "0"}
_INTEGER = re.compile(r"[ \t\n\v\f\r]*([+-]?)([0-9]+)")
_TIME = re.compile(r"[ \t\n\r\f]*([0-9]*)[0-9.]*[ \t\n\r\f]*")
_SIGNED_TIME = re.compile(r"[ \t\n\v\f\r]*([+-]?[0-9]+)[0-9.]*[ \t\n\v\f\r]*")
# Matched by prefix, the longer one first: `month` is minutes.
_UNITS = (("ms", 1, 1), ("us", 1, 1000), ("s", 1000, 1), ("m", 60_000, 1), ("h", 3_600_000, 1))


@lru_cache(maxsize=1000)
def boolean(text: str) -> bool | None:
    word = text.translate(_LOWER)
    return True if word in _TRUE else False if word in _FALSE else None


@lru_cache(maxsize=1000)
def integer(text: str, pacemaker: Target = DEFAULTS.pacemaker) -> int | None:
    """A whole number at the start of the text; what follows it is passed over: `5x` is 5, `1.9` 1.

    A number beyond 64 bits counts as unreadable up to 2.1.5 and is clipped later.
    """
    found = _INTEGER.match(text)
    if not found:
        return None
    sign, digits = found.groups()
    digits = digits.lstrip("0") or "0"
    size = int(digits) if len(digits) <= 19 else _LONG_LONG + 2
    limit = _LONG_LONG + (sign == "-")
    if size > limit:
        if pacemaker.before(STRICT_TIMES):
            return None
        size = limit
    return -size if sign == "-" else size


@lru_cache(maxsize=1000)
def score(text: str, pacemaker: Target = DEFAULTS.pacemaker) -> int | None:
    """-INFINITY..INFINITY. The words for a node's health are 0 unless there is a health strategy."""
    if text in ("INFINITY", "+INFINITY"):
        return INFINITY
    if text == "-INFINITY":
        return -INFINITY
    if text.translate(_LOWER) in ("red", "yellow", "green"):
        return 0
    number = integer(text, pacemaker)
    return None if number is None else max(-INFINITY, min(INFINITY, number))


@lru_cache(maxsize=1000)
def milliseconds(text: str, pacemaker: Target = DEFAULTS.pacemaker) -> int | None:
    """A number with an optional unit, seconds without one; no ISO 8601. For timeouts of operations
    and fence devices, start-delay, stonith-watchdog-timeout. Negative ones are None."""
    pattern = _TIME if pacemaker.before(STRICT_TIMES) else _SIGNED_TIME
    found = pattern.match(text)
    if not found or not found[1]:
        return None
    unit = text[found.end() : found.end() + 2].translate(_LOWER)
    for prefix, multiplier, divisor in (*_UNITS, ("", 1000, 1)):
        if unit.startswith(prefix) and (prefix or not unit):
            number = integer(found[1])  # beyond 64 bits: clipped here by all releases
            size = _LONG_LONG if number is None else number
            if size < 0 or found[1].startswith("-"):
                return None
            return _LONG_LONG if size > _LONG_LONG // multiplier else size * multiplier // divisor
    return None


def interval(text: str, pacemaker: Target = DEFAULTS.pacemaker) -> int | None:
    """Milliseconds of a number with a unit or of an ISO 8601 duration (it starts with P). For the
    interval of operations, failure-timeout and every cluster property that is a time. An interval
    that is None counts as 0: the operation does not recur."""
    if text.startswith("P"):
        seconds = duration.seconds(text, pacemaker)
        size = None if seconds is None or seconds < 0 else seconds * 1000
    else:
        size = milliseconds(text, pacemaker)
    return None if size is None else min(size, LONGEST_INTERVAL)


def timeout(text: str | None, pacemaker: Target = DEFAULTS.pacemaker) -> int:
    """Milliseconds that an operation really gets for its timeout: the default for none or for one
    that cannot be read, and for 0 from 2.1.10 on. 2.1.5 keeps the lowest 32 bits only."""
    size = None if text is None else milliseconds(text, pacemaker)
    if size is None:
        return DEFAULT_TIMEOUT
    if pacemaker.before(STRICT_TIMES):
        size &= 0xFFFF_FFFF
        return DEFAULT_TIMEOUT if size >= 2**31 else size
    return min(size, 2**31 - 1) or DEFAULT_TIMEOUT


def percentage(text: str, pacemaker: Target = DEFAULTS.pacemaker) -> float | None:
    """A number that is not negative and the sign `%` right behind it; 2.1.5 takes no fraction."""
    fraction = "" if pacemaker.before(STRICT_TIMES) else r"(?:\.[0-9]*)?"
    found = re.match(rf"\s*\+?([0-9]+{fraction})%", text, re.ASCII)
    return float(found[1]) if found and len(found[1]) <= 30 else None


_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
