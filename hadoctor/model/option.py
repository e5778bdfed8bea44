"""What an option of corosync.conf is: path, type, range, default, versions. The table of all
options is in `options/`; the loader, did-you-mean, the rules and `hadoctor explain` read it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from hadoctor.target import Target


class Kind(Enum):
    """How the daemon stores the value. The integer kinds are read with strtoll, base 10."""

    U8 = "u8"
    U16 = "u16"
    U32 = "u32"
    I32 = "i32"
    U64 = "u64"
    TEXT = "text"
    WORD = "word"  # text out of a fixed vocabulary
    ADDRESS = "address"  # an address or a name that resolves to one
    PATH = "path"
    DSCP = "dscp"  # a number 0..63 or a symbolic name

    @property
    def bounds(self) -> tuple[int, int] | None:
        """Lowest and highest number that the type holds; None for what is no number."""
        return _BOUNDS.get(self)


_BOUNDS = {
    Kind.U8: (0, 255),
    Kind.U16: (0, 65535),
    Kind.U32: (0, 4294967295),
    Kind.I32: (-2147483648, 2147483647),
    Kind.U64: (0, 18446744073709551615),
}


class Option(NamedTuple):
    """One row: an option as the releases from `since` up to, but not including, `until` know it.

    An option that changed has several rows with the same path. `path` is the schema path, without
    numbers and names: `totem.interface.mcastport`, `nodelist.node.ringX_addr`.
    """

    path: str
    kind: Kind
    meaning: str
    """One line, lower case, what the option does."""
    default: str = ""
    """As a person would write it; empty where there is none."""
    words: tuple[str, ...] = ()
    """The vocabulary of a WORD."""
    refused_at: str = ""
    """Who refuses a word that is not in `words`: `load`, `start`, or nobody (the default is used)."""
    low: int | None = None
    high: int | None = None
    """What makes sense for the daemon within the type's own range, where it is narrower."""
    unit: str = ""
    since: str = ""
    until: str = ""
    transports: str = ""
    """The transports for which the option means something, separated by blanks; empty: all."""
    reloadable: bool = False
    """`corosync-cfgtool -R` brings a change into force."""
    dead: str = ""
    """Why the daemon takes the option and does nothing with it; empty for a living one."""
    source: str = ""
    """Where the fact comes from: a manual page, or the daemon itself."""

    @property
    def section(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def key(self) -> str:
        return self.path.rpartition(".")[2]

    def known_to(self, target: Target) -> bool:
        return (not self.since or target.since(self.since)) and (
            not self.until or target.before(self.until)
        )
