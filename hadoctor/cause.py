"""Which findings are causes, and which follow from them.

A rule says which others its defect explains (`explains` of @rule). A finding that another one explains is
folded under it; what is left are the causes, the likeliest first: errors before warnings, then what is so
at this moment before what may harm one day, then the lower layer (a host that drops packets explains a
cluster without quorum, never the reverse).

What a rule says of one resource explains only what befalls that resource: both findings have to name it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from hadoctor.finding import Reported, Severity

LAYERS = (
    "host",
    "time",
    "names",
    "network",
    "firewall",
    "corosync",
    "quorum",
    "pacemaker",
    "resources",
    "fencing",
)
"""From the ground up."""
_FAMILIES = {
    "SYS": "host",
    "TIM": "time",
    "NET": "network",
    "FW": "firewall",
    "COR": "corosync",
    "TOT": "corosync",
    "SEC": "corosync",
    "CLU": "corosync",
    "QUO": "quorum",
    "PCM": "pacemaker",
    "CON": "resources",
    "OPS": "resources",
    "RES": "resources",
    "FEN": "fencing",
    "RUN": "pacemaker",
}
_CODES = {
    **dict.fromkeys(("NET004", "NET008", "NET009", "NET010", "NET011", "SYS006"), "names"),
    **dict.fromkeys(("RUN001", "RUN003", "RUN005", "RUN009", "RUN010"), "corosync"),
    "RUN002": "quorum",
    **dict.fromkeys(("RUN006", "RUN007"), "resources"),
    "RUN008": "fencing",
}

PRESENT = frozenset(
    "CON002 FW001 FW003 FW004 FW007 NET012 NET019 NET020 NET021 PCM004 PCM005 RES022 RUN001 RUN002 RUN004"
    " RUN005 RUN010 SYS008".split()
)
"""Codes of what is missing, cut off or switched off now. The rest is how things were set up."""
PAST = frozenset(("RUN009",))
"""Codes of what was, and may be over."""
_OF_RESOURCES = ("CON", "FEN", "OPS", "RES")
"""Families that speak of single resources."""
_OF_CONFIGURATION = ("COR", "NET", "QUO", "SEC", "TOT")
"""Families that read corosync.conf."""
_ABOVE = ("RUN004", "RUN006", "RUN008")
"""Symptoms of what corosync carries, some of them."""
_QUOTED = re.compile(r"'([^']+)'")


def layer(code: str) -> str:
    """The layer that a rule's code belongs to."""
    return _CODES.get(code) or _FAMILIES.get(code.rstrip("0123456789"), "host")


class Cause(NamedTuple):
    finding: Reported
    follows: tuple[Reported, ...]
    """What it explains, the worst first."""


def causes(
    findings: Iterable[Reported], explains: Callable[[str], tuple[str, ...]]
) -> tuple[Cause, ...]:
    """`explains` gives for a code those that follow from it. Only errors explain errors; what is for
    information explains nothing."""
    found = sorted(findings, key=_rank)
    under: dict[int, int] = {}
    for number, one in enumerate(found):
        for other, cause in enumerate(found):
            if (
                other != number
                and cause.severity >= max(one.severity, Severity.WARNING)
                and one.code != cause.code
                and _explains(cause, one, explains(cause.code))
            ):
                under[number] = other
                break
    roots: dict[int, list[Reported]] = {n: [] for n in range(len(found)) if n not in under}
    for number in under:
        top = _root(number, under)
        if top is None:
            # Two that explain each other: the lower layer is the cause.
            roots.setdefault(number, [])
        else:
            roots[top].append(found[number])
    made = [Cause(found[n], tuple(follows)) for n, follows in roots.items()]
    return tuple(
        sorted(made, key=lambda c: (-c.finding.severity, -bool(c.follows), _rank(c.finding)))
    )


def _explains(cause: Reported, one: Reported, codes: tuple[str, ...]) -> bool:
    """`codes`: what the rule of the cause explains."""
    if one.code == "RUN001" and cause.code.startswith(_OF_CONFIGURATION):
        # A file that the daemon refuses keeps corosync from running, and nothing else.
        refused = cause.finding.blocks is not None or one.code in codes
        return refused and one.finding.message.startswith("corosync does not run")
    if one.code not in codes:
        return False
    if one.code == "RUN001":
        # Of the quorum device nothing else depends, and it depends on nothing but corosync.
        return not one.finding.message.startswith("corosync-qdevice")
    if one.code == "FW001" and " to " in one.finding.message:
        return False  # What was to be let in explains nothing that may not go out.
    if cause.code == "RUN001" and not cause.finding.message.startswith("corosync"):
        # Where another daemon is down, corosync is as it would be.
        return one.code in _ABOVE and not one.finding.at.source.name.startswith("corosync")
    return not cause.code.startswith(_OF_RESOURCES) or bool(_named(cause) & _named(one))


def _named(reported: Reported) -> frozenset[str]:
    """What a finding speaks of: the words in quotes."""
    texts = (reported.finding.message, *(note.text for note in reported.finding.notes))
    return frozenset(name for text in texts for name in _QUOTED.findall(text))


def _rank(reported: Reported) -> tuple[int, int, int, str]:
    code = reported.code
    when = 0 if code in PRESENT else 2 if code in PAST else 1
    return -reported.severity, when, LAYERS.index(layer(code)), code


def _root(number: int, under: dict[int, int]) -> int | None:
    seen = set()
    while number in under:
        if number in seen:
            return None
        seen.add(number)
        number = under[number]
    return number
