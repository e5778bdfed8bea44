"""# SEC014 config-writable

Others than root may change a file that the daemons of the cluster read.

## Why

Corosync and Pacemaker run as root. Who can write their configuration decides which programs they start,
and may let themselves in: uidgid.d names the users that may talk to corosync.

## When to ignore it

Never on a host with other users.

## Bad

```facts
{"ClusterFiles": {"files": [
  {"path": "/etc/corosync/corosync.conf", "kind": "file", "mode": 438, "owner": "root", "group": "root"}
]}}
```

## Good

```facts
{"ClusterFiles": {"files": [
  {"path": "/etc/corosync/corosync.conf", "kind": "file", "mode": 420, "owner": "root", "group": "root"},
  {"path": "/var/lib/pacemaker/cib/cib.xml", "kind": "file", "mode": 384, "owner": "hacluster",
   "group": "haclient"}
]}}
```

## Sources

* the owners and modes that the packages give
"""

from hadoctor.facts.node.files import ClusterFiles, FileState
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

CLUSTER = ("root", "hacluster", "haclient")
OF_CLUSTER = ("/var/lib/pacemaker", "/var/log/")
"""Folders that Pacemaker's own user writes to, and those of logs, in which the system's groups may write."""


@rule("SEC014", severity=Severity.ERROR)
def config_writable(files: ClusterFiles) -> Findings:
    for state in files.files:
        who = _who(state)
        if who and state.kind in ("file", "folder"):
            yield Finding(
                f"{who} may change {state.path}: {state.permissions} {state.owner}:{state.group}",
                at=said(f"ls -ld {state.path}", state.listed),
                why="the daemons that read it run as root",
                fix=Fix(
                    f"chown root:root {state.path}; chmod go-w {state.path}",
                    (),
                    Applicability.GUIDED,
                )
                if not state.path.startswith(OF_CLUSTER)
                else Fix(f"chmod o-w {state.path}", (), Applicability.GUIDED),
            )


def _who(state: FileState) -> str:
    if state.mode & 0o002 and not state.mode & 0o1000:
        return "everybody"
    if state.path.startswith(OF_CLUSTER):
        return ""
    if state.owner not in CLUSTER and not state.owner.isdecimal():
        return f"the user {state.owner}"
    if state.mode & 0o020 and state.group not in CLUSTER:
        return f"the group {state.group}"
    return ""
