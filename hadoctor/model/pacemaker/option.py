"""What an option of Pacemaker is: where it is set, type, values, default, releases. The tables of all
options are in `options/`."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from hadoctor.model.pacemaker import values
from hadoctor.target import Target


class Place(Enum):
    """Where an option is set; the value is the first word of its path (`op.timeout`)."""

    PROPERTY = "property"
    RESOURCE = "meta"
    """A meta-attribute of a resource, of a template or of rsc_defaults."""
    GROUP = "group"
    """A meta-attribute of a group beside those that its members inherit."""
    CLONE = "clone"
    """A meta-attribute of a clone (`ms` too) beside those that the resource in it inherits."""
    BUNDLE = "bundle"
    """A meta-attribute of a bundle."""
    CONTAINER = "container"
    """An attribute of `docker` or `podman` in a bundle."""
    NETWORK = "network"
    PORT_MAPPING = "port-mapping"
    STORAGE_MAPPING = "storage-mapping"
    OPERATION = "op"
    """An attribute of `op` or a meta-attribute of op_defaults."""
    FENCE = "fence"
    """A parameter of any fence device; the fencer reads it, the agent does not get it."""
    NODE = "node"
    """A node attribute that has a meaning for the cluster itself."""


class Type(Enum):
    """How Pacemaker reads the value; the readers are in `values.py`."""

    BOOLEAN = "yes or no"
    INTEGER = "a whole number"
    POSITIVE = "a whole number above 0"
    SCORE = "a score"
    INTERVAL = "a time or an ISO 8601 duration"
    TIMEOUT = "a time"
    SIGNED_TIMEOUT = "a time, or a negative number"
    PERCENTAGE = "a percentage"
    PORT = "a port"
    WORD = "one of some words"
    """Compared without regard to case."""
    DATE = "a date"
    TEXT = "text"


class Option(NamedTuple):
    """One row: an option as the releases from `since` up to, but not including, `until` know it. An
    option that changed has several rows."""

    place: Place
    name: str
    type: Type
    meaning: str
    """One line, lower case, what the option does."""
    default: str = ""
    """As a person would write it; empty where there is none."""
    words: tuple[str, ...] = ()
    """The vocabulary of a WORD."""
    since: str = ""
    until: str = ""
    legacy: tuple[str, ...] = ()
    """Older names that these releases still read as this option."""
    legacy_warns: bool = False
    """These releases warn when an older name is used."""
    deprecated: str = ""
    """The release from which on it is deprecated."""
    generated: bool = False
    """The cluster writes it itself."""
    advanced: bool = False
    unreadable: str = ""
    """What counts instead of a value that cannot be read; empty: the default."""
    note: str = ""
    """What people get wrong about it."""

    @property
    def path(self) -> str:
        """`stonith-enabled`, `meta.target-role`, `op.timeout`: what `hadoctor explain` takes."""
        return self.name if self.place is Place.PROPERTY else f"{self.place.value}.{self.name}"

    def known_to(self, pacemaker: Target) -> bool:
        return (not self.since or pacemaker.since(self.since)) and (
            not self.until or pacemaker.before(self.until)
        )

    def deprecated_for(self, pacemaker: Target) -> bool:
        return bool(self.deprecated) and pacemaker.since(self.deprecated)

    def reads(self, text: str, pacemaker: Target) -> bool:
        """Pacemaker can make something of the value."""
        if self.type is Type.BOOLEAN:
            return values.boolean(text) is not None
        if self.type is Type.INTEGER and text not in ("INFINITY", "+INFINITY", "-INFINITY"):
            return values.integer(text, pacemaker) is not None
        if self.type is Type.POSITIVE and text not in ("INFINITY", "+INFINITY"):
            return (values.integer(text, pacemaker) or 0) > 0
        if self.type is Type.SCORE:
            return values.score(text, pacemaker) is not None
        if self.type is Type.INTERVAL:
            return values.interval(text, pacemaker) is not None
        if self.type is Type.TIMEOUT:
            return values.milliseconds(text, pacemaker) is not None
        if self.type is Type.SIGNED_TIMEOUT:
            return values.milliseconds(text.removeprefix("-"), pacemaker) is not None
        if self.type is Type.PERCENTAGE:
            return values.percentage(text, pacemaker) is not None
        if self.type is Type.PORT:
            return 0 <= (values.integer(text, pacemaker) or 0) <= 65535
        if self.type is Type.WORD:
            return text.lower() in {word.lower() for word in self.words}
        return True
