"""The form of the schema as data: which element may have which attributes and children, and when.

A shape is what an element may be at one place; the same tag may have several (the pairs of a
property list are not those of a resource). `since` is the first schema with a thing and `until`
the first one without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from hadoctor.model.cib.schema.values import TEXT, Type
from hadoctor.model.crm.refusal import Refusal
from hadoctor.syntax.element import Element
from hadoctor.target import Release, release

FIRST: Release = (0,)
NEVER: Release = (99,)


class Attribute(NamedTuple):
    name: str
    type: Type
    required: bool
    since: Release
    until: Release


class Child(NamedTuple):
    """`shape` is the name of the child's shape, `least` to `most` how often it may be there."""

    tag: str
    shape: str
    least: int
    most: int
    since: Release
    until: Release


class Group(NamedTuple):
    """Attributes and children that belong together; a child is written `<tag>`.

    All of `needs` and at least one of `some` (if it names any) have to be there; `allows` may be.
    """

    needs: tuple[str, ...]
    allows: tuple[str, ...]
    some: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What shows that the group is meant."""
        return self.needs + self.some

    @property
    def members(self) -> tuple[str, ...]:
        return self.needs + self.some + self.allows


class Either(NamedTuple):
    """One of the groups and nothing of the others; or none of all when it is not `required`."""

    groups: tuple[Group, ...]
    required: bool
    since: Release
    until: Release


Check = Callable[[Element, Release], Iterator[Refusal]]


class Shape(NamedTuple):
    """`order`: the tags of children that have to come in this order (those of one entry mix)."""

    name: str
    attributes: tuple[Attribute, ...] = ()
    children: tuple[Child, ...] = ()
    eithers: tuple[Either, ...] = ()
    order: tuple[str, ...] = ()
    check: Check | None = None
    since: Release = FIRST
    until: Release = NEVER
    open: bool = False
    """True where the schema takes anything."""


def attribute(
    name: str, type: Type = TEXT, *, required: bool = False, since: str = "0", until: str = "99"
) -> Attribute:
    return Attribute(name, type, required, release(since), release(until))


def child(
    tag: str,
    shape: str = "",
    *,
    least: int = 0,
    most: int = 1,
    since: str = "0",
    until: str = "99",
) -> Child:
    return Child(tag, shape or tag, least, most, release(since), release(until))


MANY = 1 << 62


def group(needs: str = "", *, allows: str = "", some: str = "") -> Group:
    return Group(tuple(needs.split()), tuple(allows.split()), tuple(some.split()))


def either(*groups: Group, required: bool = True, since: str = "0", until: str = "99") -> Either:
    return Either(groups, required, release(since), release(until))
