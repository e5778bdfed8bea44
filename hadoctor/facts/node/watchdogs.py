"""The watchdogs of the machine, by /sys/class/watchdog. None is opened: that would arm it."""

from __future__ import annotations

from typing import NamedTuple


class Watchdog(NamedTuple):
    """A device of /sys/class/watchdog. Times are in seconds; 0 where the driver does not say."""

    name: str
    """watchdog0 …"""
    identity: str = ""
    active: bool | None = None
    """Whether something has armed it; None where the driver does not say."""
    timeout: int = 0
    longest: int = 0
    """max_timeout; 0: no limit is known."""

    @property
    def soft(self) -> bool:
        """Whether it is softdog, a timer of the kernel."""
        return self.identity == "Software Watchdog"


class Watchdogs(NamedTuple):
    """Empty where the machine has none."""

    found: tuple[Watchdog, ...] = ()
