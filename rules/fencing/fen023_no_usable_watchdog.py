"""# FEN023 no-usable-watchdog

SBD is to run on this node, and there is no watchdog that would reset it.

## Why

SBD fences a node by letting its watchdog run out; without one it does not start. The watchdog of the
kernel itself (softdog) resets the node only as long as the kernel works, which is what one cannot count
on when a node has to be fenced. A watchdog that cannot wait as long as SBD_WATCHDOG_TIMEOUT says is set
to less or refused.

## When to ignore it

softdog, on virtual machines that have nothing better: vendors support it there.

## Bad

```crm
node 1: alice
property have-watchdog=true stonith-watchdog-timeout=10s cluster-infrastructure=corosync
```
```facts
{
  "Services": {"services": [{"name": "sbd", "enabled": true}]},
  "Watchdogs": {"found": []}
}
```

```crm
node 1: alice
property have-watchdog=true stonith-watchdog-timeout=10s cluster-infrastructure=corosync
```
```facts
{
  "Services": {"services": [{"name": "sbd", "enabled": true}]},
  "Watchdogs": {"found": [{"name": "watchdog0", "identity": "Software Watchdog"}]}
}
```

## Good

```crm
node 1: alice
property have-watchdog=true stonith-watchdog-timeout=10s cluster-infrastructure=corosync
```
```facts
{
  "Services": {"services": [{"name": "sbd", "enabled": true}]},
  "Watchdogs": {"found": [{"name": "watchdog0", "identity": "iTCO_wdt", "longest": 613}]}
}
```

A node without SBD:

```crm
node 1: alice
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{
  "Services": {"services": [{"name": "corosync", "enabled": true}]},
  "Watchdogs": {"found": []}
}
```

## Sources

* sbd(8); the watchdog drivers of Linux: /sys/class/watchdog
"""

from hadoctor.facts import Unknown
from hadoctor.facts.kinds import SbdFile
from hadoctor.facts.node.place import said
from hadoctor.facts.node.services import Services
from hadoctor.facts.node.watchdogs import Watchdogs
from hadoctor.finding import Finding, Severity
from hadoctor.rule import Findings, rule

FOLDER = "/sys/class/watchdog"


@rule("FEN023", severity=Severity.ERROR, explains=("RUN001",))
def no_usable_watchdog(
    watchdogs: Watchdogs, services: Services, settings: SbdFile | Unknown
) -> Findings:
    unit = services.get("sbd")
    if unit is None or not unit.enabled:
        return
    if not watchdogs.found:
        yield Finding(
            "sbd is started at boot, and this machine has no watchdog",
            at=said(FOLDER, "empty"),
            why="sbd does not start, and with it neither corosync nor Pacemaker",
        )
    elif all(one.soft for one in watchdogs.found):
        yield Finding(
            "sbd has no other watchdog than the kernel's own (softdog)",
            at=said(f"{FOLDER}/{watchdogs.found[0].name}/identity", watchdogs.found[0].identity),
            why="it does not reset a node whose kernel hangs",
            severity=Severity.WARNING,
        )
    wanted = 0 if isinstance(settings, Unknown) else settings.sbd.watchdog_timeout // 1000
    for one in watchdogs.found:
        if one.longest and len(watchdogs.found) == 1 and wanted > one.longest:
            yield Finding(
                f"SBD_WATCHDOG_TIMEOUT is {wanted} s, and {one.name} ({one.identity}) waits"
                f" {one.longest} s at most",
                at=said(f"{FOLDER}/{one.name}/max_timeout", str(one.longest)),
                why="sbd cannot set it",
            )
