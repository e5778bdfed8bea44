"""A configuration that statements are loaded into."""

from __future__ import annotations

from hadoctor.model.crm.copying import deep
from hadoctor.model.crm.ids import Ids
from hadoctor.model.crm.kinds import CONTAINERS, DEFAULTS, FENCING_ID, KINDS, MEMBERS
from hadoctor.model.crm.objects import Object, Objects
from hadoctor.syntax.element import Element


def load(base: Element, objects: Objects, ids: Ids) -> None:
    """Register the objects of a configuration, in the order that the shell makes them in."""
    found: list[Object] = []
    for section in base.children:
        if section.tag in DEFAULTS:
            found += [Object(deep(e), e.id, section.tag, e) for e in section.children]
        elif section.tag == "fencing-topology":
            found.append(Object(deep(section), FENCING_ID, section.tag, section))
        else:
            for element in section.children:
                if element.tag in KINDS:
                    found += _with_members(Object(deep(element), element.id, element.tag, element))
    for each in sorted(found, key=lambda each: KINDS[each.tag].rank):
        objects.add(each)
        for below in each.element.walk():
            ids.take(below.id)


def _with_members(top: Object) -> list[Object]:
    found = [top]
    for container in found:
        if container.tag in CONTAINERS:
            for child in container.element.children:
                if child.tag in MEMBERS:
                    member = Object(child, child.id, child.tag, child)
                    member.parent = container
                    found.append(member)
    return found


def replace(known: Object, new: Object, objects: Objects) -> None:
    """Put a new object in the place of the one with its id; members become free again."""
    for child in known.element.children:
        member = objects.other(child.id) if child.tag in MEMBERS else None
        if member is not None and member.parent is known:
            member.parent = None
    holder = known.parent
    if holder is not None:
        holder.element.children = [
            new.element if child is known.element else child for child in holder.element.children
        ]
    known.element, known.tag, known.written = new.element, new.tag, new.written
    known.changed()
