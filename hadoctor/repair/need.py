"""What makes repairs: a function for some codes, which asks for facts as a rule does.

    @repairs("SEC003")
    def key_access(need: Need, authkey: Authkey) -> Repairs: ...

The findings are in `need.found`; `need.world` is the door to the machine, to read what a step must know
of the present state. It yields nothing where nothing can be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from hadoctor.finding import Reported
from hadoctor.probe.world import World
from hadoctor.repair.step import Disruption, Protocol, Repair, Step, Symptom
from hadoctor.rule import fact_kinds
from hadoctor.target import Targets

Repairs = Iterator[Repair | Protocol]


class Need(NamedTuple):
    found: tuple[Reported, ...]
    """The findings of the codes that the function is for; at least one."""
    world: World
    targets: Targets

    def repair(
        self,
        title: str,
        *steps: Step,
        cures: tuple[Reported, ...] | None = None,
        disruption: Disruption = Disruption.NONE,
        risk: str = "",
        preview: tuple[str, ...] = (),
        cuts_off: bool = False,
        settle: float = 8.0,
    ) -> Repair:
        """A repair of all the findings, or of those in `cures`."""
        symptoms = symptoms_of(self.found if cures is None else cures)
        return Repair(title, symptoms, steps, disruption, risk, preview, cuts_off, settle)

    def protocol(
        self, title: str, why: str, *lines: str, cures: tuple[Reported, ...] | None = None
    ) -> Protocol:
        return Protocol(title, symptoms_of(self.found if cures is None else cures), why, lines)


def symptoms_of(found: tuple[Reported, ...]) -> tuple[Symptom, ...]:
    return tuple(dict.fromkeys(Symptom(r.code, r.finding.message) for r in found))


class Maker(NamedTuple):
    """A function that makes repairs, and what it asks for."""

    codes: tuple[str, ...]
    """Of rules, or their beginnings."""
    make: Callable[..., Repairs]
    needs: dict[str, type]
    optional: frozenset[str]


def repairs(*codes: str) -> Callable[[Callable[..., Repairs]], Maker]:
    def maker(make: Callable[..., Repairs]) -> Maker:
        asked = {name: kind for name, kind in make.__annotations__.items() if name != "need"}
        needs, optional = fact_kinds(asked)
        return Maker(codes, make, needs, optional)

    return maker
