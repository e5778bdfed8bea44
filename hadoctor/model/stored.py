"""Edits that need the whole map: of equal keys the last one counts, so a key is gone only when
every line that stores it is."""

from __future__ import annotations

from hadoctor.edit import append, delete, set_value
from hadoctor.finding import Edit
from hadoctor.model.corosync import CorosyncFile


def without(corosync: CorosyncFile, *paths: str) -> tuple[Edit, ...]:
    """Takes these keys out of the file."""
    pairs = {e.pair.start: e.pair for e in corosync.cmap.stored if e.path in paths}
    return tuple(delete(pairs[start]) for start in sorted(pairs))


def with_value(corosync: CorosyncFile, path: str, value: str) -> tuple[Edit, ...]:
    """Gives a key a value: in its line, or in a new last line of its section; nothing where the
    file has no such section."""
    entry = corosync.entry(path)
    if entry is not None:
        return (set_value(entry.pair, value),)
    section, _, key = path.rpartition(".")
    found = corosync.sections(section)
    return (append(found[0], f"{key}: {value}"),) if found and found[0].closed else ()
