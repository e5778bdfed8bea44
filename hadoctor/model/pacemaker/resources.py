"""Resources: primitives, and what is built of them (group, clone, bundle), as Pacemaker takes them.

A template's parts stand before the resource's own, so that the own count; an operation of the
resource replaces the template's of the same name and interval. A member takes the parameters and
meta attributes that it does not have itself from the resource around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from hadoctor.model.pacemaker import agents, values
from hadoctor.model.pacemaker.operations import Operation
from hadoctor.model.pacemaker.settings import NONE, Find, Setting, Settings
from hadoctor.source import Span
from hadoctor.syntax.element import Element

PROMOTED = ("promoted", "master")
UNPROMOTED = ("unpromoted", "slave")
KINDS = frozenset(("primitive", "group", "clone", "master", "bundle"))


class Agent(NamedTuple):
    """What runs a primitive: `ocf:heartbeat:IPaddr2`, `systemd:nginx`, `stonith:fence_ipmilan`."""

    class_: str
    provider: str | None
    type: str
    name: str


@lru_cache(maxsize=1000)
def _agent(class_: str, provider: str | None, type: str) -> Agent:
    name = ":".join(part for part in (class_, provider, type) if part)
    return Agent(class_, provider, type, name)


class Resource:
    """One resource. `parent` is the group, clone or bundle that it is in."""

    def __init__(
        self, element: Element, parent: Resource | None, find: Find, defaults: Settings
    ) -> None:
        self.element = element
        self.id = element.id
        self.kind = element.tag
        """primitive, group, clone, master (a clone of the old kind) or bundle."""
        self.parent = parent
        self.lineage: tuple[Resource, ...] = (self, *parent.lineage) if parent else (self,)
        """The resource itself, then what it is in, outwards."""
        self.top: Resource = self.lineage[-1]
        """The outermost resource that it is in."""
        self.clone: Resource | None = parent.clone if parent else None
        """The clone (or bundle) that makes copies of it."""
        if self.kind in ("clone", "master", "bundle"):
            self.clone = self
        self._find = find
        self._defaults = defaults
        self.children: tuple[Resource, ...] = tuple(
            [
                Resource(child, self, find, defaults)
                for child in element.children
                if child.tag in KINDS
            ]
        )

    def __repr__(self) -> str:
        return f"Resource({self.kind} {self.id})"

    @property
    def span(self) -> Span:
        return self.element.span

    @property
    def id_at(self) -> Span:
        return self.element.place("id")

    @cached_property
    def template(self) -> Element | None:
        name = self.element.get("template")
        found = None if name is None else self._find(name)
        return found if found is not None and found.tag == "template" else None

    @cached_property
    def agent(self) -> Agent | None:
        """None for what is no primitive, and where the template is not known."""
        element = self.template if self.element.get("template") else self.element
        if self.kind != "primitive" or element is None or element.get("type") is None:
            return None
        return _agent(
            element.get("class") or "", element.get("provider"), element.get("type") or ""
        )

    @cached_property
    def facts(self) -> agents.Agent | None:
        """What its agent says about itself; None: nothing is known."""
        agent = self.agent
        if agent is None:
            return None
        return agents.agent(agent.class_, agent.provider or "", agent.type)

    @property
    def agent_at(self) -> Span:
        """Where the agent is named: its type; of a resource from a template, the template's name."""
        return self.element.place("template" if self.element.get("template") else "type")

    @cached_property
    def is_fencing(self) -> bool:
        agent = self.agent
        return agent is not None and agent.class_ == "stonith"

    def _sets(self, tag: str) -> Settings:
        sets = [child for child in self.element.children if child.tag == tag]
        if self.template is not None:
            sets[:0] = self.template.all(tag)
        return Settings(sets, self._find) if sets else NONE

    @cached_property
    def own_params(self) -> Settings:
        """Instance attributes, the template's included."""
        return self._sets("instance_attributes")

    @cached_property
    def own_meta(self) -> Settings:
        return self._sets("meta_attributes")

    @cached_property
    def utilization(self) -> Settings:
        return self._sets("utilization")

    def param(self, name: str) -> Setting | None:
        """The parameter that counts: its own, else that of the resource around it."""
        for one in self.lineage:
            own = one.own_params
            if own is not NONE and (setting := own.get(name)) is not None:
                return setting
        return None

    def meta(self, name: str) -> Setting | None:
        """The meta attribute that counts: its own, that of the resource around it, the default."""
        for one in self.lineage:
            own = one.own_meta
            if own is not NONE and (setting := own.get(name)) is not None:
                return setting
        return self._defaults.get(name)

    def meta_depends(self, name: str) -> bool:
        """Whether a rule decides on a meta attribute."""
        if self._defaults.depends(name):
            return True
        return any(one.own_meta.depends(name) for one in self.lineage if one.own_meta.conditional)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Its operations, with those of the template that it does not replace."""
        own = list(self._ops(self.element))
        if self.template is not None:
            named = {(op.name, op.interval) for op in own}
            inherited = self._ops(self.template)
            own = [op for op in inherited if (op.name, op.interval) not in named] + own
        return tuple(own)

    def _ops(self, owner: Element) -> Iterator[Operation]:
        for block in owner.all("operations"):
            reference = block.get("id-ref")
            meant = block if reference is None else self._find(reference)
            for op in meant.all("op") if meant is not None else ():
                if not op.children:
                    yield Operation(op, NONE, NONE)
                    continue
                yield Operation(
                    op,
                    Settings(op.all("meta_attributes"), self._find),
                    Settings(op.all("instance_attributes"), self._find),
                )

    @cached_property
    def promotable(self) -> bool | None:
        """Whether instances of it are promoted; None where a rule decides."""
        clone = self.clone
        if clone is None:
            return False
        if clone.kind == "master":
            return True
        if clone.kind == "bundle" and any(
            _positive(container.get("promoted-max") or container.get("masters"))
            for container in clone.element.all("docker", "podman", "rkt")
        ):
            return True
        if clone.meta_depends("promotable"):
            return None
        setting = clone.meta("promotable")
        return setting is not None and values.boolean(setting.value or "") is True

    @cached_property
    def passive(self) -> bool:
        """Whether the cluster does not run it: stopped, unmanaged or in maintenance on purpose."""
        role = self._word("target-role").lower()
        managed = values.boolean(self._word("is-managed") or "true")
        maintenance = values.boolean(self._word("maintenance") or "false")
        return role == "stopped" or managed is not True or maintenance is True

    def _word(self, name: str) -> str:
        """The text of a meta attribute, empty where there is none."""
        setting = self.meta(name)
        return (setting.value if setting is not None else None) or ""

    def primitives(self) -> Iterator[Resource]:
        """The primitives in it, itself if it is one."""
        if self.kind == "primitive":
            yield self
        for child in self.children:
            yield from child.primitives()

    def walk(self) -> Iterator[Resource]:
        yield self
        for child in self.children:
            yield from child.walk()


def _positive(text: str | None) -> bool:
    return text is not None and text.isdecimal() and int(text) > 0
