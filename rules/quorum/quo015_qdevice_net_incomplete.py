"""# QUO015 qdevice-net-incomplete

Something in `quorum.device` is missing or wrong, and corosync-qdevice does not start with it.

## Why

corosync looks only at `model`, `votes` and two timeouts, and starts with nearly everything else. The
program that talks to the server is another one. It refuses a missing or unknown value, and the node
then runs without the vote that it counts on. Without `model` corosync ignores the whole section.

## When to ignore it

The limits of `connect_timeout` and the `heuristics` times, and the algorithm `test`, when
corosync-qdevice is started with options that allow more.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
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
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    device {
        model: net
        votes: 1
        net {
            algorithm: fifty-fifty
        }
    }
}
```

## Good

```corosync
totem {
    version: 2
    cluster_name: shop
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
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    device {
        model: net
        votes: 1
        net {
            host: 10.0.0.9
            algorithm: ffsplit
        }
    }
}
```

## Sources

* corosync-qdevice(8)
* corosync-qdevice, started beside corosync with each of these
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.device import off, takes
from hadoctor.rule import Findings, rule

WHY = "corosync starts, corosync-qdevice does not"


@rule("QUO015", severity=Severity.ERROR)
def qdevice_net_incomplete(corosync: Corosync) -> Findings:
    model = corosync.entry("quorum.device.model")
    sections = corosync.sections("quorum.device")
    if not corosync.votes.counted or not sections:
        return
    if not corosync.votes.device:
        if model or corosync.absent("quorum.device.model"):
            yield Finding(
                "the quorum device has no model",
                at=model.pair.span if model else sections[0].head_span,
                why="corosync ignores the whole section: there is no device",
            )
        return
    inside = corosync.sections("quorum.device.net") or sections
    needs = {
        "quorum.device.net.host": inside[0].head_span,
        "totem.cluster_name": corosync.place("totem"),
    }
    for path, place in needs.items() if corosync.votes.device == "net" else ():
        if corosync.absent(path):
            yield Finding(f"{path} is not set", at=place, why=f"corosync-qdevice needs it; {WHY}")
    for entry in corosync.cmap.entries.values():
        option = entry.option
        if option is None or not entry.schema_path.startswith("quorum.device."):
            continue
        wanted, why = takes(option, entry.text), WHY
        if option.key == "host" and not entry.text:
            wanted, why = "the address of the server", "corosync-qdevice never finds its server"
        if wanted:
            shown = f", not '{entry.text}'" if entry.text else ", and the value is empty"
            yield Finding(
                f"{option.path} takes {wanted}{shown}",
                at=entry.span if entry.text else entry.pair.span,
                why=why,
            )
    mode = corosync.entry("quorum.device.heuristics.mode")
    checks = [p for p in corosync.cmap.entries if p.startswith("quorum.device.heuristics.exec_")]
    if (
        mode
        and mode.option
        and not checks
        and not off(mode.text)
        and not takes(mode.option, mode.text)
    ):
        yield Finding(
            f"heuristics.mode is '{mode.text}', and there is no exec_NAME to run",
            at=mode.span,
            why="corosync-qdevice switches the heuristics off",
            severity=Severity.WARNING,
        )
