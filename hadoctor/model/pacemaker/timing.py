"""How long the actions of a resource may take, and how long their agent says that they need."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from hadoctor.model.pacemaker import agents, values
from hadoctor.model.pacemaker.known import known
from hadoctor.model.pacemaker.operations import Operation
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import PROMOTED, UNPROMOTED, Resource
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.source import Span
from hadoctor.target import Target

STANDARD = 20_000
"""Milliseconds that an action gets where nothing is written."""
SYSTEMD = 90_000
"""Milliseconds that systemd itself gives a unit to start or stop, unless the unit says otherwise
(DefaultTimeoutStopSec)."""
_ONCE = ("start", "stop", "promote", "demote")


class Allowed(NamedTuple):
    """The time that an action has."""

    resource: Resource
    action: str
    milliseconds: int
    written: str | None
    """As written; None where the default of 20s counts."""
    source: str
    """`op`, `op_defaults` or `default`."""
    operation: Operation | None
    advised: int | None
    """Milliseconds that the agent asks for; None: not known."""
    default: Setting | None = None
    """What counts of op_defaults."""

    @property
    def at(self) -> Span:
        """Where it is written; the operation or the resource, where it is not."""
        if self.default is not None:
            return self.default.at
        if self.operation is None:
            return self.resource.id_at
        return self.operation.place("timeout") if self.source == "op" else self.operation.span


class Times:
    """The times of the actions of a configuration, worked out once for each resource."""

    def __init__(self, pacemaker: Pacemaker) -> None:
        self._pacemaker = pacemaker
        self._known: dict[Resource, tuple[Allowed, ...]] = {}

    def of(self, resource: Resource) -> tuple[Allowed, ...]:
        found = self._known.get(resource)
        if found is None:
            found = self._known[resource] = tuple(_times(self._pacemaker, resource))
        return found

    @cached_property
    def of_services(self) -> tuple[Allowed, ...]:
        """Those of all that is no fence device."""
        return tuple([one for service in self._pacemaker.services for one in self.of(service)])


def allowed(pacemaker: Pacemaker, resource: Resource) -> tuple[Allowed, ...]:
    """The time of each action that is configured or that the cluster runs anyway. What a rule decides
    is left out."""
    return pacemaker.times.of(resource)


def _times(pacemaker: Pacemaker, resource: Resource) -> Iterator[Allowed]:
    names = set()
    for operation in resource.operations:
        if operation.enabled and not operation.meta.depends("timeout"):
            if operation.name in _ONCE and (
                operation.name in names or interval(operation.interval, pacemaker.target)
            ):
                continue  # Pacemaker takes the first that does not recur.
            names.add(operation.name)
            found = _allowed(pacemaker, resource, operation.name, operation)
            if found is not None:
                yield found
    promoted = resource.promotable is True and _is_promotable(resource)
    for name in _ONCE if promoted else _ONCE[:2]:
        if name not in names:
            found = _allowed(pacemaker, resource, name, None)
            if found is not None:
                yield found


def _is_promotable(resource: Resource) -> bool:
    agent = known(resource)
    return agent is not None and agent.promotable


def _allowed(
    pacemaker: Pacemaker, resource: Resource, name: str, operation: Operation | None
) -> Allowed | None:
    target = pacemaker.target
    advised = advice(resource, name, operation)
    text = None if operation is None else operation.get("timeout")
    if text is not None and operation is not None:
        size = _timeout(text, target)
        return Allowed(resource, name, size, text, "op", operation, advised)
    if pacemaker.op_defaults.depends("timeout"):
        return None
    default = pacemaker.op_defaults.get("timeout")
    if default is not None and default.value is not None:
        size = _timeout(default.value, target)
        return Allowed(
            resource, name, size, default.value, "op_defaults", operation, advised, default
        )
    return Allowed(resource, name, STANDARD, None, "default", operation, advised)


def advice(resource: Resource, name: str, operation: Operation | None = None) -> int | None:
    """Milliseconds that the agent asks for, for an action with the role of an operation. A monitor of
    another depth has an advice of its own, which is not looked for."""
    agent = resource.agent
    if agent is None or (operation is not None and _depth(operation) not in ("", "0")):
        return None
    role = "" if operation is None else (operation.role or "").lower()
    return _advice(agent.class_, agent.provider or "", agent.type, name, role)


@lru_cache(maxsize=1000)
def _advice(cls: str, provider: str, type: str, name: str, role: str) -> int | None:
    agent = agents.agent(cls, provider, type)
    if agent is None:
        return None
    found = [a for a in agent.actions if a.name == name and a.depth in ("", "0") and a.timeout]
    fit = [a for a in found if _same(a.role.lower(), role)] or found
    return values.milliseconds(fit[0].timeout) if fit else None


@lru_cache(maxsize=1000)
def interval(text: str, pacemaker: Target) -> int | None:
    """As `values.interval`; a configuration has few different ones, and rules read them again and
    again."""
    return values.interval(text, pacemaker)


@lru_cache(maxsize=1000)
def _timeout(text: str, pacemaker: Target) -> int:
    return values.timeout(text, pacemaker)


def _depth(operation: Operation) -> str:
    if not operation.params.sets:
        return ""
    for name in ("OCF_CHECK_LEVEL", "depth"):
        setting = operation.params.get(name)
        if setting is not None:
            return setting.value or ""
    return ""


def _same(one: str, other: str) -> bool:
    return any(one in roles and other in roles for roles in (PROMOTED, UNPROMOTED, ("", "started")))


def recurring(pacemaker: Pacemaker, resource: Resource) -> list[tuple[Operation, int]]:
    """Its monitors that run again and again, with their intervals in milliseconds."""
    found = []
    for operation in resource.operations:
        if operation.name == "monitor" and operation.enabled:
            size = interval(operation.interval, pacemaker.target)
            if size:
                found.append((operation, size))
    return found


def seconds(milliseconds: int) -> str:
    """A time as one would write it: 20s, 1500ms, 2h."""
    if milliseconds % 1000:
        return f"{milliseconds}ms"
    size = milliseconds // 1000
    if size >= 7200 and size % 3600 == 0:
        return f"{size // 3600}h"
    return f"{size}s"
