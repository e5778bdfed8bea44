"""After how many failures a resource leaves its node, and when failures are forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.model.pacemaker.timing import Allowed, allowed, interval

LEAST = 120_000
"""Milliseconds; shorter times are over before a cluster has recovered a resource."""
FEW = 100
"""Thresholds from here on are as good as none: 5000 is what guides for SAP write."""


class Expiry(NamedTuple):
    """One `failure-timeout` above 0 with the resources that it counts for."""

    setting: Setting
    milliseconds: int
    resources: tuple[Resource, ...]


class Threshold(NamedTuple):
    """One `migration-threshold` that means something, with the resources that it counts for."""

    setting: Setting
    failures: int
    resources: tuple[Resource, ...]


def failure_timeout(pacemaker: Pacemaker, resource: Resource) -> int | None:
    """Milliseconds, 0 for never; None where a rule decides."""
    if resource.meta_depends("failure-timeout"):
        return None
    setting = resource.meta("failure-timeout")
    return (interval((setting.value if setting else "") or "0", pacemaker.target)) or 0


def expiries(pacemaker: Pacemaker) -> Iterator[Expiry]:
    for setting, resources in _settings(pacemaker, "failure-timeout"):
        size = interval(setting.value or "", pacemaker.target)
        if size:
            yield Expiry(setting, size, resources)


def thresholds(pacemaker: Pacemaker) -> Iterator[Threshold]:
    for setting, resources in _settings(pacemaker, "migration-threshold"):
        size = values.score(setting.value or "", pacemaker.target)
        if size is not None and 0 < size < FEW:
            yield Threshold(setting, size, resources)


def _settings(pacemaker: Pacemaker, name: str) -> Iterator[tuple[Setting, tuple[Resource, ...]]]:
    """Each setting of a meta attribute that counts for a primitive, and the default in any case."""
    found: dict[int, tuple[Setting, list[Resource]]] = {}
    default = pacemaker.rsc_defaults.get(name)
    if default is not None and not pacemaker.rsc_defaults.depends(name):
        found[id(default.pair)] = (default, [])
    for resource in pacemaker.services:
        setting = resource.meta(name)
        if setting is not None and not resource.meta_depends(name):
            found.setdefault(id(setting.pair), (setting, []))[1].append(resource)
    for setting, resources in found.values():
        if resources or not pacemaker.services:
            yield setting, tuple(resources)


def longest(pacemaker: Pacemaker) -> Allowed | None:
    """The action of any resource that may take longest."""
    every = (
        a for r in pacemaker.services for a in allowed(pacemaker, r) if a.action != "meta-data"
    )
    return max(every, key=lambda a: a.milliseconds, default=None)
