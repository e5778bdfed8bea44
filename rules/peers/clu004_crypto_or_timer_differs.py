"""# CLU004 crypto-or-timer-differs

The files of the nodes say the same, and corosync does not do the same on all of them.

## Why

What a file does not say is decided by the release: corosync 2 sends by `udp` and encrypts, 3.0 sends by
`knet` and does not; the default of `token` was 1000 ms and is 3000 ms. So one file on nodes with
different releases makes different daemons. And a daemon goes on with what it has read: after a change
that one node has not loaded, the files are equal and the daemons are not. With another transport or
cipher the nodes do not hear each other; with another `token` one declares nodes lost that the other
still waits for.

## When to ignore it

Between the start of an upgrade and its end, if the transport and the cipher are written in the file.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"Identity": {"corosync": "2.4.5"}},
  "n2": {"Identity": {"corosync": "3.1.7"}}
}
```

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"Identity": {"corosync": "3.1.7"}, "RunningMap": {"keys": {"runtime.config.totem.token": "3000"}}},
  "n2": {"Identity": {"corosync": "3.1.7"}, "RunningMap": {"keys": {"runtime.config.totem.token": "10000"}}}
}
```

## Good

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"Identity": {"corosync": "3.1.7"}, "RunningMap": {"keys": {"runtime.config.totem.token": "3000"}}},
  "n2": {"Identity": {"corosync": "3.1.6"}, "RunningMap": {"keys": {"runtime.config.totem.token": "3000"}}}
}
```

## Sources

* corosync.conf(5) of 2.4, 3.0 and 3.1; cmap_keys(7): runtime.config
* the daemon: exec/totemconfig.c
"""

from hadoctor.facts.effective import WRITTEN, by_file, running, written
from hadoctor.facts.peers import Peers, places, sides, table
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

APART = ("transport", "crypto_cipher", "crypto_hash")
"""With another one of these the nodes do not hear each other."""
DEAF = "the nodes do not hear each other"


@rule("CLU004", severity=Severity.ERROR, explains=("RUN004", "RUN010"))
def crypto_or_timer_differs(peers: Peers) -> Findings:
    told: set[str] = set()
    for where, of in (("corosync-cmapctl", running), ("corosync.conf", by_file)):
        known = {peer: one for peer in peers.members if (one := of(peer)) is not None}
        for name, keys in WRITTEN.items():
            # What the files themselves say differently is CLU001's.
            same = len({written(peer, keys) for peer in known}) < 2
            found = sides((peer, one[name]) for peer, one in known.items() if name in one)
            if not found or not same or name in told or (name == "consensus" and "token" in told):
                continue
            told.add(name)
            said = {p: p.said(where, f"{name}: {one.get(name, '')}") for p, one in known.items()}
            at, notes = places(found, said.__getitem__)
            yield Finding(
                f"the files say the same, and {name} is not the same: {table(found)}",
                at,
                notes,
                why=DEAF if name in APART else "one declares nodes lost that the other waits for",
                severity=None if name in APART else Severity.WARNING,
                fix=Fix(f"write {name} into all files, and load them", (), Applicability.GUIDED),
            )
