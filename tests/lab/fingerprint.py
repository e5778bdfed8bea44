"""A fingerprint of a node: two are equal when nothing was changed that an administrator owns."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .node import Node

# Counters, and what the daemons write down by themselves.
RULE_COUNTER = re.compile(r"\[\d+:\d+\]|^#.*$|counter packets \d+ bytes \d+", re.MULTILINE)
CMAP_LINE = re.compile(r"^(?!runtime\.|stats\.)\S+ \(.*$", re.MULTILINE)
RULE_SETS = {
    "nft": ("nft", "--stateless", "list", "ruleset"),
    "iptables-legacy": ("iptables-legacy-save",),
    "ip6tables-legacy": ("ip6tables-legacy-save",),
}
DAEMONS = "corosync pacemakerd pacemaker-based chronyd firewalld sshd".split()
PROCESSES = "for name in {}; do echo $name $(pidof $name); done".format(" ".join(DAEMONS))


def of(node: Node) -> dict[str, str]:
    """Everything by a key that tells what it is: "file /etc/hosts", "nft", "cmap", "cib", ..."""
    values = dict(_files(node))
    for name, command in RULE_SETS.items():
        values[name] = RULE_COUNTER.sub("", node.run(*command).out)
    cmap = node.run("corosync-cmapctl", timeout=5)
    values["cmap"] = "\n".join(sorted(CMAP_LINE.findall(cmap.out)))
    if node.plan.pacemaker:
        # Of the whole CIB, the counters and the status change without anybody's doing.
        values["cib"] = node.run("cibadmin", "--query", "--scope", "configuration", timeout=5).out
    values["processes"] = node.sh(PROCESSES).out
    if node.plan.full:
        for listing in ("list-units", "list-unit-files"):
            told = node.run("systemctl", listing, "--all", "--plain", "--no-legend", "--no-pager")
            values[listing] = "\n".join(_stable(told.out))
    return values


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The keys of what changed, came or went; empty: nothing changed."""
    return sorted(key for key in before | after if before.get(key) != after.get(key))


def _stable(listing: str) -> Iterator[str]:
    """The units that do not come and go by themselves."""
    for line in listing.splitlines():
        if re.match(r"\S+\.(service|socket|path|timer|target)\b", line):
            yield " ".join(line.split()[:4])


def _files(node: Node) -> Iterator[tuple[str, str]]:
    """The files of /etc with their hashes, modes and owners.

    They are read from outside, which is fast. No symbolic link is followed there: it would lead to
    the machine's own files.
    """
    root = f"/proc/{node.pid}/root"
    for folder, folders, names in os.walk(f"{root}/etc"):
        for name in names + folders:
            path = os.path.join(folder, name)
            try:
                status = os.lstat(path)
                if stat.S_ISLNK(status.st_mode):
                    content = os.readlink(path)
                elif stat.S_ISREG(status.st_mode):
                    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
                        content = hashlib.sha256(file.read()).hexdigest()
                else:
                    content = ""
            except FileNotFoundError:
                continue
            about = f"{status.st_mode:o} {status.st_uid}:{status.st_gid} {content}"
            yield f"file {path.removeprefix(root)}", about
