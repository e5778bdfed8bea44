"""# SEC006 authkey-size

The key file of the cluster has a size that corosync does not take, or not as a whole.

## Why

Fewer than 128 bytes are refused: corosync does not start. Of more than 4096 bytes only the first 4096
are used. `corosync-keygen` writes 256 (2.x: 128).

## When to ignore it

Where crypto is off: then the file is not read.

## Bad

```corosync
totem {
    version: 2
    transport: knet
    crypto_cipher: aes256
    crypto_hash: sha256
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alice
        nodeid: 1
    }
}
```

```facts
{"Authkey": {"file": {
  "path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root", "group": "root",
  "size": 32
}}}
```

## Good

```facts
{"Authkey": {"file": {
  "path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root", "group": "root",
  "size": 256
}}}
```

## Sources

* corosync-keygen(8), corosync.conf(5): keyfile
* the daemon, started with keys of several sizes
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import Authkey
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

LEAST, MOST = 128, 4096


@rule("SEC006", severity=Severity.ERROR, explains=("RUN001",))
def authkey_size(key: Authkey, corosync: Corosync | Unknown) -> Findings:
    used = isinstance(corosync, Unknown) or corosync.crypto.on
    state = key.file
    at = said(f"ls -l {state.path}", state.listed)
    if state.size < LEAST:
        yield Finding(
            f"the key has {state.size} bytes, and corosync wants {LEAST} at least: {state.path}",
            at=at,
            why="corosync does not start" if used else "with crypto on corosync would not start",
            blocks=Blocks.LOAD if used and isinstance(corosync, Corosync) else None,
            severity=None if used else Severity.INFO,
            fix=Fix(
                "take the key of another node, or make one for all with corosync-keygen",
                (),
                Applicability.GUIDED,
            ),
        )
    elif state.size > MOST:
        yield Finding(
            f"the key has {state.size} bytes, and only the first {MOST} are used: {state.path}",
            at=at,
            severity=Severity.INFO,
        )
