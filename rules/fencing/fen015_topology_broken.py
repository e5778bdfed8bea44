"""# FEN015 topology-broken

A fencing topology names a device or a node that is none, or a level that does not count.

## Why
The levels of a node are tried in their order; a level with a device that does not exist always fails. Levels go from 1 to
9: others are ignored by the fencer (and dropped by Pacemaker 3). No tool says so. In crm text a topology without
targets is spread over the nodes that are known when it is read: before any node is, it makes no level at all.

## When to ignore it
For nodes that will join later.

## Bad
```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y"
fencing_topology a: ipmi fence b: fence
property stonith-enabled=true
```

```cib
<configuration><crm_config><cluster_property_set id="o"><nvpair id="o1" name="stonith-enabled" value="true"/>
</cluster_property_set></crm_config><nodes/><resources>
<primitive id="fence" class="stonith" type="fence_virsh"/>
</resources><constraints/><fencing-topology><fencing-level id="f" target="a" index="10" devices="fence"/>
</fencing-topology></configuration>
```

## Good
```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y"
primitive ipmi stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a
fencing_topology a: ipmi fence b: fence
property stonith-enabled=true
```

## Sources
* lib/fencing and daemons/fenced of Pacemaker 2.1.5; crm_verify says nothing
* Pacemaker Explained, "Fencing Topologies"
"""

from hadoctor.facts import Unknown
from hadoctor.finding import Finding, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.fence_device import KDUMP
from hadoctor.model.pacemaker.node_names import NodeNames
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.rule import Findings, rule
from hadoctor.source import suggest
from hadoctor.syntax.element import Element

HIGHEST = 9


@rule("FEN015", severity=Severity.ERROR)
def topology_broken(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    nodes = NodeNames(pacemaker, corosync if isinstance(corosync, Corosync) else None)
    said: set[tuple[str, str]] = set()
    used: dict[str, set[str]] = {}
    for level in pacemaker.fencing_levels:
        yield from _devices(pacemaker, level, said, used)
        target = level.get("target")
        if target and nodes.complete and not nodes.has(target) and ("target", target) not in said:
            said.add(("target", target))
            near = nodes.near(target)
            yield Finding(
                f"a fencing level is for '{target}', and no node is called so"
                + (f"; '{near}' is the nearest" if near else ""),
                level.place("target"),
                why="the level is never used",
                severity=Severity.WARNING if near else Severity.INFO,
            )
        index = level.get("index") or ""
        if index.isascii() and index.isdigit() and int(index[:9]) > HIGHEST:
            yield Finding(
                f"a fencing level has the index {index}, and they go from 1 to {HIGHEST}",
                level.place("index"),
                why="the level is ignored",
            )
    for topology in pacemaker.configuration.all("fencing-topology"):
        written = topology.source.text[topology.start : topology.end].split()
        if pacemaker.notation == "crm" and not topology.children and len(written) > 1:
            yield Finding(
                "this fencing topology names no node, and none is known when it is read",
                topology.span,
                why="it makes no level; write NODE: before the devices",
                severity=Severity.WARNING,
            )


def _devices(
    pacemaker: Pacemaker, level: Element, said: set[tuple[str, str]], used: dict[str, set[str]]
) -> Findings:
    who = "/".join(level.get(n) or "" for n in ("target", "target-attribute", "target-value"))
    who += level.get("target-pattern") or ""
    before = used.setdefault(who, set())
    for name in (word.strip() for word in (level.get("devices") or "").split(",")):
        resource = pacemaker.resources.get(name)
        if not name or ("device", name) in said:
            continue
        if resource is None and pacemaker.whole:
            said.add(("device", name))
            near = suggest(name, [device.id for device in pacemaker.fence_devices])
            yield Finding(
                f"a fencing level uses '{name}', and there is no such device"
                + (f"; '{near}' is the nearest" if near else ""),
                level.place("devices"),
                why="the level always fails",
            )
        elif resource is not None and resource.agent is not None and not resource.is_fencing:
            said.add(("device", name))
            yield Finding(
                f"a fencing level uses '{name}', which is no fence device ({resource.agent.name})",
                level.place("devices"),
                why="the level always fails",
            )
        elif name in before and resource is not None and not _is_kdump(resource):
            said.add(("device", name))
            yield Finding(
                f"'{name}' is in two levels for one target",
                level.place("devices"),
                why="when it has failed in the first it is tried once more",
                severity=Severity.INFO,
            )
        before.add(name)


def _is_kdump(resource: Resource) -> bool:
    return resource.agent is None or resource.agent.type == KDUMP
