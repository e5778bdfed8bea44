"""# CLU008 agent-missing-on-node

A service that the cluster runs is installed on some of its nodes only.

## Why

Pacemaker looks on every node whether a resource runs there. Where the unit or the agent is missing it says
`not installed`, and the resource cannot go there: the cluster looks sound, until the node fails that has it.
That an agent of OCF or a fence agent is missing is RES001's, node by node.

## When to ignore it

Where the resource cannot run on the node for another reason that is not in a location constraint.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"UnitFiles": {"states": {"shop.service": "disabled", "ssh.service": "enabled"}},
         "cib.xml": "<cib><configuration><crm_config/><nodes/><resources><primitive id='shop' class='systemd' type='shop'/></resources><constraints/></configuration></cib>"},
  "n2": {"UnitFiles": {"states": {"ssh.service": "enabled"}}}
}
```

## Good

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"UnitFiles": {"states": {"shop.service": "disabled", "ssh.service": "enabled"}},
         "cib.xml": "<cib><configuration><crm_config/><nodes/><resources><primitive id='shop' class='systemd' type='shop'/></resources><constraints><rsc_location id='l' rsc='shop' node='n2' score='-INFINITY'/></constraints></configuration></cib>"},
  "n2": {"UnitFiles": {"states": {"ssh.service": "enabled"}}}
}
```

## Sources

* Pacemaker Administration: probes, the exit code 5 (not installed)
"""

from hadoctor.facts.node.units import UnitFiles
from hadoctor.facts.peers import Peers
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.pacemaker.placement import kept_from
from hadoctor.model.pacemaker.unit import units
from hadoctor.rule import Findings, rule


@rule("CLU008", severity=Severity.ERROR, explains=("RUN006",))
def agent_missing_on_node(peers: Peers) -> Findings:
    configuration = peers.configuration
    if configuration is None:
        return
    services = [r for r in configuration.services if r.agent and r.agent.class_ == "systemd"]
    if services:
        yield from peers.silent(UnitFiles)
    known = [(peer, files.states) for peer, files in peers.each(UnitFiles) if files.states]
    kept = {peer: kept_from(configuration, peer.names) for peer, _ in known}
    for resource in services:
        (unit,) = units(resource)
        if "@" in unit:
            continue
        wanted = [(peer, states) for peer, states in known if not kept[peer](resource)]
        have = [peer for peer, states in wanted if unit in states]
        lack = [peer for peer, states in wanted if unit not in states]
        if have and lack:
            listed = [peer.said("systemctl list-unit-files", f"no {unit}") for peer in lack]
            yield Finding(
                f"'{resource.id}': there is no {unit} on {', '.join(p.name for p in lack)};"
                f" {', '.join(p.name for p in have)} ha{'s' if len(have) == 1 else 've'} it",
                resource.id_at,
                tuple(Note(at, "not installed") for at in listed),
                why="the resource cannot run there: it does not survive the loss of the others",
                fix=Fix(
                    "install it on all nodes, or ban the resource there", (), Applicability.GUIDED
                ),
            )
