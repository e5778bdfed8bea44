"""Reads single values of a description; every mistake is kept with its place."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from hadoctor.generate.toml_places import Path, Places
from hadoctor.model.address import Literal, parse
from hadoctor.secret import masked
from hadoctor.source import suggest

_PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
# What neither the crm shell nor sh would take apart.
_VALUE = re.compile(r"[^\x00-\x1f\x7f\"'\\`$]{1,255}")
MOST_PROBLEMS = 100
Parameters = tuple[tuple[str, str], ...]


class Problem(NamedTuple):
    line: int
    column: int
    message: str


class DescriptionError(ValueError):
    """What is wrong with a description."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(one.message for one in problems))
        self.problems = sorted(problems)


class Values:
    def __init__(self, places: Places) -> None:
        self._places = places
        self.problems: list[Problem] = []

    def bad(self, path: Path, message: str) -> None:
        """The value is wrong."""
        if not self.full:
            self._note(Problem(*self._places.value(path), message))

    def bad_key(self, path: Path, message: str) -> None:
        """The key is wrong, or something is missing in what it begins."""
        self._note(Problem(*self._places.key(path), message))

    @property
    def full(self) -> bool:
        """There are more mistakes than anybody reads."""
        return len(self.problems) >= MOST_PROBLEMS

    def _note(self, problem: Problem) -> None:
        if problem not in self.problems and not self.full:
            self.problems.append(problem)

    def keys(self, table: dict[str, Any], path: Path, known: tuple[str, ...]) -> None:
        for key in table:
            if self.full:
                return
            if key not in known:
                near = suggest(key, known)
                hint = f"did you mean '{near}'?" if near else f"there are {', '.join(known)}"
                self.bad_key((*path, key), f"no key '{_short(key)}': {hint}")

    def table(self, value: object, path: Path) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.bad(path, f"{named(path)} is to be a table")
        return {}

    def tables(self, value: object, path: Path) -> list[dict[str, Any]]:
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return value
        self.bad(path, f"{named(path)} is to be a list of tables ([[{named(path)}]])")
        return []

    def text(self, table: dict[str, Any], path: Path, form: re.Pattern[str], default: str) -> str:
        value = table.get(str(path[-1]), default)
        if isinstance(value, str) and (form.fullmatch(value) or value == default):
            return value
        self.bad(path, f"{named(path)} cannot be {shown(value)}")
        return default

    def word(self, table: dict[str, Any], path: Path, words: tuple[str, ...], default: str) -> str:
        value = table.get(str(path[-1]), default)
        if isinstance(value, str) and value in words:
            return value
        near = suggest(value, words) if isinstance(value, str) else None
        hint = f"; did you mean '{near}'?" if near else ""
        self.bad(path, f"{named(path)} is {' or '.join(words)}, not {shown(value)}{hint}")
        return default

    def switch(self, table: dict[str, Any], path: Path, *, default: bool) -> bool:
        value = table.get(str(path[-1]), default)
        if isinstance(value, bool):
            return value
        self.bad(path, f"{named(path)} is true or false, not {shown(value)}")
        return default

    def texts(
        self, table: dict[str, Any], path: Path, form: re.Pattern[str], default: tuple[str, ...]
    ) -> tuple[str, ...]:
        value = table.get(str(path[-1]), list(default))
        if not isinstance(value, list):
            self.bad(path, f"{named(path)} is to be a list")
            return default
        for number, one in enumerate(value):
            if not isinstance(one, str) or not (form.fullmatch(one) or is_address(one)):
                self.bad((*path, number), f"{named(path)} cannot hold {shown(one)}")
        return tuple(str(one) for one in value)

    def number(
        self, table: dict[str, Any], path: Path, low: int, high: int, default: int | None
    ) -> int | None:
        value = table.get(str(path[-1]), default)
        whole = isinstance(value, int) and not isinstance(value, bool)
        if value is None or (whole and low <= value <= high):
            return value
        self.bad(path, f"{named(path)} is a number from {low} to {high}, not {shown(value)}")
        return default

    def address(self, value: object, path: Path) -> Literal | None:
        found = parse(value) if isinstance(value, str) else None
        if not isinstance(found, Literal):
            self.bad(path, f"{shown(value)} is no address")
        elif found.loopback or found.unspecified or found.multicast or found.value == 2**32 - 1:
            self.bad(path, f"{found} is no address of a host that others can reach")
        elif found.family == 6 and found.value >> 118 == 0xFE80 >> 6:
            self.bad(path, f"{found} is link-local: it means nothing without an interface")
        else:
            return found
        return None

    def parameters(self, value: object, path: Path) -> Parameters:
        found = []
        for key, one in self.table(value, path).items():
            text = one if isinstance(one, str) else shown(one).lower()
            if not _PARAMETER.fullmatch(key):
                self.bad_key((*path, key), f"'{_short(key)}' is no name of a parameter")
            elif not isinstance(one, (str, int)) or not _VALUE.fullmatch(text):
                what = "is given" if is_secret(key) else f"{shown(one)} is"
                self.bad(
                    (*path, key),
                    f"{key}: {what} not as agents take it: text without quotes, backslashes, $ and"
                    " control characters",
                )
            else:
                found.append((key, text))
        return tuple(found)


def is_secret(name: str) -> bool:
    """Whether the value of a parameter is to be hidden."""
    return masked(f"{name}=x".encode()).endswith(b"*")


def is_address(text: str) -> bool:
    return isinstance(parse(text), Literal)


def named(path: Path) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str))


def shown(value: object) -> str:
    if isinstance(value, str):
        return _short(f"'{value}'")
    try:
        return _short(repr(value))
    except ValueError:  # a number of more digits than Python likes to print
        return "that number"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
