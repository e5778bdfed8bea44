"""# TOT009 port-out-of-range

`mcastport` is 0.

## Why

Up to 3.0 the daemon refuses the file: `No multicast port specified`. Later releases take the default
port for it, while `corosync-cmapctl` shows the 0.

## When to ignore it

Never.

## Bad

```corosync corosync=3.0
totem {
    version: 2
    interface {
        mcastport: 0
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
    interface {
        mcastport: 0
    }
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
    interface {
        mcastport: 5405
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): mcastport
* the daemon, `corosync -t`, and started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("TOT009", severity=Severity.WARNING)
def port_out_of_range(corosync: Corosync) -> Findings:
    for link in corosync.links:
        entry = link.port_entry
        if entry and entry.number == 0:
            refused = corosync.target.before("3.1")
            yield Finding(
                "mcastport is 0, which is no port",
                at=entry.span,
                why="corosync refuses the file" if refused else "corosync takes the default port",
                blocks=Blocks.LOAD if refused else None,
                severity=Severity.ERROR if refused else None,
                fix=Fix(
                    "remove mcastport: corosync takes the default",
                    without(corosync, entry.path),
                    Applicability.SAFE if refused else Applicability.UNSAFE,
                ),
            )
