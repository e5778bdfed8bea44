"""# RES008 service-also-in-systemd

A service that the cluster runs is started at boot as well.

## Why

After a boot it runs on this node although the cluster has it elsewhere. Pacemaker finds it active on two
nodes and, by default, stops all copies and starts one again: an outage that comes with every reboot. If
the service writes to shared data, two of it did so for a while.

What starts a unit may also be a socket, timer or path unit of the same name.

## When to ignore it

For a clone that runs on every node anyway it is only untidy: the order in which the cluster starts things
does not hold for it at boot.

## Bad

```crm
node 1: alice
node 2: bob
primitive web systemd:nginx op monitor interval=10s
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{"UnitFiles": {"states": {"nginx.service": "enabled"}}}
```

```crm
node 1: alice
node 2: bob
primitive db pgsql op monitor interval=10s
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{"UnitFiles": {"states": {"postgresql.service": "enabled", "postgresql@.service": "static"}}}
```

## Good

```crm
node 1: alice
node 2: bob
primitive web systemd:nginx op monitor interval=10s
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{"UnitFiles": {"states": {"nginx.service": "disabled", "haproxy.service": "enabled"}}}
```

## Sources

* Pacemaker Explained: multiple-active, systemd resources
* the units of the distributions
"""

from hadoctor.facts.node.place import said
from hadoctor.facts.node.units import UnitFiles
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.pacemaker.known import passive
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.unit import units
from hadoctor.rule import Findings, rule


@rule("RES008", severity=Severity.ERROR)
def service_also_in_systemd(pacemaker: Pacemaker, unit_files: UnitFiles) -> Findings:
    for resource in pacemaker.services:
        starters = [s for unit in units(resource) for s in unit_files.at_boot(unit)]
        if not starters or passive(resource):
            continue
        name = starters[0]
        yield Finding(
            f"'{name}' is enabled at boot, and the cluster runs the service as '{resource.id}'",
            at=resource.agent_at,
            notes=tuple(
                Note(said("systemctl list-unit-files", f"{s} {unit_files.states[s]}"), "starts it")
                for s in starters
            ),
            why="after a boot it runs here, wherever the cluster has it",
            severity=Severity.WARNING if resource.clone else None,
            fix=Fix(
                f"on every node: systemctl disable {' '.join(starters)} (without --now)",
                (),
                Applicability.GUIDED,
            ),
        )
