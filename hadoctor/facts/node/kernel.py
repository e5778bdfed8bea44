"""Settings of the kernel that the cluster's addresses depend on, and what confines its daemons."""

from __future__ import annotations

from typing import NamedTuple


class Sysctls(NamedTuple):
    """By name as sysctl(8) writes it, with a dot in an interface's name as a slash."""

    values: dict[str, str]

    def get(self, name: str) -> str | None:
        return self.values.get(name)


class Confinement(NamedTuple):
    selinux: str = "none"
    """none, permissive or enforcing."""
    apparmor: tuple[str, ...] = ()
    """The profiles that are enforced for programs of the cluster."""
