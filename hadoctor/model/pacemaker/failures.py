"""What on-fail may be for which action: from lib/pengine of Pacemaker 2.1.5, the same in 3.0.2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Edit
from hadoctor.model.pacemaker.edits import remove_pair
from hadoctor.model.pacemaker.known import has_data
from hadoctor.model.pacemaker.operations import Operation
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import PROMOTED, Resource
from hadoctor.model.pacemaker.timing import interval
from hadoctor.source import Span

_NOT_FOR_STOP = ("standby", "demote", "stop")
_IGNORE = ("ignore", "nothing")
_HARMLESS = frozenset(
    "ping pingd Dummy Stateful ClusterMon SysInfo MailTo ethmonitor HealthCPU HealthSMART diskd".split()
)
"""Agents whose resource may well be active twice."""


class Fault(NamedTuple):
    message: str
    at: Span
    why: str
    grave: bool = False
    operation: Operation | None = None


def faults(pacemaker: Pacemaker) -> Iterator[Fault]:
    default = pacemaker.op_defaults.get("on-fail")
    if default is not None and (default.value or "").lower() in _IGNORE:
        why = "a stop that failed counts as done: the resource is started elsewhere while it runs"
        said = f"op_defaults: on-fail '{default.value}' hides every failure, of stop too"
        yield Fault(said, default.at, why, grave=True)
    seen: set[int] = set()
    for resource in pacemaker.services:
        for operation in resource.operations:
            if id(operation.element) not in seen and not operation.meta.depends("on-fail"):
                seen.add(id(operation.element))
                yield from _of(pacemaker, resource, operation)


def _of(pacemaker: Pacemaker, resource: Resource, operation: Operation) -> Iterator[Fault]:
    text = operation.get("on-fail")
    if text is None:
        return
    value, name = text.lower(), operation.name
    at, said = operation.place("on-fail"), f"'{resource.id}': {name} has on-fail '{text}'"
    if name == "stop" and value in _IGNORE:
        why = "a stop that failed counts as done: the resource is started elsewhere while it runs"
        grave = resource.agent is not None and resource.agent.type not in _HARMLESS
        yield Fault(f"{said}: its failure is ignored", at, why, grave, operation)
    elif name == "stop" and value in _NOT_FOR_STOP:
        why = "Pacemaker takes the default instead: fence, or block without fencing"
        yield Fault(f"{said}, which is not possible for stop", at, why, False, operation)
    elif value == "demote" and not _may_demote(pacemaker, operation):
        why = "Pacemaker takes the default instead"
        only = "only for promote and monitors of the role Promoted"
        yield Fault(f"{said}, which is {only}", at, why, False, operation)
    elif value == "fence" and pacemaker.fencing is False:
        why = "Pacemaker takes 'stop' instead: the resource stays stopped"
        yield Fault(f"{said}, and fencing is off", at, why, False, operation)
    elif value in _IGNORE and name in ("start", "monitor") and has_data(resource):
        why = "the cluster goes on as if it worked"
        yield Fault(f"{said}: its failure is ignored", at, why, False, operation)


def _may_demote(pacemaker: Pacemaker, operation: Operation) -> bool:
    role = (operation.element.get("role") or "").lower()
    recurs = interval(operation.interval, pacemaker.target)
    return operation.name == "promote" or (
        operation.name == "monitor" and role in PROMOTED and bool(recurs)
    )


def remove_on_fail(operation: Operation | None) -> Edit | None:
    """Takes on-fail away from an operation."""
    if operation is None:
        return None
    setting = operation.meta.get("on-fail")
    value = operation.element.attributes.get("on-fail")
    if value is None:
        return None if setting is None else remove_pair(setting)
    source = operation.element.source
    if value.name_start < 0 or not value.written:
        return None
    start, end = value.name_start, value.end
    quoted = source.text[value.start - 1 : value.start] in ("'", '"')
    start -= source.text[start - 1 : start] == " "
    return Edit(Span(source, start, end + quoted), "")
