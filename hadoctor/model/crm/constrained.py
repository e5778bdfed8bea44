"""What constraints refer to: it has to exist."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.crm.kinds import CONSTRAINTS
from hadoctor.model.crm.names import Names
from hadoctor.model.crm.objects import Objects
from hadoctor.model.crm.refusal import Refusal, Stage, Topic
from hadoctor.source import Span
from hadoctor.syntax.element import Element

_ATTRIBUTES = {
    "rsc_location": (),
    "rsc_colocation": ("rsc", "with-rsc"),
    "rsc_order": ("first", "then"),
    "rsc_ticket": ("rsc",),
}


def references(constraint: Element) -> Iterator[tuple[str, Span]]:
    """The resources that a constraint names, as the shell looks for them, with their places."""
    if constraint.tag == "rsc_location" and constraint.get("rsc"):
        yield constraint.attributes["rsc"].text, constraint.place("rsc")
        return
    in_sets = [
        member for each in constraint.all("resource_set") for member in each.all("resource_ref")
    ]
    for member in in_sets:
        if "id" in member.attributes:
            yield member.id, member.place("id")
    if in_sets:
        return
    for name in _ATTRIBUTES[constraint.tag]:
        if name in constraint.attributes:
            yield constraint.attributes[name].text, constraint.place(name)


def check(objects: Objects, names: Names) -> Iterator[Refusal]:
    """Constraints on nothing. Any object will do, a template or even another constraint."""
    for constraint in objects:
        if constraint.tag not in CONSTRAINTS:
            continue
        for name, place in references(constraint.element):
            if objects.other(name) is not None or names.unread(name):
                continue
            near = names.near(name)
            yield Refusal(
                Stage.STRUCTURE,
                f"{constraint.keyword} '{constraint.id}' refers to '{name}', which does not exist",
                place,
                f"'{near}'" if near else "",
                about=Topic.CONSTRAINT,
            )
