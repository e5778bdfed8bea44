"""# SYS005 automatic-upgrades

The host upgrades its packages by itself, those of the cluster included.

## Why

An upgrade of corosync or Pacemaker restarts the daemon: its resources stop, or the node is fenced. All
nodes have the same timer, and the same packages come out on the same day: in a bad hour the whole
cluster restarts at once, and nobody is there.

## When to ignore it

Where the upgrades are staggered by other means, and a restart of one node is tested and wanted.

## Bad

```facts
{"Upgrades": {
  "program": "unattended-upgrades", "timer": "apt-daily-upgrade.timer",
  "origin": "apt-config dump", "line": "APT::Periodic::Unattended-Upgrade \\"1\\";",
  "packages": ["corosync", "pacemaker"]
}}
```

## Good

```facts
{"Upgrades": {
  "program": "unattended-upgrades", "timer": "apt-daily-upgrade.timer",
  "origin": "apt-config dump", "line": "APT::Periodic::Unattended-Upgrade \\"1\\";",
  "excluded": ["corosync", "pacemaker"], "packages": ["corosync", "pacemaker"]
}}
```

```facts
{"Upgrades": {"packages": ["corosync", "pacemaker"]}}
```

## Sources

* unattended-upgrade(8): Unattended-Upgrade::Package-Blacklist
* dnf-automatic(8), dnf.conf(5): exclude
"""

from hadoctor.facts.node.place import said
from hadoctor.facts.node.upgrades import Upgrades
from hadoctor.facts.node.wording import listed
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule


@rule("SYS005", severity=Severity.WARNING)
def automatic_upgrades(upgrades: Upgrades) -> Findings:
    open_ = [p for p in upgrades.packages if p not in upgrades.excluded]
    if not upgrades.program or not open_:
        return
    yield Finding(
        f"{upgrades.program} upgrades {listed(open_)} by itself",
        at=said(upgrades.origin, upgrades.line),
        why="the upgrade restarts the daemons, on all nodes at about the same time",
        fix=Fix(
            f"leave {listed(open_)} to an administrator: a blacklist of {upgrades.program}, or a hold"
            " on the packages",
            (),
            Applicability.GUIDED,
        ),
    )
