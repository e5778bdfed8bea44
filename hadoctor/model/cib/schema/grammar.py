"""The schema of one version: the shapes that it has, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from hadoctor.model.cib.schema import constraints, nvsets, resources, rules, sections
from hadoctor.model.cib.schema.shape import Attribute, Check, Child, Either, Group, Shape
from hadoctor.model.cib.schema.values import ID, IDREF
from hadoctor.target import Release

SHAPES: tuple[Shape, ...] = (
    sections.SHAPES + nvsets.SHAPES + rules.SHAPES + resources.SHAPES + constraints.SHAPES
)


class Form(NamedTuple):
    """A shape as one version of the schema has it. `ranks` gives a tag's place in the order."""

    attributes: Mapping[str, Attribute]
    required: tuple[str, ...]
    children: Mapping[str, Child]
    least: tuple[Child, ...]
    limited: bool
    eithers: tuple[Either, ...]
    ranks: Mapping[str, int]
    check: Check | None
    open: bool
    other_attributes: Mapping[str, Attribute]
    """Attributes that another version has here."""
    other_children: Mapping[str, Child]
    identified: bool
    """Whether the attribute `id` is the id of the element, and no name among others."""
    references: frozenset[str]
    """The attributes that refer to ids."""


@cache
def forms_of(schema: Release) -> Mapping[str, Form]:
    return {
        shape.name: _form(shape, schema) for shape in SHAPES if shape.since <= schema < shape.until
    }


def _form(shape: Shape, schema: Release) -> Form:
    attributes = {a.name: a for a in shape.attributes if a.since <= schema < a.until}
    children = {c.tag: c for c in shape.children if c.since <= schema < c.until}
    ranks = {tag: rank for rank, entry in enumerate(shape.order) for tag in entry.split()}
    known = attributes.keys() | {f"<{tag}>" for tag in children}
    eithers = tuple(
        either._replace(groups=_groups(either.groups, known))
        for either in shape.eithers
        if either.since <= schema < either.until
    )
    return Form(
        attributes,
        tuple(a.name for a in attributes.values() if a.required),
        children,
        tuple(c for c in children.values() if c.least),
        bool(ranks) or any(c.most == 1 for c in children.values()),
        eithers,
        ranks,
        shape.check,
        shape.open,
        {a.name: a for a in shape.attributes if a.name not in attributes},
        {c.tag: c for c in shape.children if c.tag not in children},
        "id" in attributes and attributes["id"].type is ID,
        frozenset(a.name for a in attributes.values() if a.type is IDREF),
    )


def _groups(groups: tuple[Group, ...], known: set[str]) -> tuple[Group, ...]:
    """The groups without what this version does not know."""
    found: list[Group] = []
    for group in groups:
        some = tuple(name for name in group.some if name in known)
        if known.issuperset(group.needs) and bool(some) == bool(group.some):
            allows = tuple(name for name in group.allows if name in known)
            found.append(Group(group.needs, allows, some))
    return tuple(found)
