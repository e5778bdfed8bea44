"""Switches that take a resource out of the cluster's hands, by what they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.known import GUESTS
from hadoctor.model.pacemaker.operations import Operation
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import UNPROMOTED, Resource
from hadoctor.model.pacemaker.settings import Setting, Settings
from hadoctor.model.pacemaker.timing import interval


class State(NamedTuple):
    said: str
    why: str


STOPPED = State("kept stopped", "it does not run anywhere until somebody starts it")
DEMOTED = State("kept from being promoted", "no instance is promoted until somebody says so")
UNMANAGED = State("not managed", "the cluster does not recover, start or stop it")
MAINTAINED = State("in maintenance", "the cluster neither watches nor recovers it")


class Switch(NamedTuple):
    owner: str
    setting: Setting
    guest: bool
    """Whether it is a virtual machine, of which some are usually off."""


def switches(pacemaker: Pacemaker) -> dict[State, list[Switch]]:
    found: dict[State, list[Switch]] = {}
    owners = [(f"'{r.id}'", r.own_meta, r) for r in pacemaker.resources.values()]
    everywhere: list[tuple[str, Settings, Resource | None]] = [
        *owners,
        ("every resource", pacemaker.rsc_defaults, None),
    ]
    seen: set[int] = set()
    for owner, settings, resource in everywhere:
        for setting in settings:
            state = None if settings.depends(setting.name) else _state(setting, resource)
            if state is not None and id(setting.pair) not in seen:
                seen.add(id(setting.pair))
                found.setdefault(state, []).append(Switch(owner, setting, _is_guest(resource)))
    return found


def _state(setting: Setting, resource: Resource | None) -> State | None:
    text = setting.value or ""
    if setting.name == "target-role" and text.lower() == "stopped":
        return STOPPED
    if setting.name == "target-role" and text.lower() in UNPROMOTED:
        promotable = resource is not None and any(r.promotable for r in resource.walk())
        return DEMOTED if promotable else None
    if setting.name == "is-managed" and values.boolean(text) is False:
        return UNMANAGED
    if setting.name == "maintenance" and values.boolean(text) is True:
        return MAINTAINED
    return None


def _is_guest(resource: Resource | None) -> bool:
    return resource is not None and resource.agent is not None and resource.agent.type in GUESTS


def disabled_monitors(pacemaker: Pacemaker) -> Iterator[tuple[Resource, Operation]]:
    """Recurring monitors that are switched off, each once."""
    seen: set[int] = set()
    for resource in pacemaker.services:
        for operation in resource.operations:
            if (
                operation.name == "monitor"
                and not operation.enabled
                and id(operation.element) not in seen
            ):
                seen.add(id(operation.element))
                if interval(operation.interval, pacemaker.target):
                    yield resource, operation
