"""# QUO013 qdevice-incompatible-option

A quorum device is configured together with an option that cannot work with one.

## Why

`last_man_standing`, `auto_tie_breaker` and `allow_downscale` change by themselves what the device is
there to decide. votequorum refuses to start with a device and one of them (`quorum.device is not
compatible with …`), and the check of `corosync -t` does not see it: the next restart fails. The device
does what they do: its algorithm `lms` is a last man standing, `ffsplit` breaks ties.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    last_man_standing: 1
    device {
        model: net
        net {
            host: 10.0.0.9
            algorithm: lms
        }
    }
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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    device {
        model: net
        net {
            host: 10.0.0.9
            algorithm: lms
        }
    }
}
```

## Sources

* votequorum(5), corosync-qdevice(8)
* the daemon, started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule

COMPANIONS = {
    "last_man_standing": "last_man_standing_window",
    "auto_tie_breaker": "auto_tie_breaker_node",
    "allow_downscale": "",
}


@rule("QUO013", severity=Severity.ERROR)
def qdevice_incompatible_option(corosync: Corosync) -> Findings:
    votes, model = corosync.votes, corosync.entry("quorum.device.model")
    if not votes.counted or not votes.device or model is None:
        return
    on = {
        "last_man_standing": votes.last_man_standing,
        # A tie breaker that the daemon switches off first does not clash.
        "auto_tie_breaker": votes.tie_breaking,
        "allow_downscale": votes.allow_downscale,
    }
    for key, companion in COMPANIONS.items():
        entry = corosync.entry(f"quorum.{key}")
        if entry and on[key]:
            edits = without(corosync, f"quorum.{key}", f"quorum.{companion}")
            yield Finding(
                f"{key} is on, and a quorum device (model {model.text}) is configured",
                at=entry.span,
                notes=(Note(model.span, "the device"),),
                why="corosync does not start with both",
                blocks=Blocks.START,
                fix=Fix(f"remove {key}", edits, Applicability.UNSAFE),
            )
