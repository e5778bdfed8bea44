"""Sets of values, and whether a value is in one. `None` stands for 'perhaps' all through this package."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Span = tuple[int, int]
"""Numbers from the first to the second."""
Component = Span | str
"""One value of an element: numbers, or a name. A name may end in `*` and then stands for many."""
Element = tuple[Component, ...]
"""A value for each field; most sets have one field."""


class Numbers(NamedTuple):
    """Spans in their order, which do not touch each other."""

    lows: Sequence[int]
    highs: Sequence[int]

    def holds(self, value: Component | None) -> bool | None:
        if not self.lows:
            return False
        if not isinstance(value, tuple):
            return None
        low, high = value
        at = bisect_right(self.lows, high) - 1
        if at < 0 or self.highs[at] < low:
            return False
        return True if self.lows[at] <= low and high <= self.highs[at] else None


class Words(NamedTuple):
    exact: frozenset[str]
    prefixes: tuple[str, ...]

    def holds(self, value: Component | None) -> bool | None:
        if not self.exact and not self.prefixes:
            return False
        if not isinstance(value, str):
            return True if "" in self.prefixes else None
        return value in self.exact or value.startswith(self.prefixes)


class Rows(NamedTuple):
    """Elements of several fields."""

    rows: tuple[Element, ...]

    def holds(self, values: Sequence[Component | None]) -> bool | None:
        perhaps = False
        for row in self.rows:
            found = inside(values, row)
            if found:
                return True
            perhaps = perhaps or found is None
        return None if perhaps else False


Pool = Numbers | Words | Rows


def pool(elements: Iterable[Element]) -> Pool:
    """The elements in the form in which they are found fastest."""
    rows = tuple(elements)
    if any(len(row) != 1 for row in rows):
        return Rows(rows)
    spans = [row[0] for row in rows if isinstance(row[0], tuple)]
    if len(spans) == len(rows):
        return _numbers(spans)
    names = [row[0] for row in rows if isinstance(row[0], str)]
    if len(names) < len(rows):
        return Rows(rows)
    prefixes = tuple(name[:-1] for name in names if name.endswith("*"))
    return Words(frozenset(name for name in names if not name.endswith("*")), prefixes)


def _numbers(spans: list[Span]) -> Numbers:
    lows: list[int] = []
    highs: list[int] = []
    for low, high in sorted(spans):
        if highs and low <= highs[-1] + 1:
            highs[-1] = max(highs[-1], high)
        else:
            lows.append(low)
            highs.append(high)
    return Numbers(lows, highs)


def inside(values: Sequence[Component | None], row: Element) -> bool | None:
    """Whether the values are those of one element."""
    if len(values) != len(row):
        return None
    perhaps = False
    for value, component in zip(values, row, strict=True):
        found = _in(value, component)
        if found is False:
            return False
        perhaps = perhaps or found is None
    return None if perhaps else True


def _in(value: Component | None, component: Component) -> bool | None:
    if isinstance(component, tuple):
        if not isinstance(value, tuple):
            return None
        if value[1] < component[0] or component[1] < value[0]:
            return False
        return True if component[0] <= value[0] and value[1] <= component[1] else None
    if component == "*":
        return True
    if not isinstance(value, str):
        return None
    return value.startswith(component[:-1]) if component.endswith("*") else value == component
