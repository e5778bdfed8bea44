"""What a repair found where it changed something: enough to take it back, and to see whether somebody
else has been there since. It is kept as JSON; the bytes themselves lie beside it (`journal.py`)."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.repair.step import Argv


class Saved(NamedTuple):
    """A file as it was."""

    digest: str
    """SHA-256 of its bytes."""
    mode: int
    owner: int
    """Numbers, not names: a name may be gone when it is needed."""
    group: int
    modified: int
    """Nanoseconds since the epoch."""
    attributes: dict[str, str]
    """Extended attributes, in base64; the SELinux label is one."""
    copy: str
    """The name of the copy of its bytes in the folder of the repair."""


class FileRecord(NamedTuple):
    """None: there was no file, or there is none any more."""

    path: str
    before: Saved | None
    after: str | None
    """The digest that the repair leaves."""


class AccessRecord(NamedTuple):
    path: str
    before: tuple[int, int, int]
    """Mode, owner, group."""
    after: tuple[int, int, int]


class FolderRecord(NamedTuple):
    folder: str
    mode: int
    owner: int
    group: int


class LinkRecord(NamedTuple):
    """A symbolic link that a command has made, changed or taken away. None: there is none."""

    link: str
    before: str | None
    """What it leads to."""
    after: str | None


class RunRecord(NamedTuple):
    do: Argv
    undo: Argv
    done: Argv
    limit: float
    touched: tuple[FileRecord, ...]
    """The files that the command writes. What it leaves is known only where `ended`."""
    folders: tuple[str, ...] = ()
    """Where it changes links."""
    links: tuple[LinkRecord, ...] = ()
    """Those that it has changed; known only where `ended`."""
    ended: bool = False
    harmless: bool = False


class NftRecord(NamedTuple):
    table: str
    chain: str
    words: Argv
    comment: str


Record = FileRecord | AccessRecord | FolderRecord | RunRecord | NftRecord
