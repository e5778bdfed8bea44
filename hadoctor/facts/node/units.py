"""Which units start at boot, by `systemctl list-unit-files`."""

from __future__ import annotations

from typing import NamedTuple

KINDS = ("service", "socket", "timer", "path")
"""Of units that start a service, itself or another one of its name."""


class UnitFiles(NamedTuple):
    """Services, sockets, timers and paths that a resource may stand for, with what systemd says of them:
    enabled, disabled, static, masked, alias, generated …"""

    states: dict[str, str]

    def at_boot(self, unit: str) -> tuple[str, ...]:
        """The units whose being enabled starts this one: itself, or the socket, timer or path of its
        name."""
        stem = unit.removesuffix(".service")
        names = [f"{stem}.{kind}" for kind in KINDS]
        return tuple(n for n in names if self.states.get(n) in ("enabled", "enabled-runtime"))
