"""# SEC009 secauth-dialect

`secauth` has another value than `on` or `off`.

## Why

corosync compares with one word, and each release with another one. For 2.x everything but exactly `off`
means on; for 3.x everything but exactly `on` means off. So `secauth: yes` encrypts under 2.x and not
under 3.x, and `secauth: no` does not do what it says under 2.x. An upgrade changes it without a message,
and during it the two halves do not understand each other.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    secauth: yes
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
}
```

```corosync corosync=2.4
totem {
    version: 2
    transport: udpu
    secauth: no
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
}
```

## Good

```corosync
totem {
    version: 2
    secauth: on
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
}
```

## Sources

* corosync.conf(5): secauth
* the daemons 2.4, 3.0, 3.1: with `secauth: yes` 3.x starts without a key file
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

NO = ("no", "off", "0", "false", "disabled", "none", "")


@rule("SEC009", severity=Severity.ERROR)
def secauth_dialect(corosync: Corosync) -> Findings:
    secauth = corosync.entry("totem.secauth")
    # Where cipher and hash are both given, secauth decides nothing. Newer releases: SEC013.
    chosen = [corosync.entry(f"totem.crypto_{key}") for key in ("cipher", "hash")]
    if secauth is None or secauth.text in ("on", "off") or all(chosen):
        return
    if corosync.target.since("3.1.11") or not corosync.crypto.known:
        return
    old = corosync.target.before("3.0")
    word, meaning = ("off", "on") if old else ("on", "off")
    value = "on" if old or secauth.text.lower().strip("\"'") not in NO else "off"
    same = value == meaning
    fix = Fix(
        f"write {value}" + ("" if same else " (first put the same authkey on every node)"),
        (set_value(secauth.pair, value),),
        Applicability.SAFE if same else Applicability.UNSAFE,
    )
    yield Finding(
        (f"secauth is '{secauth.text}'" if secauth.text else "secauth is empty")
        + f", and only exactly {word} turns it {word}: here it means {meaning}",
        at=secauth.span if secauth.text else secauth.pair.span,
        why="2.x and 3.x take such a word for the opposite of each other",
        fix=fix if same or (corosync.transport == "knet" and not any(chosen)) else None,
    )
