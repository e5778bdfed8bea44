"""Members of groups, clones and bundles: they move from the top into their container."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.finding import Note
from hadoctor.model.crm.kinds import CONTAINERS, KINDS, MEMBERS, RESOURCES
from hadoctor.model.crm.names import Names
from hadoctor.model.crm.objects import Object, Objects
from hadoctor.model.crm.refusal import Refusal, Stage, Topic
from hadoctor.syntax.element import Element

_ANY = "a primitive or a group"
_HOLDS = {"group": "primitives", "clone": _ANY, "master": _ANY, "bundle": "a primitive"}


def adopt(new: Object, objects: Objects, names: Names) -> Iterator[Refusal]:
    """Replace the member names of a container by the members themselves.

    A name of nothing is reported and left out: so does the shell, and it stores the rest.
    """
    element = new.element
    kept: list[Element] = []
    for child in element.children:
        if child.tag != "crmsh-ref":
            kept.append(child)
            continue
        member = objects.other(child.id)
        if member is None:
            yield from _missing(new, child, names)
        elif member.tag not in MEMBERS:
            kept.append(member.element)
            yield _unfit(new, child, member)
        elif member.parent is None or member.parent is new:
            kept.append(member.element)
            member.parent = new
        else:
            yield _taken(new, child, member)
    element.children = _last_ones(kept)
    yield from _inline(new, objects)


def _last_ones(children: list[Element]) -> list[Element]:
    """Without the earlier ones of members that are there twice: `p1 p*` is `p1` once."""
    last = {child.id: at for at, child in enumerate(children) if child.tag in MEMBERS}
    return [
        child
        for at, child in enumerate(children)
        if child.tag not in MEMBERS or last[child.id] == at
    ]


def _inline(new: Object, objects: Objects) -> Iterator[Refusal]:
    """Members that stand inside an `xml` statement take the place of their own statements."""
    todo = [new]
    while todo:
        container = todo.pop()
        container.element.children = _last_ones(container.element.children)
        for child in container.element.children:
            if child.tag not in MEMBERS:
                continue
            member = objects.other(child.id)
            if member is None or member.element is child:
                continue
            if member.parent is not None and member.parent is not container:
                yield _taken(container, child, member)
            elif member.tag != child.tag:
                yield _refusal(
                    f"'{child.id}' is {KINDS[member.tag].spoken}, not {KINDS[child.tag].spoken}",
                    child,
                    member,
                )
            else:
                member.element = child
                member.parent = container
                member.changed()
                if member.tag in CONTAINERS:
                    todo.append(member)


def check(objects: Objects) -> Iterator[Refusal]:
    """What a container may hold, once all are there: own statements, of fitting kind, once."""
    for container in objects:
        if container.tag not in CONTAINERS:
            continue
        seen: set[str] = set()
        for child in container.element.children:
            if child.tag not in KINDS or child.tag == "op":
                continue
            member = objects.other(child.id)
            if member is None:
                yield Refusal(
                    Stage.STRUCTURE,
                    f"'{child.id}' in {container.keyword} '{container.id}' has no statement of"
                    " its own",
                    child.span,
                    f"a statement for '{child.id}' besides the {container.keyword}",
                    about=Topic.MEMBER,
                )
            elif (member.tag not in MEMBERS and child is not member.element) or (
                container.tag == "group" and member.tag == "group"
            ):
                yield _unfit(container, child, member)
            if child.id in seen:
                yield _refusal(
                    f"'{child.id}' is listed twice in {container.keyword} '{container.id}'",
                    child,
                    member,
                )
            seen.add(child.id)


def _missing(new: Object, child: Element, names: Names) -> Iterator[Refusal]:
    if names.unread(child.id):
        return
    lost = f"{new.keyword} '{new.id}' loses its member '{child.id}'"
    expected = _HOLDS.get(new.tag, "resources")
    tag = names.tag(child.id)
    if child.id == new.id:
        message = f"{lost}: it cannot hold itself"
    elif tag in RESOURCES:
        message = f"{lost}, {KINDS[tag].spoken} that is made later"
    elif tag:
        message = f"{lost}, which is {KINDS[tag].spoken}"
    else:
        message = f"{lost}, which does not exist"
        near = names.near(child.id)
        expected = f"'{near}'" if near else ""
    yield Refusal(Stage.LOSS, message, child.place("id"), expected)


def _taken(new: Object, child: Element, member: Object) -> Refusal:
    holder = member.parent
    assert holder is not None
    return Refusal(
        Stage.STRUCTURE,
        f"'{member.id}' cannot be in {new.keyword} '{new.id}', it is in {holder.keyword}"
        f" '{holder.id}' already",
        child.place("id"),
        notes=(Note(holder.written.span, f"{holder.keyword} '{holder.id}'"),),
        about=Topic.MEMBER,
    )


def _unfit(new: Object, child: Element, member: Object) -> Refusal:
    return _refusal(
        f"{new.keyword} '{new.id}' cannot hold '{member.id}', which is {KINDS[member.tag].spoken}",
        child,
        member,
        _HOLDS.get(new.tag, "resources"),
    )


def _refusal(message: str, child: Element, member: Object | None, expected: str = "") -> Refusal:
    notes: tuple[Note, ...] = ()
    if member is not None and member.written.start != child.start:
        notes = (Note(member.written.span, f"{member.keyword} '{member.id}'"),)
    return Refusal(Stage.STRUCTURE, message, child.place("id"), expected, notes, Topic.MEMBER)
