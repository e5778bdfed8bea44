"""# SYS007 pacemaker-unit-override

A drop-in changes how systemd stops or limits a daemon of the cluster.

## Why

To stop Pacemaker takes as long as it takes to stop its resources. The packages therefore forbid systemd
to kill it: `KillMode=process` leaves the resources' own processes alone, `SendSIGKILL=no` and a timeout of
half an hour let it end. With other values systemd kills the daemon while resources run, nobody is left
to stop them, and the node is fenced.

## When to ignore it

Where the values were chosen with the longest stop of all resources in mind.

## Bad

```facts
{"Services": {"services": [
  {"name": "pacemaker", "kill_mode": "control-group", "send_sigkill": false, "stop_seconds": 1800,
   "drop_ins": ["/etc/systemd/system/pacemaker.service.d/kill.conf"]}
]}}
```

```facts
{"Services": {"services": [
  {"name": "pacemaker", "kill_mode": "process", "send_sigkill": true, "stop_seconds": 30,
   "drop_ins": ["/etc/systemd/system/pacemaker.service.d/timeout.conf"]}
]}}
```

A file has changed, and systemd does not know it yet:

```facts
{"Services": {"services": [
  {"name": "corosync", "stale": true, "path": "/lib/systemd/system/corosync.service"}
]}}
```

## Good

```facts
{"Services": {"services": [
  {"name": "pacemaker", "kill_mode": "process", "send_sigkill": false, "stop_seconds": 1800,
   "path": "/lib/systemd/system/pacemaker.service"}
]}}
```

## Sources

* pacemaker.service of the packages; systemd.kill(5), systemd.service(5)
"""

from collections.abc import Iterator

from hadoctor.facts.node.place import said
from hadoctor.facts.node.services import Service, Services
from hadoctor.facts.node.wording import amount, listed
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

DAEMONS = ("corosync", "pacemaker", "sbd", "corosync-qdevice", "pacemaker_remote")
STOP_SECONDS = 600.0
"""The packages give half an hour; this much is asked for at least."""
OWN = "/etc/systemd/"
"""Units of the administrator, in the place of those of the packages."""


@rule("SYS007", severity=Severity.ERROR)
def pacemaker_unit_override(services: Services) -> Findings:
    for service in services.services:
        if service.name not in DAEMONS:
            continue
        files = [*service.drop_ins, *([service.path] if service.path.startswith(OWN) else ())]
        if service.stale:
            yield Finding(
                f"the files of {service.name}.service have changed since systemd read them",
                at=said(service.origin or service.path, "NeedDaemonReload=yes"),
                why="the next start of the service is not the one that was tried",
                severity=Severity.WARNING,
                fix=Fix("systemctl daemon-reload", (), Applicability.GUIDED),
            )
        if not files or service.masked:
            continue  # Of a masked unit systemd knows no settings.
        for text, why, severity in _changes(service):
            yield Finding(
                f"{service.name}.service has {text}, changed by {listed(files)}",
                at=said(files[0], text),
                why=why,
                severity=severity,
                fix=Fix("leave the packages' value", (), Applicability.GUIDED),
            )


def _changes(service: Service) -> Iterator[tuple[str, str, Severity]]:
    pacemaker = service.name in ("pacemaker", "pacemaker_remote")
    if pacemaker and service.kill_mode not in ("process", "none", ""):
        why = "when the service stops, systemd kills the processes of resources, too"
        yield f"KillMode={service.kill_mode}", why, Severity.ERROR
    if pacemaker and service.send_sigkill:
        why = "systemd kills Pacemaker while it still stops resources, and they run on"
        yield "SendSIGKILL=yes", why, Severity.ERROR
    if pacemaker and service.stop_seconds is not None and service.stop_seconds < STOP_SECONDS:
        why = "resources may take longer to stop"
        yield f"TimeoutStopSec={service.stop_seconds:g}", why, Severity.WARNING
    if service.memory_max is not None:
        why = "at this limit the kernel kills the daemon, and the node is fenced"
        yield f"MemoryMax={amount(service.memory_max)}", why, Severity.WARNING
