"""Whether the host upgrades packages by itself."""

from __future__ import annotations

from typing import NamedTuple


class Upgrades(NamedTuple):
    program: str = ""
    """unattended-upgrades, dnf-automatic …; empty: none does."""
    timer: str = ""
    """The unit that starts it."""
    origin: str = ""
    """The command or file that told it."""
    line: str = ""
    excluded: tuple[str, ...] = ()
    """Which of the packages of the cluster it leaves alone, by their names."""
    packages: tuple[str, ...] = ()
    """The packages of the cluster that are installed."""
