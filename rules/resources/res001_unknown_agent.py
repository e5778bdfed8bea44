"""# RES001 unknown-agent

An agent that does not exist, and whose name is nearly that of one that does, or, on a node, that is not
installed there.

## Why
Names of agents are file names: case counts, and the provider is a folder. A node that does not find the agent says
"not installed" and may not run the resource; when no node finds it, the resource does not run at all.

## When to ignore it
When the agent is one of your own, with a name like that of another. Of agents that are not known at all nothing is
said: it is listed that they were not checked. On a node that never runs the resource the agent may be missing.

## Bad
```crm
primitive vip ocf:heartbeat:IPAddr2 params ip=10.0.0.9
```

```crm
primitive ping ocf:heartbeat:ping params host_list=10.0.0.1
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="fence" class="stonith" type="fence_ipmlan"/>
</resources><constraints/></configuration>
```

```crm
primitive web ocf:heartbeat:apache params configfile=/etc/apache2/apache2.conf
```
```facts
{"InstalledAgents": {"ocf": ["heartbeat:IPaddr2"]}}
```

## Good
```crm
primitive vip ocf:heartbeat:IPaddr2 params ip=10.0.0.9
primitive ping ocf:pacemaker:ping params host_list=10.0.0.1
primitive own ocf:site:proxy
```

An agent of one's own, with a name like that of another, is no mistake where it is installed:

```crm
primitive vip ocf:heartbeat:IPAddr2 params ip=10.0.0.9
```
```facts
{"InstalledAgents": {"ocf": ["heartbeat:IPAddr2"]}}
```

The agent of a resource in a bundle is in the container, not on the node:

```cib
<configuration><crm_config/><nodes/><resources>
<bundle id="b"><podman image="web"/><network ip-range-start="10.0.0.9"/>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"/></bundle>
</resources><constraints/></configuration>
```
```facts
{"InstalledAgents": {"ocf": ["heartbeat:IPaddr2"]}}
```

## Sources
* the agents of resource-agents 3.9 to 4.18, Pacemaker 1.1 to 3.0, fence-agents 4.12
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.agents import InstalledAgents
from hadoctor.finding import Finding, Severity, Unchecked
from hadoctor.model.pacemaker import releases
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.known import known
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.retired import RETIRED
from hadoctor.rule import Findings, rule
from hadoctor.source import Span


@rule("RES001", severity=Severity.ERROR, explains=("RUN006", "RUN008"))
def unknown_agent(pacemaker: Pacemaker, installed: InstalledAgents | Unknown) -> Findings:
    seen: set[str] = set()
    for resource in pacemaker.primitives:
        agent = resource.agent
        if agent is None or agent.class_ not in ("ocf", "stonith") or agent.name in seen:
            continue
        here = None
        # Of a bundle the agent is in the container.
        if isinstance(installed, InstalledAgents) and resource.top.kind != "bundle":
            here = installed.has(agent.class_, agent.provider or "", agent.type)
        usual = known(resource) is not None or agent.name in RETIRED
        if here or (usual and here is None):
            continue
        seen.add(agent.name)
        owner = resource.template or resource.element
        at = owner.place("type")
        if usual:
            yield _not_here(resource.id, agent.name, at)
            continue
        meant = releases.misspelt(agent.class_, agent.provider or "", agent.type)
        if meant is None and here is False:
            yield _not_here(resource.id, agent.name, at)
            continue
        if meant is None:
            yield Unchecked(f"nothing is known about the agent {agent.name}", at)
            continue
        *_, type_ = meant.split(":")
        same_place = meant.rpartition(":")[0] == agent.name.rpartition(":")[0]
        edit = set_value(owner, "type", type_) if same_place else None
        yield Finding(
            f"'{resource.id}': there is no agent '{agent.name}', but '{meant}'",
            at,
            why="the nodes report it as not installed, and the resource does not run",
            fix=fix(f"write {meant}", edit),
        )


def _not_here(resource: str, agent: str, at: Span) -> Finding:
    return Finding(
        f"'{resource}': the agent {agent} is not installed on this node",
        at,
        why="this node cannot run the resource, nor look whether it runs here",
        severity=Severity.WARNING,
        fix=fix("install it, on every node"),
    )
