"""Where corosync runs with something else than its file says: what is changed and not yet read, or was
changed in the running daemon alone.

Compared are the keys of the map with those that the daemon would store of the file. What it writes into
the map itself is left out: the address of each link, node ids that it makes up, its own place in the
list. Tried with corosync 3.1.7; at a reload it leaves keys that it cannot change as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hadoctor.facts.node.running import RunningMap
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.option import Option

COMPARED = ("totem.", "nodelist.", "quorum.", "logging.")
SECRETS = ("totem.key",)
_MADE = re.compile(
    r"totem\.interface\.\d+\..*|totem\.(?:nodeid|config_path)|nodelist\.local_node_pos"
    r"|nodelist\.node\.\d+\.nodeid|quorum\.cancel_wait_for_all"
)
"""Keys that the daemon writes, or that a command writes to it, without any in the file."""
_BIND = re.compile(r"totem\.interface\.\d+\.bindnetaddr|totem\.nodeid")
_NODE = re.compile(r"nodelist\.node\.(\d+)\.(.+)")


class Difference(NamedTuple):
    """`running` or `written` is None where the key is only in the other."""

    key: str
    running: str | None
    written: str | None
    entry: Entry | None
    """Where it stands in the file."""
    option: Option | None
    """None: a key that nobody knows."""
    reloadable: bool
    """Whether a reload brings the file's value into force."""

    def __str__(self) -> str:
        if self.running is None:
            return f"{self.key} '{self.written}' is only in the file"
        if self.written is None:
            return f"{self.key} '{self.running}' is no longer in the file"
        return f"{self.key} is '{self.running}', and the file has '{self.written}'"


def differences(corosync: Corosync, running: RunningMap) -> tuple[Difference, ...]:
    written = {k: e for k, e in corosync.cmap.entries.items() if k.startswith(COMPARED)}
    spoiled = corosync.cmap.spoiled
    same_nodes = _nodes(running.keys) == _nodes({k: _text(e) for k, e in written.items()})
    found: list[Difference] = []
    for key in sorted(written.keys() | running.keys.keys()):
        if not key.startswith(COMPARED) or key in SECRETS or _BIND.fullmatch(key):
            continue
        if same_nodes and _NODE.fullmatch(key):
            continue
        entry, value = written.get(key), running.keys.get(key)
        if entry is None and (_MADE.fullmatch(key) or key in spoiled):
            continue
        text = None if entry is None else _text(entry)
        if text != value:
            section, _, name = key.rpartition(".")
            option = entry.option if entry else corosync.schema.option(section, name)
            # A key that nobody knows does nothing: after a reload the map has it, or not.
            reloadable = option is None or option.reloadable
            found.append(Difference(key, value, text, entry, option, reloadable))
    return tuple(found)


def _text(entry: Entry) -> str:
    """The value as corosync-cmapctl prints it."""
    if isinstance(entry.value, int):
        return str(entry.value)
    return entry.value.encode("latin-1", "replace").decode("utf-8", "replace")


def _nodes(keys: Mapping[str, str]) -> list[tuple[tuple[str, str], ...]]:
    """The nodes without their order. An id that only the daemon knows tells nothing."""
    nodes: dict[str, dict[str, str]] = {}
    for key, value in keys.items():
        match = _NODE.fullmatch(key)
        if match:
            nodes.setdefault(match[1], {})[match[2]] = value
    return sorted(tuple(sorted(node.items())) for node in nodes.values())


def refused_reload(running: RunningMap) -> bool:
    """Whether the last reload was refused. 3.1.7 leaves the mark of a reload that goes on when the file
    cannot be read; it is set for some milliseconds otherwise."""
    reading = running.keys.get("config.totemconfig_reload_in_progress") == "1"
    return reading and running.keys.get("config.reload_in_progress", "0") == "0"


def versions(running: RunningMap) -> Iterator[tuple[int, int]]:
    """Node id and config_version of every member, where they are not all the same."""
    members = [m for m in running.members if m.status == "joined"]
    if len({m.config_version for m in members}) > 1:
        yield from ((m.nodeid, m.config_version) for m in members)
