"""# RUN010 foreign-packets

A node is missing, and packets come in that this node cannot authenticate.

## Why

The nodes send to each other and cannot read each other: one of them has another key, another cipher or
another hash. Each side forms a cluster of its own; with `two_node` and without `wait_for_all` both are
quorate, and only fencing is between them and the same data. It mostly begins with a restart: a node goes
on with the key that it has read when it was started, whatever is in the file by now.

The network is in order, and so is the firewall: the packets arrive.

## When to ignore it

Never, while a node is missing. With all nodes there, RUN009 tells of such packets: another cluster
sends to this one.

## Bad

```facts
{
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice", "nodelist.node.0.ring0_addr": "10.0.0.1",
    "nodelist.node.1.nodeid": "2", "nodelist.node.1.name": "bob", "nodelist.node.1.ring0_addr": "10.0.0.2",
    "nodelist.local_node_pos": "0",
    "runtime.members.1.status": "joined", "runtime.members.2.status": "left"
  }},
  "Log": {"now": 10000.0, "symptoms": [
    {"kind": "key-differs", "times": 42, "first": 9000.0, "last": 9999.0, "origin": "journalctl",
     "line": "corosync: [KNET  ] rx: Unable to decrypt packet from 10.0.0.2:5405 (size 80)!"}
  ]}
}
```

## Good

```facts
{
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice",
    "nodelist.node.1.nodeid": "2", "nodelist.node.1.name": "bob",
    "runtime.members.1.status": "joined", "runtime.members.2.status": "joined"
  }},
  "Log": {"now": 10000.0, "symptoms": [
    {"kind": "key-differs", "times": 42, "first": 9000.0, "last": 9100.0, "origin": "journalctl",
     "line": "corosync: [KNET  ] rx: Unable to decrypt packet from 10.0.0.2:5405 (size 80)!"}
  ]}
}
```

## Sources

* the daemon, started with another key and with another cipher than its peers
"""

import re

from hadoctor.facts.node.absent import absent
from hadoctor.facts.node.log import Log
from hadoctor.facts.node.place import said
from hadoctor.facts.node.running import RunningMap
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

RECENT = 60.0
"""Seconds. A node that cannot be read sends several packets a second."""
SENDER = re.compile(r"from \[?([0-9a-fA-F.:]+?)\]?:\d+ ")


@rule("RUN010", severity=Severity.ERROR, explains=("RUN002", "RUN004", "RUN005", "RUN009"))
def foreign_packets(running: RunningMap, log: Log) -> Findings:
    missing = absent(running, None)
    symptom = next((s for s in log.symptoms if s.kind == "key-differs"), None)
    if not missing or symptom is None:
        return
    if symptom.last is None or log.now - symptom.last > RECENT:
        return
    match = SENDER.search(symptom.line)
    sender = running.owner(match[1]) if match else None
    if match and (sender is None or sender.name not in {one.name for one in missing}):
        return  # It is somebody else who sends, and not what keeps the node away.
    name = sender.name if sender is not None else missing[0].name
    yield Finding(
        f"packets of {name} come in, and this node cannot authenticate them"
        if sender is not None
        else f"packets come in that this node cannot authenticate, and {name} is missing",
        at=said(symptom.origin, symptom.line),
        why="the nodes have different keys, or different settings of crypto",
        fix=Fix(
            "compare on all nodes: sha256sum /etc/corosync/authkey, and corosync-cmapctl totem."
            "crypto_cipher totem.crypto_hash; restart the one that is wrong",
            (),
            Applicability.GUIDED,
        ),
    )
