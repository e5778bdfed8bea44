"""# RES027 stickiness-unset

No resource wants to stay where it is.

## Why
`resource-stickiness` is 0 unless it is set (1 for instances of a clone): when a node comes back, the cluster spreads the
resources anew, or follows a preference, and each move is a short outage that nobody needs. Guides for SAP set 1000, the
bootstrap of crmsh 1.

## When to ignore it
When resources shall go back to their node at once.

## Bad
```crm
node a
node b
primitive web apache op monitor interval=10s
property no-quorum-policy=stop
```

```cib
<configuration><crm_config><cluster_property_set id="o"><nvpair id="o1" name="no-quorum-policy" value="stop"/>
</cluster_property_set></crm_config><nodes><node id="1" uname="a"/><node id="2" uname="b"/></nodes><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"/>
</resources><constraints/></configuration>
```

## Good
```crm
node a
node b
primitive web apache op monitor interval=10s
property no-quorum-policy=stop
rsc_defaults resource-stickiness=1
```

## Sources
* Pacemaker Explained: resource-stickiness
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.additions import add_default
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

NAME = "resource-stickiness"


@rule("RES027", severity=Severity.INFO)
def stickiness_unset(pacemaker: Pacemaker) -> Findings:
    if not pacemaker.whole or len(pacemaker.nodes) == 1:
        return
    moving = [r for r in pacemaker.services if r.clone is None]
    if not moving or NAME in pacemaker.rsc_defaults:
        return
    if any(NAME in one.own_meta for one in pacemaker.resources.values()):
        return
    yield Finding(
        f"{NAME} is set nowhere: {len(moving)} resource{'s' if moving[1:] else ''} may move back and forth",
        moving[0].id_at,
        why="a node that comes back takes resources away from where they run well",
        fix=fix(f"set {NAME}=1", add_default(pacemaker, "rsc_defaults", NAME, "1")),
    )
