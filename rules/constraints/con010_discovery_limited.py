"""# CON010 discovery-limited

A constraint forbids to look for a resource where it may run, or confines it to where it is banned.

## Why
Before the cluster starts a resource it asks each node whether it is running there already. With
`resource-discovery=never` it does not ask that node, so a copy that runs there is not seen and a second one is started.
That is harmless only where the same constraint bans the resource. With `exclusive` the resource runs on no other
nodes than those of such constraints: with -INFINITY it runs nowhere.

## When to ignore it
When the service cannot be on that node in any way and the score is meant as a preference.

## Bad
```crm
primitive web nginx
location no-probe web resource-discovery=never 100: a
```

```cib
<configuration><crm_config/><nodes/><resources><primitive id="web" class="ocf" provider="heartbeat" type="nginx"/>
</resources><constraints>
<rsc_location id="l" rsc="web" node="a" score="-INFINITY" resource-discovery="exclusive"/>
</constraints></configuration>
```

## Good
```crm
primitive web nginx
location no-probe web resource-discovery=never -inf: a
location only-here web resource-discovery=exclusive 100: b
```

## Sources
* Pacemaker Explained, "Limiting Resource Discovery to a Subset of Nodes"
* crm_simulate of 2.1.5
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.constraints import INFINITY
from hadoctor.model.pacemaker.edits import fix, remove_attribute
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("CON010", severity=Severity.WARNING)
def discovery_limited(pacemaker: Pacemaker) -> Findings:
    exclusive: dict[str, int] = {}
    for location in pacemaker.locations:
        if (location.element.get("resource-discovery") or "") == "exclusive":
            for member in location.members():
                exclusive[member.name] = exclusive.get(member.name, 0) + (
                    location.score != -INFINITY
                )
    for location in pacemaker.locations:
        word = location.element.get("resource-discovery")
        if location.node is None or location.score is None or word not in ("never", "exclusive"):
            continue
        names = [member.name for member in location.members()]
        who = f"'{names[0]}'" if names else "resources"
        at = location.element.place("resource-discovery")
        if word == "never" and location.score != -INFINITY:
            yield Finding(
                f"{who} may run on '{location.node}' (score {location.score_text}), and is never"
                " looked for there",
                at,
                why="a copy that runs there is not seen, and a second one is started elsewhere",
                fix=fix(
                    "remove resource-discovery",
                    remove_attribute(location.element, "resource-discovery"),
                ),
            )
        elif word == "exclusive" and names and not any(exclusive[name] for name in names):
            yield Finding(
                f"{who} is confined to '{location.node}', and banned there",
                at,
                why="it runs nowhere",
                severity=Severity.ERROR,
            )
