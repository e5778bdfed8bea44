"""# QUO019 allow-downscale

`allow_downscale` or `expected_votes_tracking` is on.

## Why

The manual of votequorum calls `allow_downscale` incomplete and unsupported. Both keep the highest number
of expected votes ever seen in a file (`ev_tracking`), which is never lowered, and the daemon takes the
number in it, or that of the nodelist while there is none, in place of `expected_votes`. After nodes were
removed for good, a cluster may wait for votes that do not exist any more.

## When to ignore it

`expected_votes_tracking`: when that is what you want, and the file is deleted after nodes were removed.

## Bad

```corosync
totem {
    version: 2
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
    allow_downscale: 1
}
```

## Good

```corosync
totem {
    version: 2
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

* votequorum(5): allow_downscale, expected_votes_tracking
* the daemon: with `expected_votes_tracking: 1` an `expected_votes` in the file has no effect
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity, Unchecked
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("QUO019", severity=Severity.WARNING)
def allow_downscale(corosync: Corosync) -> Findings:
    votes = corosync.votes
    # With a device it does not start at all: QUO013.
    if not votes.counted or (votes.device and votes.allow_downscale):
        return
    for key, why in (
        ("allow_downscale", "its own manual calls it incomplete and unsupported"),
        ("expected_votes_tracking", "the highest number ever seen counts, not expected_votes"),
    ):
        entry = corosync.entry(f"quorum.{key}")
        if entry and entry.value:
            edits = without(corosync, f"quorum.{key}")
            yield Finding(
                f"{key} is on",
                at=entry.span,
                why=why,
                fix=Fix(f"remove {key}", edits, Applicability.UNSAFE),
            )
            yield Unchecked(
                "needs the node: the state directory has to be writable, and a number kept there"
                " counts in place of expected_votes",
                entry.span,
            )
