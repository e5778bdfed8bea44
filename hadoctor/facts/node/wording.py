"""Words about several things."""

from __future__ import annotations

from collections.abc import Iterable


def listed(words: Iterable[str], most: int = 5) -> str:
    """`a`, `a and b`, `a, b and c`; what is too much is counted."""
    found = list(words)
    if len(found) > most:
        found[most - 1 :] = [f"{len(found) - most + 1} more"]
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def amount(number: float) -> str:
    """Bytes as a person reads them."""
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if number < 1024 or unit == "GiB":
            break
        number /= 1024
    return f"{number:.0f} {unit}" if number >= 10 or unit == "bytes" else f"{number:.1f} {unit}"


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "0 %"
