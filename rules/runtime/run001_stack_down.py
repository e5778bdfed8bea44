"""# RUN001 stack-down

A daemon of the cluster does not run on this node, or runs and does not answer.

## Why

Without corosync the node is in no cluster: nothing fails over to it, and what ran on it is gone or
being started elsewhere. Without Pacemaker it is a member that can do no work. Whether a daemon runs is
asked of the kernel: a service manager knows only what it has started itself, and a corosync that was
started by hand runs on while systemd calls it inactive.

corosync.service has no Restart=. After some failed starts systemd refuses to try again
(`start-limit-hit`) even if the file has been repaired; `systemctl reset-failed corosync` clears that.

## When to ignore it

On a node that was taken out of the cluster on purpose.

## Bad

```facts
{
  "Stack": {"processes": []},
  "Services": {"services": [
    {"name": "corosync", "enabled": true, "active": "failed", "result": "start-limit-hit"}
  ]}
}
```

corosync was killed, and Pacemaker has lost its connection:

```facts
{"Stack": {"processes": [
  {"name": "pacemakerd", "pid": 32}, {"name": "pacemaker-execd", "pid": 43}
]}}
```

Somebody has sent SIGSTOP to a daemon, or a debugger holds it:

```facts
{"Stack": {"processes": [
  {"name": "corosync", "pid": 31}, {"name": "pacemakerd", "pid": 32},
  {"name": "pacemaker-based", "pid": 39, "state": "T"}, {"name": "pacemaker-fence", "pid": 40},
  {"name": "pacemaker-execd", "pid": 41}, {"name": "pacemaker-attrd", "pid": 42},
  {"name": "pacemaker-sched", "pid": 43}, {"name": "pacemaker-contr", "pid": 44}
]}}
```

The file has been removed while corosync runs:

```facts
{"Stack": {"processes": [{"name": "corosync", "pid": 31}], "configured": false}}
```

## Good

```facts
{"Stack": {"processes": [
  {"name": "corosync", "pid": 31}, {"name": "pacemakerd", "pid": 32},
  {"name": "pacemaker-based", "pid": 39}, {"name": "pacemaker-fence", "pid": 40},
  {"name": "pacemaker-execd", "pid": 41}, {"name": "pacemaker-attrd", "pid": 42},
  {"name": "pacemaker-sched", "pid": 43}, {"name": "pacemaker-contr", "pid": 44}
]}}
```

A cluster without Pacemaker:

```facts
{"Stack": {"processes": [{"name": "corosync", "pid": 31}], "pacemaker_used": false}}
```

A node that is in no cluster:

```facts
{"Stack": {"processes": [], "configured": false, "pacemaker_used": false}}
```

## Sources

* corosync(8), pacemakerd(8), systemd.unit(5): StartLimitBurst
* the daemons, killed one by one
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.down import Down, down, mute, silent
from hadoctor.facts.node.place import said
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.services import Services
from hadoctor.facts.node.stack import Stack
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

FOLLOW = ("RUN002", "RUN003", "RUN004", "RUN005", "RUN006", "RUN008", "RUN009")


@rule("RUN001", severity=Severity.ERROR, explains=FOLLOW)
def stack_down(
    stack: Stack,
    services: Services | Unknown,
    corosync: Corosync | Unknown,
    running: RunningMap | Unknown,
    cluster: ClusterState | Unknown,
) -> Findings:
    known = Services() if isinstance(services, Unknown) else services
    device = not isinstance(corosync, Unknown) and corosync.votes.device == "net"
    found: list[Down] = list(down(stack, known, device=device))
    if isinstance(running, Unknown):
        found += silent(stack, running.why)
    if isinstance(cluster, Unknown) and not found:
        found += mute(stack, cluster.why)
    for one in found:
        yield Finding(
            one.message,
            at=said(one.origin, one.line),
            why=one.why,
            severity=None if one.matters else Severity.WARNING,
            fix=Fix(one.remedy, (), Applicability.GUIDED) if one.remedy else None,
        )
