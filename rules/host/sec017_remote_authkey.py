"""# SEC017 remote-authkey

Pacemaker cannot read the key of its remote nodes, or others can.

## Why

Remote nodes, guests and bundles are spoken to with the key in /etc/pacemaker/authkey. The part of Pacemaker
that does it runs as the user hacluster: a key that only root can read is as good as none, and the remote
nodes cannot be reached. Who else can read the key can run commands there as root.

## When to ignore it

On a node that must never reach the remote nodes.

## Bad

```crm
node 1: alice
primitive far ocf:pacemaker:remote params server=far.example op monitor interval=60s
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{"ClusterFiles": {"absent": ["/etc/pacemaker/authkey"]}}
```

```crm
node 1: alice
primitive far ocf:pacemaker:remote params server=far.example op monitor interval=60s
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{"ClusterFiles": {"files": [
  {"path": "/etc/pacemaker/authkey", "kind": "file", "mode": 256, "owner": "root", "group": "root"}
]}}
```

## Good

```crm
node 1: alice
primitive far ocf:pacemaker:remote params server=far.example op monitor interval=60s
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{"ClusterFiles": {"files": [
  {"path": "/etc/pacemaker/authkey", "kind": "file", "mode": 416, "owner": "root", "group": "haclient"}
]}}
```

A cluster without remote nodes needs no such key:

```crm
node 1: alice
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{"ClusterFiles": {"absent": ["/etc/pacemaker/authkey"]}}
```

## Sources

* Pacemaker Remote: the key, its place and its mode
* the libraries of Pacemaker: PCMK_authkey_location
"""

from hadoctor.facts.node.files import ClusterFiles, FileState
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.pacemaker.node_names import remote_name
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("SEC017", severity=Severity.ERROR)
def remote_authkey(pacemaker: Pacemaker, files: ClusterFiles) -> Findings:
    user = next((one for one in pacemaker.primitives if remote_name(one)), None)
    path, state = files.remote_key, files.get(files.remote_key)
    if user is None:
        return
    if state is None and path in files.absent:
        yield Finding(
            f"'{user.id}' needs the key {path}, which is not there",
            at=said(f"ls -l {path}"),
            why="the remote nodes cannot be reached from here",
        )
    fault = "" if state is None else _fault(state)
    if state is not None and fault:
        yield Finding(
            f"{fault} the key of the remote nodes: {state.permissions} {state.owner}:{state.group}"
            f" {path}",
            at=said(f"ls -l {path}", state.listed),
            why="who has the key can run commands on the remote nodes as root"
            if "everybody" in fault
            else "Pacemaker speaks to the remote nodes as that user",
            fix=Fix(f"chown root:haclient {path}; chmod 0640 {path}", (), Applicability.GUIDED),
        )


def _fault(state: FileState) -> str:
    if state.mode & 0o006:
        return f"everybody may {'change' if state.mode & 0o002 else 'read'}"
    reads = (state.owner == "hacluster" and state.mode & 0o400) or (
        state.group == "haclient" and state.mode & 0o040
    )
    return "" if reads else "the user hacluster may not read"
