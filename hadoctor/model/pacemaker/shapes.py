"""Operations that Pacemaker does not run as they are written. Tried on 2.1.5; 3.0.2 reads the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hadoctor.finding import Fix
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.known import known
from hadoctor.model.pacemaker.operations import Operation
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.timing import interval
from hadoctor.source import Span, suggest
from hadoctor.target import Target

ACTIONS = (
    *("start", "stop", "monitor", "promote", "demote", "notify", "migrate_to", "migrate_from"),
    *("reload", "reload-agent", "validate-all", "meta-data", "status"),
)
_ONCE = ("start", "stop", "promote", "demote", "reload-agent", "migrate_to", "migrate_from")
"""Actions that Pacemaker does not repeat."""
_BARE = re.compile(r"[0-9]{1,12}", re.ASCII)
_MUCH = 10_000
"""Seconds without a unit that are probably milliseconds."""


class Fault(NamedTuple):
    resource: Resource
    message: str
    at: Span
    why: str
    grave: bool = True
    fix: Fix | None = None


def faults(pacemaker: Pacemaker) -> Iterator[Fault]:
    seen: set[int] = set()
    for resource in pacemaker.primitives:
        for operation in resource.operations:
            if id(operation.element) not in seen:
                seen.add(id(operation.element))
                if operation.name not in ACTIONS:
                    yield from _name(resource, operation)
                timeout = operation.get("timeout")
                if not _plain(operation.name, operation.interval, timeout, pacemaker.target):
                    yield from _times(pacemaker, resource, operation)


@lru_cache(maxsize=1000)
def _plain(name: str, every: str, timeout: str | None, target: Target) -> bool:
    """Whether the times of an operation are read as they are meant."""
    size = interval(every, target)
    if size is None or (size and (name in _ONCE or _looks_like_milliseconds(every))):
        return False
    return timeout is None or (
        values.milliseconds(timeout, target) is not None and not _looks_like_milliseconds(timeout)
    )


def _name(resource: Resource, operation: Operation) -> Iterator[Fault]:
    name, agent = operation.name, known(resource)
    if agent is not None and agent.advice(name) is not None:
        return
    plain = name.lower().replace("_", "-")
    meant = next((a for a in ACTIONS if a.replace("_", "-") == plain), None)
    meant = meant or suggest(name, ACTIONS)
    if meant is None and plain.startswith("monitor"):
        meant = "monitor"
    if meant is None and (agent is None or agent.name.startswith("stonith:")):
        return
    said = f"{agent.name if agent is not None else 'the agent'} has no action '{name}'"
    said += f"; '{meant}' is meant" if meant else ""
    why = "the cluster does not run it, or it fails each time"
    repair = fix(f"write {meant}", set_value(operation.element, "name", meant)) if meant else None
    yield Fault(resource, said, operation.element.place("name"), why, fix=repair)


def _times(pacemaker: Pacemaker, resource: Resource, operation: Operation) -> Iterator[Fault]:
    target, name = pacemaker.target, operation.name
    every, timeout = operation.interval, operation.get("timeout")
    size = interval(every, target)
    at = operation.place("interval")
    if size is None:
        said = f"the interval '{every}' of {name} cannot be read"
        if name == "monitor":
            yield Fault(resource, said, at, "the monitor never runs")
    elif size and name in _ONCE:
        said = f"{name} has the interval '{every}', and does not recur"
        edit = set_value(operation.element, "interval", "0")
        why = "Pacemaker ignores the operation, with its timeout"
        yield Fault(resource, said, at, why, False, fix("write 0", edit))
    elif size and _looks_like_milliseconds(every):
        yield _milliseconds(resource, operation, "interval", every)
    if timeout is None:
        return
    if values.milliseconds(timeout, target) is None:
        said = f"the timeout '{timeout}' of {name} cannot be read"
        yield Fault(resource, said, operation.place("timeout"), "20s count instead", False)
    elif _looks_like_milliseconds(timeout):
        yield _milliseconds(resource, operation, "timeout", timeout)


def _looks_like_milliseconds(text: str) -> bool:
    if not _BARE.fullmatch(text):
        return False
    size = int(text)
    return size >= _MUCH and size % 1000 == 0 and size % 3600 != 0


def _milliseconds(resource: Resource, operation: Operation, name: str, text: str) -> Fault:
    hours = int(text) / 3600
    said = f"the {name} '{text}' of {operation.name} has no unit: it is seconds, {hours:.1f} hours"
    edit = set_value(operation.element, name, f"{text}ms")
    repair = fix(f"write {text}ms", edit)
    why = "a failure is seen that much later" if name == "interval" else "the cluster waits so long"
    return Fault(resource, said, operation.place(name), why, False, repair)


class Twin(NamedTuple):
    resource: Resource
    first: Operation
    second: Operation
    milliseconds: int


def twins(pacemaker: Pacemaker) -> Iterator[Twin]:
    """Operations with the name and the interval of one before them, each once."""
    seen: set[int] = set()
    for resource in pacemaker.primitives:
        found: dict[tuple[str, int], Operation] = {}
        for operation in resource.operations:
            size = interval(operation.interval, pacemaker.target) or 0
            first = found.setdefault((operation.name, size), operation)
            if first is not operation and id(operation.element) not in seen:
                seen.add(id(operation.element))
                if size or operation.name in _ONCE[:4]:
                    yield Twin(resource, first, operation, size)


def free_interval(pacemaker: Pacemaker, resource: Resource, size: int) -> str:
    """The next longer interval that no operation of the resource has."""
    used = {interval(o.interval, pacemaker.target) for o in resource.operations}
    while size in used:
        size += 1000
    return f"{size // 1000}s" if size % 1000 == 0 else f"{size}ms"
