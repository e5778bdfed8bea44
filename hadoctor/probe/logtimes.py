"""When the lines of a log were written."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_TIME = re.compile(r"(\w{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(\.\d+)?\b")
_DAY = 86400.0


def in_journal(text: Iterable[str]) -> Iterator[tuple[float | None, str]]:
    """Lines of `journalctl -o json`. A message that is no text is a list of bytes."""
    for line in text:
        try:
            entry = json.loads(line)
            message = entry.get("MESSAGE")
            when = int(entry["__REALTIME_TIMESTAMP"]) / 1e6
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
        if isinstance(message, list):
            message = bytes(b for b in message if isinstance(b, int) and 0 <= b < 256).decode(
                "utf-8", "replace"
            )
        if isinstance(message, str):
            name = entry.get("SYSLOG_IDENTIFIER")
            yield when, f"{name}: {message}" if isinstance(name, str) else message


def in_file(text: Iterable[str], now: float) -> Iterator[tuple[float | None, str]]:
    """Lines that begin with the time as syslog writes it, in the host's time zone and without a year: the
    last year in which that is no time to come."""
    year = time.localtime(now).tm_year
    for line in text:
        found = _TIME.match(line)
        yield (_when(found, year, now) if found else None), line


def _when(found: re.Match[str], year: int, now: float) -> float | None:
    if found[1] not in _MONTHS:
        return None
    month, day = _MONTHS.index(found[1]) + 1, int(found[2])
    hour, minute, second = map(int, found.group(3, 4, 5))
    for one in (year, year - 1):
        try:
            when = time.mktime((one, month, day, hour, minute, second, 0, 0, -1))
        except (ValueError, OverflowError):
            return None
        if when <= now + _DAY:
            return when + float(found[6] or 0)
    return None
