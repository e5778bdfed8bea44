"""# SEC003 authkey-permissions

Others than root may read or change the key of the cluster.

## Why

Who has the key can speak as a node of the cluster: change its membership, and its configuration, which
runs programs as root on every node. A copy by scp, or by a shared folder, often leaves the key readable
for everybody. Corosync does not look at the file's owner and mode.

## When to ignore it

When the whole host belongs to one administrator, and no other account or container can reach the file.

## Bad

```facts
{"Authkey": {"file": {
  "path": "/etc/corosync/authkey", "kind": "file", "mode": 420, "owner": "root", "group": "root",
  "size": 256
}}}
```

```facts
{"Authkey": {"file": {
  "path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "admin", "group": "admin",
  "size": 256
}}}
```

## Good

```facts
{"Authkey": {
  "file": {"path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root",
           "group": "root", "size": 256},
  "folder": {"path": "/etc/corosync", "kind": "folder", "mode": 493, "owner": "root", "group": "root"}
}}
```

## Sources

* corosync-keygen(8): it makes the file with mode 0400, and of root
* the daemon, which takes a key of any mode
"""

from hadoctor.facts.node.files import Authkey, FileState
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule


@rule("SEC003", severity=Severity.ERROR)
def authkey_permissions(key: Authkey) -> Findings:
    state = key.file
    at = said(f"ls -l {state.path}", state.listed)
    fix = Fix(f"chown root:root {state.path}; chmod 0400 {state.path}", (), Applicability.GUIDED)
    who = _who(state)
    if who:
        yield Finding(
            f"{who} the key: {state.permissions} {state.owner}:{state.group} {state.path}",
            at=at,
            why="who has the key can speak as a node of the cluster, and run programs on all of them",
            fix=fix,
        )
    elif state.mode & 0o377:
        yield Finding(
            f"the key has mode {state.mode:04o}, and 0400 is enough: {state.path}",
            at=at,
            severity=Severity.INFO,
            fix=fix,
        )
    folder = key.folder
    if folder is not None and (folder.owner != "root" or folder.mode & 0o002):
        yield Finding(
            f"others than root may put another key in its place: {folder.permissions}"
            f" {folder.owner}:{folder.group} {folder.path}",
            at=said(f"ls -ld {folder.path}", folder.listed),
            why="with a key of their own they can speak as a node of the cluster",
            fix=Fix(
                f"chown root:root {folder.path}; chmod 0755 {folder.path}",
                (),
                Applicability.GUIDED,
            ),
        )


def _who(state: FileState) -> str:
    """Who beside root, and the group of root, may do something with the file."""
    if state.mode & 0o002:
        return "everybody may change"
    if state.mode & 0o004:
        return "everybody may read"
    if state.owner != "root":
        return f"the user {state.owner} may read and change"
    if state.group != "root" and state.mode & 0o060:
        return f"the group {state.group} may {'change' if state.mode & 0o020 else 'read'}"
    return ""
