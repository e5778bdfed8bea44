"""# RUN003 running-differs-from-file

Corosync runs with other settings than its file has.

## Why

The file was changed and the daemon has not read it, or has refused it, or the running daemon was changed
alone. The cluster works by the old values until the next restart, and then, perhaps months later and in
the middle of a failure, it behaves otherwise than anybody has seen it do. On the other nodes the same
may be true, or not.

Some settings come into force by `corosync-cfgtool -R`, which makes *all* nodes read their files: copy
the file to every node first, and give the command once. The others (transport, ip_version, netmtu …)
need corosync to be stopped on all nodes. At a reload the daemon leaves those as they were.

## When to ignore it

While a change is being rolled out.

## Bad

```corosync
totem {
    version: 2
    token: 10000
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        nodeid: 1
        name: alice
    }
}
```
```facts
{"RunningMap": {"keys": {
  "totem.version": "2", "totem.token": "3000",
  "nodelist.node.0.ring0_addr": "10.0.0.1", "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice"
}}}
```

The members have read different files:

```corosync
totem {
    version: 2
    config_version: 4
}
```
```facts
{"RunningMap": {"keys": {
  "totem.version": "2", "totem.config_version": "4",
  "runtime.members.1.config_version": "4", "runtime.members.1.status": "joined",
  "runtime.members.2.config_version": "3", "runtime.members.2.status": "joined"
}}}
```

## Good

```corosync
totem {
    version: 2
    interface {
        linknumber: 0
        bindnetaddr: 10.0.0.0
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        nodeid: 1
        name: alice
    }
}
```
```facts
{"RunningMap": {"keys": {
  "totem.version": "2", "totem.interface.0.bindnetaddr": "10.0.0.1", "nodelist.local_node_pos": "0",
  "nodelist.node.0.ring0_addr": "10.0.0.1", "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice"
}}}
```

## Sources

* corosync-cfgtool(8), cmap_keys(7)
* the daemon, its file changed and reloaded
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.drift import differences, refused_reload, versions
from hadoctor.facts.node.place import said
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.stack import Stack
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

MAP = "corosync-cmapctl"
MOST = 20


@rule("RUN003", severity=Severity.WARNING)
def running_differs_from_file(
    corosync: Corosync, running: RunningMap, stack: Stack | Unknown
) -> Findings:
    process = None if isinstance(stack, Unknown) else stack.corosync
    if process and process.configuration not in ("", "/etc/corosync/corosync.conf"):
        line = f"{process.pid}: corosync reads {process.configuration}"
        yield Finding(
            f"corosync has read {process.configuration}, and not this file",
            at=corosync.source.whole if not corosync.source.data else corosync.place("totem"),
            notes=(Note(said("ps", line), "its environment or its arguments say so"),),
            why="what is changed or checked here does nothing: all tools write to this file",
        )
        return
    found = differences(corosync, running)
    if found:
        places = [d.entry.span if d.entry else said(MAP, running.line(d.key)) for d in found]
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        reload = all(d.reloadable for d in found)
        title = (
            "when all nodes have the file: corosync-cfgtool -R, once, on one node"
            if reload
            else "needs corosync to be stopped and started on all nodes"
        )
        yield Finding(
            f"corosync runs with other settings than its file has: {found[0]}{more}",
            at=places[0],
            notes=tuple(Note(at, str(d)) for d, at in zip(found, places, strict=True))[1:MOST],
            why="the next restart changes how the cluster behaves",
            fix=Fix(title, (), Applicability.GUIDED),
        )
    if refused_reload(running):
        yield Finding(
            "corosync has refused to read its file again (corosync-cfgtool -R)",
            at=said(MAP, running.line("config.totemconfig_reload_in_progress")),
            why="it goes on with the old settings, and does not start with the file",
        )
    versions_ = [f"{running.name(nodeid)} {version}" for nodeid, version in versions(running)]
    if versions_:
        yield Finding(
            f"the members have read files of different config_version: {', '.join(versions_)}",
            at=said(MAP, "runtime.members.*.config_version"),
            why="a node with the lower version leaves when it meets the higher one at its next start",
        )
