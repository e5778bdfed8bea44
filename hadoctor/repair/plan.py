"""What can be done about the findings of a report."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from hadoctor.engine import Report, describe
from hadoctor.facts import Facts, Unknown
from hadoctor.probe.world import World
from hadoctor.repair.need import Maker, Need
from hadoctor.repair.step import Protocol, Repair
from hadoctor.target import Targets

MODULES: tuple[str, ...] = (
    "access",
    "files",
    "host",
    "firewall",
    "hosts",
    "clock",
    "services",
    "conf",
    "reload",
    "stack",
    "leftovers",
    "failures",
    "protocols.firewall",
    "protocols.network",
    "protocols.authkey",
    "protocols.quorum",
    "protocols.restart",
    "protocols.ghost",
    "protocols.fencing",
)
"""The modules of `of/` that have makers; what a later one repairs may depend on an earlier one."""


class Plan(NamedTuple):
    repairs: tuple[Repair, ...]
    protocols: tuple[Protocol, ...]
    broken: tuple[str, ...] = ()
    """Makers that raised: faults of hadoctor."""

    def same(self, repair: Repair) -> bool:
        """Whether a repair is still planned exactly so."""
        return repair in self.repairs


def makers() -> Iterator[Maker]:
    for name in MODULES:
        module = import_module(f"hadoctor.repair.of.{name}")
        yield from (one for one in vars(module).values() if isinstance(one, Maker))


def plan(report: Report, facts: Facts, world: World, targets: Targets) -> Plan:
    """The repairs of the findings, those of the causes first, as the makers are listed."""
    repairs: list[Repair] = []
    protocols: list[Protocol] = []
    broken: list[str] = []
    for maker in makers():
        found = tuple(r for r in report.findings if r.code.startswith(maker.codes))
        arguments = _arguments(maker, facts)
        if not found or arguments is None:
            continue
        try:
            for one in maker.make(Need(found, world, targets), **arguments):
                if isinstance(one, Protocol):
                    protocols.append(one)
                elif one.steps:
                    repairs.append(one)
        except Exception as error:  # a broken maker must not take the others with it
            broken.append(f"{'/'.join(maker.codes)}: {describe(error)}")
    return Plan(tuple(repairs), tuple(protocols), tuple(broken))


def _arguments(maker: Maker, facts: Facts) -> dict[str, Any] | None:
    found = {name: facts.get(kind) for name, kind in maker.needs.items()}
    missing = {name for name, fact in found.items() if isinstance(fact, Unknown)}
    return None if missing - maker.optional else found
