"""# RUN002 not-quorate

The part of the cluster that this node is in has no quorum.

## Why

Without quorum Pacemaker starts nothing, and by default stops what runs. Which vote is missing tells
what to do: a node that cannot be reached, a quorum device without a vote, or, with `wait_for_all`, a
node that has not been seen since this one started. In the last case the votes suffice and the cluster
waits all the same, because the other side may still be running: only a person who has made sure that it
is off may end the wait.

## When to ignore it

Never; but it is a symptom, and there is no repair for it itself. Lowering the expected votes or
unblocking by hand turns an outage into a split brain.

## Bad

```facts
{
  "QuorumState": {
    "quorate": false, "expected": 3, "highest": 3, "total": 1, "quorum": 2, "blocked": true,
    "voters": [{"nodeid": 3, "votes": 1}]
  },
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice",
    "nodelist.node.1.nodeid": "2", "nodelist.node.1.name": "bob",
    "nodelist.node.2.nodeid": "3", "nodelist.node.2.name": "carol"
  }}
}
```

Two nodes after a power cut, one of them back:

```facts
{"QuorumState": {
  "quorate": false, "expected": 2, "highest": 2, "total": 1, "quorum": 1, "blocked": true,
  "flags": ["2Node", "WaitForAll"], "voters": [{"nodeid": 1, "votes": 1}]
}}
```

## Good

```facts
{"QuorumState": {
  "quorate": true, "expected": 3, "highest": 3, "total": 2, "quorum": 2, "flags": ["Quorate"]
}}
```

## Sources

* votequorum(5), corosync-quorumtool(8)
* the daemon, with nodes cut off
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.place import said
from hadoctor.facts.node.qdevice import QdeviceState
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.unquorate import reasons
from hadoctor.finding import Finding, Note, Severity
from hadoctor.rule import Findings, rule

COMMAND = "corosync-quorumtool -s"


@rule("RUN002", severity=Severity.ERROR, explains=("RUN006", "RUN008"))
def not_quorate(
    quorum: QuorumState, running: RunningMap | Unknown, device: QdeviceState | Unknown
) -> Findings:
    if quorum.quorate or not quorum.provider:
        return
    first, *others = reasons(
        quorum,
        RunningMap({}) if isinstance(running, Unknown) else running,
        None if isinstance(device, Unknown) else device,
    )
    yield Finding(
        f"this node has no quorum: {first}",
        at=said(COMMAND, "Quorate: No"),
        notes=tuple(Note(said(COMMAND, f"Expected votes: {quorum.expected}"), o) for o in others),
        why="resources are not started, and by default those that run are stopped",
    )
