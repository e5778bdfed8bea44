"""The version of the programs that a file is judged for.

Of corosync the releases are those whose behaviour was tried: 2.4.6, 3.0.4, 3.1.7 (Debian 12's), and the main
branch after 3.1.10 with its default build options, called `next`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

Release = tuple[int, ...]


@lru_cache(maxsize=100)
def release(text: str) -> Release:
    return tuple(map(int, text.split(".")))


class Target(NamedTuple):
    """`name` is what the user writes after `--target corosync=`, `release` what it stands for."""

    name: str
    release: Release

    def since(self, text: str) -> bool:
        """True when the target is that release or a later one."""
        return self.release >= release(text)

    def before(self, text: str) -> bool:
        return self.release < release(text)


TARGETS = {
    "2.4": Target("2.4", (2, 4, 6)),
    "3.0": Target("3.0", (3, 0, 4)),
    "3.1": Target("3.1", (3, 1, 7)),
    # Not released yet: everything of 3.1.10, without udp and udpu, encryption required.
    "next": Target("next", (3, 1, 11)),
}
DEFAULT = TARGETS["3.1"]

PACEMAKERS = {
    "2.1": Target("2.1", (2, 1, 5)),
    "3.0": Target("3.0", (3, 0, 2)),
}
"""The releases of Pacemaker that were tried; 2.1.5 is Debian 12's."""
CRMSHS = {
    "4.4": Target("4.4", (4, 4, 1)),
    "5": Target("5", (5, 1, 0)),
}


PROGRAMS = {"corosync": TARGETS, "pacemaker": PACEMAKERS, "crmsh": CRMSHS}


class Targets(NamedTuple):
    """The versions that a run judges for."""

    corosync: Target = DEFAULT
    pacemaker: Target = PACEMAKERS["2.1"]
    crmsh: Target = CRMSHS["4.4"]

    def with_(self, program: str, release: str) -> Targets:
        """Raises KeyError for a program or release that is not known."""
        return self._replace(**{program: PROGRAMS[program][release]})


DEFAULTS = Targets()
