"""Which releases a node has, as the targets that it is judged for."""

from __future__ import annotations

import re

from hadoctor.facts import Unknown
from hadoctor.facts.live import Node
from hadoctor.target import DEFAULTS, PROGRAMS, Target, Targets, release


def installed(node: Node) -> Targets:
    """The target nearest to each program's release; the default where it is not known."""
    from hadoctor.facts.node.identity import Identity

    identity = node.facts.get(Identity, Unknown("not asked"))
    if isinstance(identity, Unknown):
        return DEFAULTS
    targets = DEFAULTS
    for program, version in (
        ("corosync", identity.corosync),
        ("pacemaker", identity.pacemaker),
        ("crmsh", identity.crmsh),
    ):
        found = _nearest(PROGRAMS[program], version)
        if found is not None:
            targets = targets._replace(**{program: found})
    return targets


def _nearest(known: dict[str, Target], version: str | None) -> Target | None:
    """The target of the same series, with the release that is really there."""
    number = re.match(r"\d+(?:\.\d+){1,3}", version or "", re.ASCII)
    if number is None:
        return None
    own = release(number[0])
    series = [t for t in known.values() if t.release[:2] == own[:2] and t.name != "next"]
    return Target(series[0].name, own) if series else None
