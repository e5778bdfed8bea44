"""The schemas of the CIB by name. Facts: the files that Pacemaker 2.1.5, 2.1.10 and 3.0 install."""

from __future__ import annotations

from hadoctor.target import Target

_NUMBERS = (
    *("1.0 1.2 1.3 2.0 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 2.10".split()),
    *("3.0 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10 4.0".split()),
)
NAMES = tuple(f"pacemaker-{text}" for text in _NUMBERS)


def number(name: str) -> tuple[int, int]:
    """The number in the name of a schema, to compare."""
    major, _, minor = name.removeprefix("pacemaker-").partition(".")
    return int(major), int(minor)


def number_of(name: str) -> str:
    """`3.9` of `pacemaker-3.9`."""
    return name.removeprefix("pacemaker-")


def newest(target: Target) -> str:
    """The newest schema that a release of Pacemaker has."""
    if target.since("3.0"):
        return "pacemaker-4.0"
    return "pacemaker-3.10" if target.since("2.1.10") else "pacemaker-3.9"


def newest_of_series(target: Target) -> str:
    """The newest schema that any release of the target's series has: who is judged for 2.1 may have
    2.1.10, whose CIBs name 3.10."""
    return "pacemaker-3.10" if target.before("3.0") else newest(target)


def outdated(name: str, target: Target) -> bool:
    """Whether a schema is of an older major number than the newest: what it says is translated."""
    return number(name)[0] < number(newest(target))[0]
