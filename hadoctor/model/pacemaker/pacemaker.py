"""The typed model of a Pacemaker configuration: what rules ask for.

It is lenient: what the schema or the shell refuses is still here as far as it can be understood.
Rules that depend on something being absent ask `partial` first.
"""

from __future__ import annotations

import builtins  # The class has a method called property.
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from hadoctor.model.pacemaker.constraints import (
    MAKE,
    Colocation,
    Constraint,
    Location,
    Order,
    Ticket,
)
from hadoctor.model.pacemaker.nodes import Node
from hadoctor.model.pacemaker.resources import KINDS, Resource
from hadoctor.model.pacemaker.settings import Setting, Settings
from hadoctor.source import Source
from hadoctor.syntax.element import Element
from hadoctor.target import Target

if TYPE_CHECKING:
    from hadoctor.model.pacemaker.relations import Graphs
    from hadoctor.model.pacemaker.timing import Times
    from hadoctor.model.pacemaker.vip import Address


class Pacemaker:
    """`configuration` is the `<configuration>` element, from crm text or from CIB XML."""

    ABSENT = "the configuration cannot be read as a whole"

    def __init__(
        self,
        configuration: Element,
        target: Target,
        *,
        notation: str,
        partial: bool = False,
        sure: bool = True,
    ) -> None:
        self.configuration = configuration
        self.target = target
        """The release of Pacemaker that it is judged for."""
        self.notation = notation
        """`crm` or `cib`: the language of the text, in which fixes have to be written."""
        self.partial = partial
        """Whether the text is only a part of a configuration, so that nothing can be said about what
        is missing: statements to load, or a pasted piece."""
        self.sure = sure
        """False when statements were not understood: what they define seems to be missing."""

    @property
    def source(self) -> Source:
        return self.configuration.source

    @property
    def whole(self) -> bool:
        """Whether what is not here is really not there."""
        return self.sure and not self.partial

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element, in the order of the text: walked once for all that ask."""
        return tuple(self.configuration.walk())

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """Every element that has an id; of equal ids the first."""
        found: dict[str, Element] = {}
        for element in self.elements:
            if element.tag not in _REFERENCES:
                value = element.attributes.get("id")
                if value is not None:
                    found.setdefault(value.text, element)
        return found

    def find(self, id_: str) -> Element | None:
        return self.by_id.get(id_)

    def _section(self, name: str) -> Iterator[Element]:
        for section in self.configuration.all(name):
            yield from section.children

    # Options

    @cached_property
    def properties(self) -> Settings:
        sets = (e for e in self._section("crm_config") if e.tag == "cluster_property_set")
        return Settings(sets, self.find)

    def property(self, *names: str) -> Setting | None:
        """The cluster property that counts; of several names the first that is set."""
        for name in names:
            setting = self.properties.get(name)
            if setting is not None:
                return setting
        return None

    @cached_property
    def rsc_defaults(self) -> Settings:
        sets = (e for e in self._section("rsc_defaults") if e.tag == "meta_attributes")
        return Settings(sets, self.find)

    @cached_property
    def op_defaults(self) -> Settings:
        sets = (e for e in self._section("op_defaults") if e.tag == "meta_attributes")
        return Settings(sets, self.find)

    @builtins.property
    def fencing_names(self) -> tuple[str, ...]:
        """The names of the switch for fencing, the one that counts first."""
        if self.target.since("3.0.2"):
            return ("fencing-enabled", "stonith-enabled")
        return ("stonith-enabled",)

    @builtins.property
    def fencing_switch(self) -> Setting | None:
        return self.property(*self.fencing_names)

    @builtins.property
    def fencing(self) -> bool | None:
        """Whether fencing is switched on; None where a rule decides, or where the switch may stand in
        a part that is not here."""
        from hadoctor.model.pacemaker import values

        if any(self.properties.depends(name) for name in self.fencing_names):
            return None
        setting = self.fencing_switch
        if setting is None:
            return True if self.whole else None
        # What cannot be read counts as the default, which is true.
        return values.boolean(setting.value or "") is not False

    # Nodes

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(Node(e, self.find) for e in self._section("nodes") if e.tag == "node")

    @cached_property
    def members(self) -> tuple[Node, ...]:
        """The nodes that run corosync."""
        return tuple(node for node in self.nodes if node.is_member)

    # Resources

    @cached_property
    def top(self) -> tuple[Resource, ...]:
        """The resources that are in no other, in the order of the CIB."""
        return tuple(
            Resource(e, None, self.find, self.rsc_defaults)
            for e in self._section("resources")
            if e.tag in KINDS
        )

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """Every resource, members included, by id."""
        found: dict[str, Resource] = {}
        for one in self.top:
            for resource in one.walk():
                found.setdefault(resource.id, resource)
        return found

    @cached_property
    def primitives(self) -> tuple[Resource, ...]:
        return tuple(r for r in self.resources.values() if r.kind == "primitive")

    @cached_property
    def fence_devices(self) -> tuple[Resource, ...]:
        return tuple(r for r in self.primitives if r.is_fencing)

    @cached_property
    def services(self) -> tuple[Resource, ...]:
        """The primitives that are no fence devices."""
        return tuple(r for r in self.primitives if not r.is_fencing)

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """The addresses that it holds."""
        from hadoctor.model.pacemaker.vip import find

        return tuple(find(self))

    @cached_property
    def remotes(self) -> tuple[tuple[str, bool], ...]:
        """Remote nodes and guests that its resources make; True for a resource that connects to one."""
        from hadoctor.model.pacemaker.node_names import remotes

        return tuple(remotes(self))

    @cached_property
    def times(self) -> Times:
        """How long the actions of its resources may take."""
        from hadoctor.model.pacemaker.timing import Times

        return Times(self)

    @cached_property
    def templates(self) -> dict[str, Element]:
        return {e.id: e for e in self._section("resources") if e.tag == "template"}

    @cached_property
    def tags(self) -> dict[str, tuple[str, ...]]:
        """The members of each tag."""
        found: dict[str, tuple[str, ...]] = {}
        for tag in self._section("tags"):
            if tag.tag == "tag":
                found.setdefault(tag.id, tuple(r.id for r in tag.all("obj_ref")))
        return found

    def named(self, name: str) -> tuple[Resource, ...]:
        """The resources that a constraint means by a name: a resource, or the members of a tag, or
        the resources made from a template."""
        resource = self.resources.get(name)
        if resource is not None:
            return (resource,)
        if name in self.templates:
            return tuple(r for r in self.primitives if r.element.get("template") == name)
        members = self.tags.get(name, ())
        return tuple(self.resources[m] for m in members if m in self.resources)

    # Constraints

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        return tuple(MAKE[e.tag](e) for e in self._section("constraints") if e.tag in MAKE)

    @cached_property
    def locations(self) -> tuple[Location, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Location))

    @cached_property
    def colocations(self) -> tuple[Colocation, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Colocation))

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Order))

    @cached_property
    def tickets(self) -> tuple[Ticket, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Ticket))

    @cached_property
    def graphs(self) -> Graphs:
        """What follows from orders and colocations together."""
        from hadoctor.model.pacemaker.relations import Graphs

        return Graphs(self)

    @cached_property
    def fencing_levels(self) -> tuple[Element, ...]:
        return tuple(e for e in self._section("fencing-topology") if e.tag == "fencing-level")


_REFERENCES = ("resource_ref", "obj_ref", "crmsh-ref", "role")
"""Elements whose `id` names another element."""
