"""# COR008 missing-nodelist

There is no node in the file in which the daemon could find itself.

## Why

Since corosync 3 the nodelist says who takes part, with every transport: a daemon that finds itself
neither by `name` nor by `ring0_addr` stops with `No interfaces defined` or `No valid name found for
local host`. An `interface` section with `bindnetaddr`, which was enough for 2.x, counts no longer.
2.x can do without nodes if it knows its network, but with `transport: udpu` it then needs `member`
sections: a daemon that does not know even itself never gets ready.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    transport: knet
    interface {
        bindnetaddr: 10.0.0.0
        mcastport: 5405
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
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
}
```

## Sources

* corosync.conf(5): nodelist
* the daemon, `corosync -t`, and started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule
from hadoctor.source import Span


@rule("COR008", severity=Severity.ERROR)
def missing_nodelist(corosync: Corosync) -> Findings:
    if any(n.nameable for n in corosync.nodes) or not corosync.absent("nodelist.node.ring0_addr"):
        return
    interfaces = [keys for _, keys in sorted(corosync.interfaces.items())]
    bind = next((keys["bindnetaddr"] for keys in interfaces if "bindnetaddr" in keys), None)
    message, at = _since_3(corosync)
    blocks, why = Blocks.LOAD, "the daemon finds no address of its own and refuses the file"
    if corosync.target.before("3.0"):
        member = any(key.startswith("member.") for keys in interfaces for key in keys)
        if corosync.sections("nodelist.node") or (bind and corosync.transport != "udpu") or member:
            return  # the nodes are COR022's
        message = "there is neither a nodelist nor an interface with a bindnetaddr"
        if bind:
            message = "udpu has neither a nodelist nor member sections"
            blocks, why = (
                Blocks.START,
                "the daemon knows no node, not even itself, and never gets ready",
            )
    yield Finding(
        message,
        at=at,
        notes=(Note(bind.span, "this does not stand in for it"),) if bind else (),
        why=why,
        blocks=blocks,
        fix=Fix("list every node with name, nodeid and ring0_addr", (), Applicability.GUIDED),
    )


def _since_3(corosync: Corosync) -> tuple[str, Span]:
    lists = corosync.sections("nodelist")
    if corosync.nodes:
        return "no node has a name or a ring0_addr", corosync.nodes[0].span
    if lists:
        return "the nodelist has no node", lists[0].head_span
    return "there is no nodelist", corosync.place("totem")
