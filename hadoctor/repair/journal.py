"""The journal of repairs: what was begun, what was done, what was taken back. It survives the end of the
process, and of the power, at any moment: an entry is on disk before anything of it is done.

A folder per repair: `entry.json`, and beside it the copies of what files held. Only root can read it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import time
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from hadoctor.facts.freeze import ThawError, freeze, thaw
from hadoctor.repair.disk import Making, RefusedError, put, told
from hadoctor.repair.record import Record
from hadoctor.repair.step import Repair, Symptom

BASE = "/var/lib/hadoctor"
_ENTRY = "entry.json"
_NAME = re.compile(r"\d{8}T\d{6}Z-\d+")


class State(Enum):
    """APPLYING: steps are being done. APPLIED: all are done, and not yet verified or confirmed. KEPT:
    verified. UNDOING: being taken back. UNDONE: all is as before. STUCK: could not be taken back."""

    APPLYING = "applying"
    APPLIED = "applied"
    KEPT = "kept"
    UNDOING = "undoing"
    UNDONE = "undone"
    STUCK = "stuck"

    @property
    def open(self) -> bool:
        """Whether a run that ended in it has left something half done."""
        return self in (State.APPLYING, State.APPLIED, State.UNDOING)


class Entry(NamedTuple):
    identity: str
    """When it was begun (UTC), and a number."""
    title: str
    cures: tuple[Symptom, ...]
    state: State
    records: tuple[Record, ...] = ()
    """Of the steps begun; the last one may be done in part."""
    why: str = ""
    """Why it was undone, or could not be."""


class Journal:
    """The entries in a folder. Everything raises RefusedError where the folder cannot be used."""

    def __init__(self, base: str = BASE) -> None:
        self.base = base
        self.folder = os.path.join(base, "repairs")

    def begin(self, repair: Repair) -> Entry:
        with told(self.folder):
            os.makedirs(self.folder, 0o700, exist_ok=True)
            stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
            for number in range(1, 1000):
                identity = f"{stamp}-{number}"
                with contextlib.suppress(FileExistsError):
                    os.mkdir(os.path.join(self.folder, identity), 0o700)
                    break
        entry = Entry(identity, repair.title, repair.cures, State.APPLYING)
        self.save(entry)
        return entry

    def save(self, entry: Entry) -> Entry:
        self.keep(entry.identity, _ENTRY, json.dumps(freeze(entry), indent=1).encode())
        return entry

    def keep(self, identity: str, name: str, data: bytes) -> None:
        """Bytes under a name in the folder of an entry: whole, and on disk."""
        path = os.path.join(self.folder, identity, name)
        put(path, f"{name}.new", data, Making(0o600, os.geteuid(), os.getegid()))

    def fetch(self, identity: str, name: str) -> bytes:
        path = os.path.join(self.folder, identity, name)
        with told(path), open(path, "rb") as stream:
            return stream.read()

    def entries(self) -> list[Entry]:
        """All that can be read, the oldest first."""
        try:
            names = sorted(filter(_NAME.fullmatch, os.listdir(self.folder)), key=_order)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise RefusedError(
                f"{self.folder}: {(error.strerror or str(error)).lower()}"
            ) from error
        return [entry for name in names if (entry := self._read(name)) is not None]

    def get(self, identity: str) -> Entry | None:
        if not _NAME.fullmatch(identity):
            return None
        return self._read(identity)

    def _read(self, identity: str) -> Entry | None:
        try:
            entry: Entry = thaw(Entry, json.loads(self.fetch(identity, _ENTRY)))
        except (RefusedError, ThawError, ValueError):
            return None  # nothing was begun: the entry is the first thing that is written
        return entry

    @contextlib.contextmanager
    def lock(self, wait: float = 0.0) -> Iterator[None]:
        """Only one repairs at a time. `wait`: seconds; RefusedError names the process that holds it."""
        with told(self.base):
            os.makedirs(self.base, 0o700, exist_ok=True)
            handle = os.open(os.path.join(self.base, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + wait
        try:
            while not _locked(handle):
                if time.monotonic() >= deadline:
                    pid = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
                    raise RefusedError(f"another hadoctor is at work here (process {pid or '?'})")
                time.sleep(0.1)
            os.truncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
            yield
        finally:
            os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _order(name: str) -> tuple[str, int]:
    stamp, _, number = name.partition("-")
    return stamp, int(number)
