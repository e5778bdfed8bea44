"""Attributes and children that exclude or need each other."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.finding import Note
from hadoctor.model.cib.schema.shape import Either, Group
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.source import Span
from hadoctor.syntax.element import Element


def eithers(
    element: Element, present: set[str], rules: tuple[Either, ...], *, lenient: bool
) -> Iterator[Refusal]:
    """`present` has the attributes by name and the children as `<tag>`.

    `lenient`: there is something that only another schema knows; it may be what else is missing.
    """
    told: set[str] = set()
    for either in rules:
        for refusal, about in _either(element, present, either, lenient):
            if about not in told:
                told.add(about)
                yield refusal


def _either(
    element: Element, present: set[str], either: Either, lenient: bool
) -> Iterator[tuple[Refusal, str]]:
    """The faults, each with the name that it is about: two rules say nothing twice."""
    members = {name for group in either.groups for name in group.members}
    here = present & members
    if not here and (lenient or not either.required):
        return
    if any(_fits(group, here) for group in either.groups):
        return
    group = max(either.groups, key=lambda g: _likeness(g, here))
    if not here.intersection(group.key):
        about = " ".join(sorted(group.needs))
        forms = _listed([_form(g) for g in either.groups])
        message = f"<{element.tag}> without {forms}"
        yield Refusal(Stage.SCHEMA, message, element.span, forms), about
        return
    anchor = next(name for name in group.key if name in here)
    extra = here.difference(group.members)
    for name in (n for g in either.groups for n in g.members if n in extra):
        extra.discard(name)
        message = f"{quoted(name)} does not go with {quoted(anchor)}"
        note = Note(place(element, anchor), f"{quoted(anchor)} is here")
        yield Refusal(Stage.SCHEMA, message, place(element, name), "", (note,)), name
    for name in group.needs:
        if name not in here:
            message = f"{quoted(anchor)} without {quoted(name)}"
            if anchor == "id" or name == "id":
                message = f"<{element.tag}> without {quoted(name)}"
            yield Refusal(Stage.SCHEMA, message, element.span, quoted(name)), name
    if group.some and not here.intersection(group.some):
        names = _listed([quoted(name) for name in group.some])
        yield Refusal(Stage.SCHEMA, f"<{element.tag}> without {names}", element.span, names), names


def _fits(group: Group, here: set[str]) -> bool:
    return (
        here.issuperset(group.needs)
        and here.issubset(group.members)
        and (not group.some or not here.isdisjoint(group.some))
    )


def _likeness(group: Group, here: set[str]) -> tuple[int, int]:
    """How much speaks for this being the group that the author meant."""
    needed = sum(name in here for name in group.needs)
    complete = needed == len(group.needs) and (not group.some or not here.isdisjoint(group.some))
    return 2 * (complete and needed > 0) + (needed > 0), sum(n in here for n in group.members)


def place(element: Element, name: str) -> Span:
    """Where an attribute or the first child `<tag>` stands."""
    if name.startswith("<"):
        child = element.first(name[1:-1])
        return element.span if child is None else child.span
    return element.place(name)


def quoted(name: str) -> str:
    return name if name.startswith("<") else f"'{name}'"


def _form(group: Group) -> str:
    names = [quoted(name) for name in group.needs]
    if group.some:
        names.append(_listed([quoted(name) for name in group.some]))
    return " with ".join(names)


def _listed(entries: list[str]) -> str:
    return entries[0] if len(entries) == 1 else ", ".join(entries[:-1]) + " or " + entries[-1]
