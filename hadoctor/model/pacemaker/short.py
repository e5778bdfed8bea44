"""Timeouts below what an agent asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.timing import SYSTEMD, Allowed

_UNITS = ("systemd", "upstart")


class Short(NamedTuple):
    allowed: Allowed
    need: int
    """Milliseconds."""
    unit: bool = False
    """Whether systemd, not the agent, says how long it may take."""

    @property
    def asks(self) -> str:
        return "systemd waits" if self.unit else "the agent asks for"


def short_stops(pacemaker: Pacemaker) -> Iterator[Short]:
    for one in pacemaker.times.of_services:
        agent = one.resource.agent
        if one.action != "stop" or agent is None:
            continue
        unit = agent.class_ in _UNITS
        need = SYSTEMD if unit else one.advised
        if need is not None and one.milliseconds < need:
            yield Short(one, need, unit)


def unknown_stops(pacemaker: Pacemaker) -> list[Allowed]:
    """Stops without a timeout, of agents that say nothing about it here."""
    return [
        one
        for one in pacemaker.times.of_services
        if one.action == "stop"
        and one.source == "default"
        and one.advised is None
        and one.resource.agent is not None
        and one.resource.agent.class_ not in _UNITS
    ]


def short_others(pacemaker: Pacemaker) -> Iterator[Short]:
    """The actions that are no stop."""
    for one in pacemaker.times.of_services:
        if one.action in ("stop", "meta-data", "validate-all", "status"):
            continue
        if one.advised is not None and one.milliseconds < one.advised:
            yield Short(one, one.advised)


def by_place(found: Iterable[Short]) -> list[list[Short]]:
    """Those that belong together: all that are written for one resource, all that one value in
    op_defaults makes short, and all for which none is written."""
    groups: dict[object, list[Short]] = {}
    for short in found:
        one = short.allowed
        key = one.resource.id if one.source == "op" else one.at if one.written else one.source
        groups.setdefault(key, []).append(short)
    return list(groups.values())
