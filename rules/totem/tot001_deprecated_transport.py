"""# TOT001 deprecated-transport

The transport is udp or udpu.

## Why

With these two the traffic can neither be encrypted nor use more than one link, and a cable that is
pulled is often noticed too late. knet does all of that. The release after 3.1.10 is built without udp
and udpu unless the distribution asks for them, and then refuses the file.

## When to ignore it

As long as the cluster cannot be stopped: all nodes have to change the transport at once.

## Bad

```corosync
totem {
    version: 2
    transport: udpu
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync corosync=next
totem {
    version: 2
    transport: udpu
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    transport: knet
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync corosync=2.4
totem {
    version: 2
    transport: udpu
}
```

## Sources

* corosync.conf(5): transport
* the daemon, `corosync -t`
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("TOT001", severity=Severity.WARNING)
def deprecated_transport(corosync: Corosync) -> Findings:
    entry = corosync.entry("totem.transport")
    if entry is None or entry.value not in ("udp", "udpu") or corosync.target.before("3.0"):
        return
    gone = corosync.target.since("3.1.11")
    # knet needs what the others can do without.
    ready = bool(corosync.nodes) and all(n.nodeid and n.name for n in corosync.nodes)
    title = "use knet: on all nodes at once, with the cluster stopped"
    yield Finding(
        f"the transport is {entry.text}, which is built no longer"
        if gone
        else f"the transport is {entry.text}: no encryption, and one link only",
        at=entry.span,
        why="corosync built as usual refuses the file"
        if gone
        else "the release after 3.1.10 is built without it",
        blocks=Blocks.LOAD if gone else None,
        severity=Severity.ERROR if gone else None,
        fix=Fix(title, (set_value(entry.pair, "knet"),), Applicability.UNSAFE)
        if ready
        else Fix(f"{title}, every node with a name and a nodeid", (), Applicability.GUIDED),
    )
