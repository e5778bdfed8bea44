"""How another corosync.conf comes into force on all nodes: by a reload, or by a stop of the cluster."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator

PATH = "/etc/corosync/corosync.conf"
NEW = f"{PATH}.new"


def quoted(names: Iterable[str]) -> list[str]:
    """Names of nodes as words of a command."""
    return [shlex.quote(name) for name in names]


def by_reload(nodes: tuple[str, ...], diff: Iterable[str], keys: tuple[str, ...]) -> Iterator[str]:
    """`diff`: what is changed; empty where this node has the new file already."""
    yield "all nodes are members, and have the same file:"
    yield "$ corosync-quorumtool -s    # on every node"
    yield f"$ sha256sum {PATH}    # on every node"
    yield from _spread(nodes, diff)
    yield "all nodes read it at once; if one of them refuses it, none takes it:"
    yield "$ corosync-cfgtool -R    # once, on one node"
    for key in keys[:3]:
        yield f"$ corosync-cmapctl -g {key}    # on every node: the new value"
    yield "$ hadoctor diagnose    # on every node"


def by_stop(nodes: tuple[str, ...], diff: Iterable[str], *, pacemaker: bool) -> Iterator[str]:
    yield from _spread(nodes, diff)
    if pacemaker:
        yield "resources go on running, and nobody watches them (not where DLM, GFS2 or SBD is used:"
        yield "there stop everything by 'crm cluster stop --all' instead):"
        yield "$ crm configure property maintenance-mode=true    # once"
        yield "$ systemctl stop pacemaker    # on every node"
    yield "$ systemctl stop corosync    # on every node, before the first one is started again"
    yield f"$ systemctl start corosync{' pacemaker' if pacemaker else ''}    # on every node"
    yield "$ corosync-quorumtool -s    # all nodes are members"
    if pacemaker:
        yield "when all nodes are online, and nothing is about to move:"
        yield "$ crm_mon --one-shot"
        yield "$ crm_simulate --live-check --simulate"
        yield "$ crm configure property maintenance-mode=false    # once"


def by_start(nodes: tuple[str, ...], diff: Iterable[str]) -> Iterator[str]:
    """Where corosync does not run on this node."""
    yield "the nodes that run go on with their own file; compare it with this one first:"
    yield f"$ sha256sum {PATH}    # on every node"
    yield from _spread(nodes, diff)
    yield "$ systemctl start corosync    # where it does not run"


def _spread(nodes: tuple[str, ...], diff: Iterable[str]) -> Iterator[str]:
    """The file on all nodes."""
    diff = list(diff)
    if diff:
        yield f"make {NEW} with this change, and with config_version one higher where it is written:"
        yield f"$ cp -p {PATH} {NEW}"
        yield from (f"  {line}" for line in diff)
    else:
        yield "this node has the new file; take it to the others:"
        yield f"$ cp -p {PATH} {NEW}"
    for name in quoted(nodes):
        yield f"$ scp -p {NEW} root@{name}:{NEW}    # unless it is this node"
    yield f"$ corosync -t -c {NEW}    # on every node: it is accepted"
    yield f"$ mv {NEW} {PATH}    # on every node"


def from_another(others: Iterable[str]) -> Iterator[str]:
    """Where the file of this node is wrong, and cannot be mended."""
    yield f"$ sha256sum {PATH}    # on every node"
    for name in quoted(others) or ["OTHER"]:
        yield f"$ scp -p root@{name}:{PATH} {NEW}"
        yield f"$ diff {PATH} {NEW}"
    yield f"$ corosync -t -c {NEW}    # it is accepted here"
    yield f"$ mv {NEW} {PATH}"
