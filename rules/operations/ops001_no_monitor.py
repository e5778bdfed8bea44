"""# OPS001 no-monitor

A resource that the cluster does not watch: it has no recurring monitor, or none for the promoted role.

## Why
Without a monitor Pacemaker looks at a resource once, when a node joins. A service that dies is never noticed. A monitor
without a role does not run for a promoted instance: a promotable clone needs one for each role, with different intervals.

## When to ignore it
For what cannot fail by itself, such as an entry in a table.

## Bad
```crm
primitive web apache
```

```crm
primitive state ocf:pacemaker:Stateful op monitor interval=10s
clone state-clone state meta promotable=true
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="systemd" type="nginx"><operations>
<op id="o1" name="monitor" interval="0" timeout="60s"/></operations></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache op monitor interval=10s timeout=20s
primitive state ocf:pacemaker:Stateful op monitor interval=10s role=Promoted op monitor interval=11s role=Unpromoted
clone state-clone state meta promotable=true
```

## Sources
* crm_simulate of Pacemaker 2.1.5; the advice in the agents' meta-data
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.additions import New, add_operations
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.monitors import advised, unpromoted_only, unwatched
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("OPS001", severity=Severity.WARNING)
def no_monitor(pacemaker: Pacemaker) -> Findings:
    if not pacemaker.sure:
        return  # A part that was not understood may have it.
    found = unwatched(pacemaker)
    if found:
        first, *others = found
        times = [(one, advised(one)) for one in found]
        count = f" and {len(others)} more" if others else ""
        edits = [t and add_operations(one.element, New("monitor", *t)) for one, t in times]
        yield Finding(
            f"'{first.id}'{count}: no recurring monitor",
            first.id_at,
            tuple(Note(one.id_at, f"'{one.id}' has none, too") for one in others),
            why="the cluster does not notice when it fails",
            fix=fix("add monitors as the agents advise", *edits),
        )
    for one in unpromoted_only(pacemaker):
        yield Finding(
            f"'{one.id}': no monitor has the role Promoted, and instances of it are promoted",
            one.id_at,
            why="the promoted instance is not watched",
            fix=fix("add op monitor role=Promoted with an interval of its own"),
        )
