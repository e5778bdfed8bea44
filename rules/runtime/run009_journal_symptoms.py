"""# RUN009 journal-symptoms

The logs of the last hour have lines that tell of trouble.

## Why

Much that goes wrong between nodes is seen nowhere else: packets that cannot be authenticated, messages
that have to be sent again, a daemon that was not let run. What is said here happened since corosync
started, and within the last hour; what ended more than ten minutes ago is for information.

## When to ignore it

When the cause is known and gone.

## Bad

```facts
{"Log": {"now": 10000.0, "symptoms": [
  {"kind": "key-differs", "times": 42, "first": 9000.0, "last": 9990.0, "origin": "journalctl",
   "line": "corosync: [KNET  ] rx: Packet rejected: Digest does not match"}
]}}
```

## Good

A node was started, and the ring was formed anew:

```facts
{"Log": {"now": 10000.0, "symptoms": [
  {"kind": "node-lost", "times": 1, "first": 9990.0, "last": 9990.0, "origin": "journalctl",
   "line": "corosync: [TOTEM ] A processor failed, forming new configuration."}
]}}
```

## Sources

* the messages of corosync, libknet, Pacemaker, sbd, chronyd and the kernel
"""

from hadoctor.facts.node.log import Log, Symptom
from hadoctor.facts.node.place import said
from hadoctor.finding import Finding, Severity
from hadoctor.model.symptoms import known
from hadoctor.rule import Findings, rule

RECENT = 600.0
"""Seconds. What ended before is over, or was mended."""


@rule("RUN009", severity=Severity.WARNING)
def journal_symptoms(log: Log) -> Findings:
    for symptom in log.symptoms:
        kind = known(symptom.kind)
        if kind is None or symptom.times < kind.least:
            continue
        recent = symptom.last is not None and log.now - symptom.last <= RECENT
        yield Finding(
            f"{kind.meaning}: {_when(symptom, log)}",
            at=said(symptom.origin, symptom.line),
            why=f"look at {kind.look}" if not kind.stopped else kind.look,
            severity=Severity.WARNING if recent else Severity.INFO,
        )


def _when(symptom: Symptom, log: Log) -> str:
    times = "once" if symptom.times == 1 else f"{symptom.times} times"
    if symptom.last is None:
        return times
    minutes = max(0, round((log.now - symptom.last) / 60))
    ago = "less than a minute ago" if minutes == 0 else f"{minutes} min ago"
    return f"{times}, {'' if symptom.times == 1 else 'the last time '}{ago}"
