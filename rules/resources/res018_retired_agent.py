"""# RES018 retired-agent

An agent that is deprecated, or that current releases do not have any more.

## Why
The next upgrade of a node may bring no such agent: the resource is then not installed there, and fails over to nowhere.
Where another agent took over, that is the one that is maintained.

## When to ignore it
While the nodes stay at their release.

## Bad
```crm
primitive vip IPaddr params ip=10.0.0.9
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="d" class="ocf" provider="heartbeat" type="drbd"/>
</resources><constraints/></configuration>
```

## Good
```crm
primitive vip IPaddr2 params ip=10.0.0.9
```

## Sources
* the agents' own notes on deprecation, resource-agents 4.12 to 4.18; Pacemaker's change log
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.retired import RETIRED
from hadoctor.rule import Findings, rule


@rule("RES018", severity=Severity.WARNING)
def retired_agent(pacemaker: Pacemaker) -> Findings:
    for name in dict.fromkeys(r.agent.name for r in pacemaker.primitives if r.agent):
        retired = RETIRED.get(name)
        if retired is None:
            continue
        first, *others = [r for r in pacemaker.primitives if r.agent and r.agent.name == name]
        gone = bool(retired.gone) and pacemaker.target.since(retired.gone)
        instead = f"; {retired.instead} took over" if retired.instead else ""
        yield Finding(
            f"'{first.id}': {name} is {'gone' if gone else 'out of date'}: {retired.why}{instead}",
            first.agent_at,
            tuple(Note(r.agent_at, f"'{r.id}'") for r in others),
            severity=Severity.ERROR if gone and retired.gone != "0" else None,
            fix=fix(f"move to {retired.instead}") if retired.instead else None,
        )
