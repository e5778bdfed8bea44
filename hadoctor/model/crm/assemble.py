"""From the statements of a file to the configuration that the shell stores.

The shell reads all statements, gives each object an id, and then makes the objects kind by kind:
ids for what has none, references to lists, members into their containers, options into their sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from hadoctor.model.crm import base as existing
from hadoctor.model.crm import constrained, fatal, members, monitors, reread
from hadoctor.model.crm.identify import Identified, identify, named
from hadoctor.model.crm.ids import Ids
from hadoctor.model.crm.kinds import CONTAINERS, KINDS, SETTINGS
from hadoctor.model.crm.names import Names
from hadoctor.model.crm.objects import Object, Objects
from hadoctor.model.crm.parameters import mend
from hadoctor.model.crm.references import resolve, unreadable
from hadoctor.model.crm.refusal import Refusal
from hadoctor.model.crm.sections import configuration
from hadoctor.model.crm.settings import merge_node, pour
from hadoctor.source import Source
from hadoctor.syntax.element import Element
from hadoctor.target import PACEMAKERS, Target

if TYPE_CHECKING:
    from hadoctor.model.crm.dialect import Dialect


class Assembly(NamedTuple):
    """`configuration` is what is stored; when something is refused, what would be without that."""

    configuration: Element
    refusals: tuple[Refusal, ...]
    """All of them, in the order of their places."""
    objects: Mapping[str, Element]
    """The objects but nodes by id, as they stand in the configuration."""


def assemble(
    loose: Iterable[Element],
    source: Source,
    dialect: Dialect,
    base: Element | None = None,
    *,
    pacemaker: Target = PACEMAKERS["2.1"],
    unread: Collection[str] = (),
) -> Assembly:
    """Put statements together as `crm configure load update` does; of a session, one by one.

    `base`: the configuration that they are loaded into, instead of an empty one; what replaces an
    object gets new ids below it, where the shell keeps those of like elements. `unread`: ids of
    statements that could not be read; what refers to them is not reported.
    """
    work = _Work(dialect, pacemaker)
    if base is not None:
        existing.load(base, work.objects, work.ids)
    statements = identify(loose, work.ids, dialect.session)
    work.refusals.extend(statements.refusals)
    work.names = Names(
        {one.id: one.tag for one in statements.good if one.tag != "node"},
        statements.left_out.union(unread),
    )
    order = statements.good
    if not dialect.session:
        order = sorted(order, key=lambda one: KINDS[one.tag].rank)
    for one in order:
        work.create(one)
    work.refusals.extend(members.check(work.objects))
    work.refusals.extend(constrained.check(work.objects, work.names))
    if dialect.crmsh.since("5"):
        work.refusals.extend(fatal.check(work.objects))
    if not any(each.refused for each in work.refusals):
        work.refusals.extend(reread.check(work.objects, source, dialect.crmsh))
    refusals = sorted(work.refusals, key=lambda each: (each.at.start, each.at.end))
    return Assembly(
        configuration(work.objects, source, pacemaker, base),
        tuple(refusals),
        {each.id: each.element for each in work.objects if not each.is_node},
    )


class _Work:
    """The configuration while it grows, and what went wrong."""

    def __init__(self, dialect: Dialect, pacemaker: Target) -> None:
        self.crmsh = dialect.crmsh
        self.pacemaker = pacemaker
        self.ids = Ids(dialect.crmsh)
        self.objects = Objects()
        self.names = Names({}, ())
        self.refusals: list[Refusal] = []

    def create(self, one: Identified) -> None:
        """Make the object of one statement, or put it into the one that is there."""
        tag = one.tag
        element, referring = self.ids.filled(named(one))
        if referring:
            dead = list(unreadable(referring))
            if dead:
                self.refusals.extend(dead)
                return
            resolve(referring, self.objects)
        if tag == "op":
            self.refusals.extend(monitors.attach(element, self.objects, self.names))
        elif tag in SETTINGS:
            self._settings(one, element)
        elif tag == "node":
            self._node(one, element)
        else:
            self._other(one, element)

    def _node(self, one: Identified, element: Element) -> None:
        known = self.objects.node(one.id)
        if known is None:
            self.objects.add(Object(element, one.id, "node", one.statement))
            return
        merge_node(known, element)

    def _settings(self, one: Identified, element: Element) -> None:
        known = self.objects.find(one.id)
        if known is None and self.crmsh.since("5") and one.id == KINDS[one.tag].default_id:
            known = self.objects.last(one.tag)
        if known is None:
            made = Element(
                element.tag, element.source, element.start, element.end, element.head_end
            )
            made.attributes["id"] = element.attributes["id"]
            known = Object(made, one.id, one.tag, one.statement)
            self.objects.add(known)
        pour(known, element, self.ids)

    def _other(self, one: Identified, element: Element) -> None:
        new = Object(element, one.id, one.tag, one.statement)
        known = self.objects.other(one.id)
        if known is not None:
            existing.replace(known, new, self.objects)
            new = known
        if new.tag in CONTAINERS:
            self.refusals.extend(members.adopt(new, self.objects, self.names))
        elif new.tag in {"primitive", "template"}:
            mend(new.element, self.pacemaker)
        if known is None:
            self.objects.add(new)
