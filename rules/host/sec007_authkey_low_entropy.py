"""# SEC007 authkey-low-entropy

The key of the cluster is no random data.

## Why

A key that somebody has typed, or a file of equal bytes, can be guessed, however long it is. Who guesses
it can speak as a node of the cluster.

## When to ignore it

In a test cluster.

## Bad

```facts
{"Authkey": {"text": true, "distinct": 21, "file": {
  "path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root", "group": "root",
  "size": 256
}}}
```

## Good

```facts
{"Authkey": {"distinct": 163, "file": {
  "path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root", "group": "root",
  "size": 256
}}}
```

Random data in base64 has few different bytes, and is random all the same:

```facts
{"Authkey": {"text": true, "distinct": 63, "file": {
  "path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root", "group": "root",
  "size": 344
}}}
```

## Sources

* corosync-keygen(8)
* 256 random bytes have 162 different ones on the average, 128 have 101
"""

from hadoctor.facts.node.files import Authkey
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

LEAST = 128
BINARY = 64
"""Of 128 random bytes at least so many are different, but for one in 10^20."""
TEXT = 40
"""Of 128 random characters of base64, likewise; words of a language have fewer."""


@rule("SEC007", severity=Severity.WARNING)
def authkey_low_entropy(key: Authkey) -> Findings:
    if key.file.size < LEAST or key.distinct >= (TEXT if key.text else BINARY):
        return
    if key.text and key.distinct >= 14 and key.file.size >= 512:
        return  # hexadecimal digits may hold enough
    yield Finding(
        f"the key has only {key.distinct} different {'characters' if key.text else 'bytes'}:"
        f" {key.file.path}",
        at=said(f"ls -l {key.file.path}", key.file.listed),
        why="it is no random data, and who guesses it can speak as a node of the cluster",
        fix=Fix(
            "make a key with corosync-keygen, and put it on all nodes at the same time",
            (),
            Applicability.GUIDED,
        ),
    )
