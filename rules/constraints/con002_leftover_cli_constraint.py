"""# CON002 leftover-cli-constraint

A constraint that `crm resource move` or `ban` made is still there.

## Why
`move`, `ban` and `crm_resource --move` do their work by a location constraint, and it stays until somebody
clears it. `cli-prefer-...` with INFINITY takes a resource back to its node as soon as that is up again, `cli-ban-...`
takes a node away from it: with two nodes there is nowhere left to go.

## When to ignore it
While the move is meant to last. A constraint with an end (`move vip a PT1H`) is only noted.

## Bad
```crm
node a
node b
primitive vip IPaddr2 params ip=10.0.0.9
location cli-prefer-vip vip role=Started inf: a
property stonith-enabled=true
```

```cib
<configuration><crm_config/><nodes><node id="1" uname="a"/><node id="2" uname="b"/></nodes><resources>
<primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/>
</resources><constraints>
<rsc_location id="cli-ban-vip-on-a" rsc="vip" role="Started" node="a" score="-INFINITY"/>
</constraints></configuration>
```

## Good
```crm
node a
node b
primitive vip IPaddr2 params ip=10.0.0.9
location vip-prefers-a vip 100: a
property stonith-enabled=true
```

## Sources
crm_resource(8): --move, --ban, --clear, --lifetime
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.constraints import INFINITY, Location
from hadoctor.model.pacemaker.edits import fix, remove
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.placement import only_node
from hadoctor.rule import Findings, rule


@rule("CON002", severity=Severity.WARNING)
def leftover_cli_constraint(pacemaker: Pacemaker) -> Findings:
    for location in pacemaker.locations:
        if not location.id.startswith(("cli-prefer-", "cli-ban-", "cli-standby-")):
            continue
        member = next(location.members(), None)
        name = member.name if member is not None else location.pattern or "?"
        ends = any(one.tag == "date_expression" for rule_ in location.rules for one in rule_.walk())
        command = f"crm resource clear {name}"
        yield Finding(
            f"'{location.id}' is left from a move: it {_does(location)}"
            + (", until the date that it says" if ends else ""),
            location.span,
            why="" if ends else f"it stays until '{command}'",
            severity=Severity.INFO if ends else None,
            fix=None if ends else fix(f"remove it, as {command} does", remove(location.element)),
        )


def _does(location: Location) -> str:
    member = next(location.members(), None)
    who = f"'{member.name}'" if member is not None else "resources"
    role = (
        location.role or (location.rules[0].get("role") if location.rules else "") or ""
    ).lower()
    how = f" as {role}" if role not in ("", "started") else ""
    found = only_node(location)
    if found is None:
        return f"decides where {who} may run"
    node, score = found
    if score == -INFINITY:
        return f"keeps {who}{how} off node '{node}'"
    return f"keeps {who}{how} on node '{node}' as long as that is up"
