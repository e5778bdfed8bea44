"""What firewalld lets pass now and its next start does not, or the reverse, as far as a cluster needs it.

Of rules that are in force only for a time there may be many, and for good reasons (fail2ban adds such).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.managers import Zone
from hadoctor.model.firewall.services import SERVICES

SERVICE = "high-availability"
"""firewalld's own word for the ports of a cluster."""
HELPERS = frozenset(service.port for service in SERVICES)
_PORTS = re.compile(r"(?<![\d.])(\d{2,5})(?:-(\d{2,5}))?(?![\d.])")


class Passing(NamedTuple):
    zone: str
    what: str
    """`service high-availability`, `port 5405/udp`, or a rich rule."""
    now: bool
    """Whether it is in force, and not permanent; else the reverse."""

    @property
    def message(self) -> str:
        state = "in force, and not permanent" if self.now else "permanent, and not in force"
        return f"firewalld's zone '{self.zone}': {self.what} is {state}"

    def option(self, verb: str) -> str:
        """That of firewall-cmd, to `add`, `remove` or `query` it."""
        kind, _, rest = self.what.partition(" ")
        return f"--{verb}-rich-rule={self.what}" if kind == "rule" else f"--{verb}-{kind}={rest}"


def ports_of(corosync: Corosync) -> set[int]:
    """Those that the links may use."""
    return {port for link in corosync.links for port in (link.port, link.port - 1)} or {5405}


def passing(
    runtime: Sequence[Zone], permanent: Sequence[Zone], ports: Collection[int]
) -> Iterator[Passing]:
    """`ports`: those of corosync's links."""
    wanted = HELPERS | set(ports)
    lasting = {zone.name: zone for zone in permanent}
    for zone in runtime:
        other = lasting.get(zone.name)
        if other is None:
            continue
        now, then = set(_entries(zone, wanted)), set(_entries(other, wanted))
        for what in sorted(now ^ then):
            yield Passing(zone.name, what, what in now)


def _entries(zone: Zone, wanted: Collection[int]) -> Iterator[str]:
    if SERVICE in zone.services:
        yield f"service {SERVICE}"
    for port in zone.ports:
        if _about(port, wanted):
            yield f"port {port}"
    for rich in zone.rich:
        if SERVICE in rich or _about(rich, wanted):
            yield rich


def _about(text: str, wanted: Collection[int]) -> bool:
    spans = ((int(low), int(high or low)) for low, high in _PORTS.findall(text))
    return any(low <= port <= high for low, high in spans for port in wanted)
