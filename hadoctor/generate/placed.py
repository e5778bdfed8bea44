"""Where the files belong on a node, and how each would change what is there."""

from __future__ import annotations

import re
from collections.abc import Callable

from hadoctor.model.hosts_edit import without

_PLACES = {
    "corosync.conf": ("etc/corosync/corosync.conf",),
    "chrony.conf": ("etc/chrony/chrony.conf", "etc/chrony.conf"),
    "nftables.conf": ("etc/nftables.conf",),
    "rules.v4": ("etc/iptables/rules.v4",),
    "rules.v6": ("etc/iptables/rules.v6",),
    "hosts": ("etc/hosts",),
}
"""Below the root of the node; the last one where none is there."""


def place(name: str, exists: Callable[[str], bool]) -> str | None:
    """None: the file is not put anywhere as it is."""
    places = _PLACES.get(name)
    return next((one for one in places if exists(one)), places[-1]) if places else None


def after(name: str, data: bytes, before: bytes) -> bytes:
    """What is there when the file was installed: it replaces the old one, but for the hosts file."""
    return _hosts(data, before) if name == "hosts" else data


def _hosts(data: bytes, before: bytes) -> bytes:
    text = before.decode("latin-1")
    wanted = [
        (address, name) for address, name in _entries(data.decode()) if not _loopback(address)
    ]
    names = {name.lower() for _, name in wanted}
    there = {(address, name.lower()) for address, name in _entries(text)}
    wrong = [(a, n) for a, n in _entries(text) if _loopback(a) and n.lower() in names]
    missing = [(a, n) for a, n in wanted if (a, n.lower()) not in there]
    kept = without(text, wrong, "not reachable by others:")
    added = "".join(f"{address}\t{name}\n" for address, name in missing)
    joint = "" if not kept or kept.endswith("\n") else "\n"
    return (kept + joint + added if added else kept).encode("latin-1")


def _entries(text: str) -> list[tuple[str, str]]:
    rows = [re.sub(r"#.*", "", line).split() for line in text.split("\n")]
    return [(row[0], name) for row in rows for name in row[1:]]


def _loopback(address: str) -> bool:
    return address.startswith("127.") or address == "::1"
