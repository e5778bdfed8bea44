"""Times as people write them, in the milliseconds that corosync wants."""

from __future__ import annotations

import re

_UNITS = {"ms": 1, "msec": 1, "s": 1000, "sec": 1000, "seconds": 1000, "m": 60000, "min": 60000}
_TIME = r"([0-9]{1,9})\s*([a-z]+)"


def milliseconds(text: str) -> str | None:
    """`5s` is `5000`; None for what is no time with a unit."""
    found = re.fullmatch(_TIME, text.strip().lower())
    if found is None or found[2] not in _UNITS:
        return None
    return str(int(found[1]) * _UNITS[found[2]])
