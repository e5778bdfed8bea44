"""# FEN007 diskless-sbd-quorum

SBD without a disk, in a cluster that a split can leave with two quorate halves, or with none.

## Why
Without a disk a node resets itself when it loses quorum; nothing else tells it that it is lost. With `two_node` both halves
of a split keep quorum: neither resets itself, each takes the other for dead after `stonith-watchdog-timeout`, and
everything runs twice. With an even number of nodes and no tie breaker both halves lose quorum, and all nodes reset.

## When to ignore it
Never with two nodes: add a quorum device, or a disk.

## Bad
```crm
node 1: a
node 2: b
property stonith-enabled=true have-watchdog=true stonith-watchdog-timeout=10s
```

```file corosync.conf
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: a
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: b
        nodeid: 2
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
}
```

## Good
```crm
node 1: a
node 2: b
property stonith-enabled=true have-watchdog=true stonith-watchdog-timeout=10s
```

```file corosync.conf
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: a
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: b
        nodeid: 2
    }
}
quorum {
    provider: corosync_votequorum
    device {
        model: net
        net {
            host: 10.0.9.9
            algorithm: ffsplit
        }
    }
}
```

## Sources
sbd(8), votequorum(5), corosync-qdevice(8)
"""

from hadoctor.facts import Unknown
from hadoctor.facts.kinds import SbdFile
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.fence_device import fence_devices
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.watchdog import watchdog_timeout
from hadoctor.rule import Findings, rule


@rule("FEN007", severity=Severity.ERROR)
def diskless_sbd_quorum(
    corosync: Corosync, pacemaker: Pacemaker, sbd: SbdFile | Unknown
) -> Findings:
    setting, votes = watchdog_timeout(pacemaker), corosync.votes
    if setting is None or pacemaker.fencing is not True or not corosync.nodelist_read:
        return
    if fence_devices(pacemaker) or (isinstance(sbd, SbdFile) and sbd.sbd.devices):
        return
    nodes = len(corosync.nodes)
    if not votes.counted or votes.device or nodes % 2 or nodes == 0:
        return
    two_node = corosync.entry("quorum.two_node")
    if nodes == 2 and votes.two_node and two_node is not None:
        yield Finding(
            f"two_node is on, and only the watchdog fences ({setting.name} '{setting.value}')",
            two_node.span,
            (Note(setting.at, "the time after which the other node counts as reset"),),
            why="in a split both nodes keep quorum, neither resets itself, and all runs twice",
        )
    elif not votes.two_node and not votes.tie_breaking:
        yield Finding(
            f"{nodes} nodes without a tie breaker, and only the watchdog fences"
            f" ({setting.name} '{setting.value}')",
            corosync.place("quorum"),
            (Note(setting.at, "the watchdog"),),
            why="in a split into halves every node loses quorum and resets itself",
            severity=Severity.WARNING,
        )
