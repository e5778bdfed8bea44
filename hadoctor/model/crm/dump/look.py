"""What the words of a dump depend on besides the object that they describe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hadoctor.target import Target


class UnprintableError(Exception):
    """The notation has no words for it."""


class DeadlyError(UnprintableError):
    """The shell dies when it tries to find words, and shows nothing of the whole configuration."""


class Look(NamedTuple):
    crmsh: Target
    nodes: tuple[str, ...] = ()
    """The names of the cluster's nodes, sorted."""
    references: Mapping[str, str] = {}
    """The ids that the shell has seen referenced, each with the kind of list that was meant."""
    masked: bool = False
    """True when a person is to read it: secrets are starred out."""

    @property
    def old(self) -> bool:
        """The shell is of the 4 series."""
        return self.crmsh.before("5")

    def referenced(self, kind: str, identity: str | None) -> bool:
        return identity is not None and self.references.get(identity) == kind


def need(value: str | None) -> str:
    """A value that the words cannot do without."""
    if value is None:
        raise UnprintableError
    return value
