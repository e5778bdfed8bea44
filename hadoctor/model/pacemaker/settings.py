"""Name-value sets: which value of a name counts.

Facts of Pacemaker 2.1 and 3.0 alike: a set with a higher score goes before one with a lower; of sets
with equal scores the one that stands **last** goes first; within a set the first pair of a name
counts; the first value found is kept. Of cluster properties the set `cib-bootstrap-options` goes
before all others. A set with a rule counts only while its rule is true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from hadoctor.model.pacemaker import values
from hadoctor.source import Span
from hadoctor.syntax.element import Element

BOOTSTRAP = "cib-bootstrap-options"
MOST = 1000000
"""A score is never more; INFINITY is this."""
Find = Callable[[str], Element | None]


class Setting(NamedTuple):
    """One pair of a set. Of a pair that refers to another (`id-ref`), what it refers to."""

    name: str
    value: str | None
    """None: the pair has no value (nor has Pacemaker one for it)."""
    pair: Element
    """The pair as it stands here, which may be a reference."""
    set: Element
    conditional: bool = False
    """Whether a rule decides if it counts."""

    @property
    def at(self) -> Span:
        """The value; of a pair without one, the pair."""
        return self.pair.place("value") if "value" in self.pair.attributes else self.pair.span

    @property
    def name_at(self) -> Span:
        return self.pair.place("name")

    @property
    def span(self) -> Span:
        return self.pair.span


class Settings:
    """The sets of one owner in the order in which they count."""

    def __init__(self, sets: Iterable[Element], find: Find) -> None:
        self.sets = tuple(_resolved(sets, find))
        """As they stand, references replaced by what they refer to."""
        self.all: tuple[Setting, ...] = tuple(
            [setting for one in self.sets for setting in _pairs(one, find)]
        )
        """Every pair in the order of the text."""
        self._first: dict[str, Setting] = {}
        self._maybe: set[str] = set()
        counting: Iterable[Setting] = self.all
        if len(self.sets) > 1:
            counting = (setting for one in _in_order(self.sets) for setting in _pairs(one, find))
        for setting in counting:
            if setting.conditional:
                self._maybe.add(setting.name)
            else:
                self._first.setdefault(setting.name, setting)

    def get(self, name: str) -> Setting | None:
        """The pair that counts whenever no rule says otherwise."""
        return self._first.get(name)

    @property
    def conditional(self) -> bool:
        """Whether a rule decides on the value of any name."""
        return bool(self._maybe)

    def depends(self, name: str) -> bool:
        """Whether a rule decides on the value of a name, so that it is not known from here."""
        return name in self._maybe

    def __iter__(self) -> Iterator[Setting]:
        return iter(self._first.values())

    def __contains__(self, name: str) -> bool:
        return name in self._first or name in self._maybe

    def names(self) -> Iterator[str]:
        return iter({setting.name: None for setting in self.all})


def _resolved(sets: Iterable[Element], find: Find) -> Iterator[Element]:
    for one in sets:
        reference = one.get("id-ref")
        if reference is None:
            yield one
        else:
            other = find(reference)
            if other is not None and other.get("id-ref") is None:
                yield other


def _pairs(one: Element, find: Find) -> list[Setting]:
    conditional = one.first("rule") is not None
    found = []
    for pair in one.children:
        if pair.tag != "nvpair":
            continue
        reference = pair.attributes.get("id-ref")
        meant = pair if reference is None else find(reference.text)
        if meant is None:
            continue
        name = pair.get("name") or meant.get("name")
        if name is not None:
            value = meant.attributes.get("value")
            text = None if value is None else value.text
            found.append(Setting(name, text, pair, one, conditional))
    return found


def _in_order(sets: tuple[Element, ...]) -> list[Element]:
    def rank(one: Element) -> tuple[bool, int]:
        score = values.score(one.get("score") or "0") or 0
        bootstrap = one.tag == "cluster_property_set" and one.id == BOOTSTRAP
        return bootstrap, score

    # Sorting keeps the order of equals; of these the last one counts first.
    last_first = reversed(sets)
    return sorted(last_first, key=rank, reverse=True)


NONE = Settings((), lambda _: None)
"""Of an owner that has no set."""
