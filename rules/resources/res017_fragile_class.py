"""# RES017 fragile-class

Resources of class lsb, service or heartbeat.

## Why
The cluster believes what an init script says: its `status` has to tell running (0) from stopped (3) and from dead (1),
`start` of what runs and `stop` of what is stopped have to succeed. Many scripts do not; the cluster then finds a service
running twice, or fences a node for a stop that went well. Scripts for the class `heartbeat` are of the time before 2008.

## When to ignore it
When the scripts have been tried by hand: start, start, status, stop, stop, status, each with its exit code.

## Bad
```crm
primitive web lsb:apache2 op monitor interval=30s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="ip" class="heartbeat" type="IPaddr"/>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web systemd:apache2 op monitor interval=30s
```

## Sources
* Linux Standard Base, init script actions; Pacemaker Explained: LSB resource agents
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES017", severity=Severity.INFO)
def fragile_class(pacemaker: Pacemaker) -> Findings:
    found = [r for r in pacemaker.services if r.agent and r.agent.class_ in ("lsb", "heartbeat")]
    if found:
        first, *others = found
        assert first.agent is not None
        count = f" and {len(others)} more" if others else ""
        yield Finding(
            f"'{first.id}'{count}: an init script, '{first.agent.name}', has to tell the cluster the truth",
            first.agent_at,
            tuple(Note(r.agent_at, f"'{r.agent.name}'") for r in others if r.agent),
            why="a status or stop with a wrong exit code makes the cluster restart, move or fence",
        )
