"""# SYS006 unstable-hostname

The host's name is one that others have, too, or it will be another after the next start.

## Why

A node without a `name` in the nodelist is called as its host is (`uname -n`). With another name it is
another node for Pacemaker: its attributes, its constraints and its fence device are those of a node that
no longer exists, and the old name stays as an offline node. Agents and tools ask for the host's name, too.

## When to ignore it

Where every node has a name in the nodelist, and nothing else looks at the host's.

## Bad

```facts
{"Identity": {"hostname": "localhost"}}
```

```facts
{"Identity": {"hostname": "node1", "stored_hostname": "debian"}}
```

## Good

```facts
{"Identity": {"hostname": "node1", "stored_hostname": "node1"}}
```

## Sources

* Pacemaker Administration: where the name of a node comes from
* hostname(5), uname(1)
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

ANYBODY = ("localhost", "localhost.localdomain", "(none)", "")


@rule("SYS006", severity=Severity.ERROR)
def unstable_hostname(identity: Identity, corosync: Corosync | Unknown) -> Findings:
    named = isinstance(corosync, Corosync) and all(n.name for n in corosync.nodes)
    severity = Severity.WARNING if named and corosync else Severity.ERROR
    why = (
        "agents and tools that ask for the host's name get the wrong one"
        if severity is Severity.WARNING
        else "for Pacemaker it is another node then, and what was configured for this one does not count"
    )
    own, stored = identity.hostname, identity.stored_hostname
    if own.lower() in ANYBODY:
        yield Finding(
            f"the host is called '{own}'",
            at=said("uname -n", own),
            why=why,
            severity=severity,
            fix=Fix(
                "hostnamectl set-hostname NAME, while the cluster does not run here",
                (),
                Applicability.GUIDED,
            ),
        )
    elif stored and stored != own and (identity.systemd or not identity.container):
        yield Finding(
            f"the host is called '{own}', and after the next start '{stored}', as /etc/hostname says",
            at=said("/etc/hostname", stored),
            why=why,
            severity=severity,
            fix=Fix(f"write {own} into /etc/hostname", (), Applicability.GUIDED),
        )
