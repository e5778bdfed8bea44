"""# QUO006 no-quorum-provider

The quorum service is not switched on, or is named with a word that corosync does not know.

## Why

Without `provider` corosync runs without quorum: every option of the section is ignored, each part of
a split cluster goes on, and Pacemaker does not work at all (`Corosync quorum is not configured`). With
an unknown word the daemon loads the file and then does not start (`Invalid quorum provider`); `corosync
-t` says nothing about it. The whole value counts, so quotes, a comment behind it or nothing at all
make it unknown too.

## When to ignore it

A missing provider: when only the messaging of corosync is used, without Pacemaker.

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
    provider: votequorum
}
```

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

* votequorum(5)
* the daemon, started: `Service engine 'corosync_quorum' failed to load`
"""

from hadoctor.edit import newline, set_value
from hadoctor.finding import Applicability, Blocks, Edit, Finding, Fix, Severity
from hadoctor.model.blemish import comment
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import with_value
from hadoctor.model.votes import PROVIDERS
from hadoctor.rule import Findings, rule
from hadoctor.source import Span

USUAL = PROVIDERS[0]


@rule("QUO006", severity=Severity.ERROR)
def no_quorum_provider(corosync: Corosync) -> Findings:
    provider = corosync.entry("quorum.provider")
    if provider is None:
        # What stands in a wrong place or under a wrong name is another rule's finding.
        elsewhere = any(e.pair.key.endswith("provider") for e in corosync.cmap.stored)
        if corosync.sections("totem") and corosync.absent("quorum.provider") and not elsewhere:
            # Without a nodelist it would have nothing to count: QUO020.
            edits = _added(corosync) if corosync.nodes or corosync.votes.expected_votes else ()
            yield Finding(
                "no quorum provider is set",
                at=corosync.place("quorum"),
                why="corosync runs without quorum, and Pacemaker not at all",
                severity=Severity.WARNING,
                fix=Fix(f"set provider: {USUAL}", edits, Applicability.UNSAFE) if edits else None,
            )
    elif provider.value not in PROVIDERS and comment(provider.text) is None:  # else COR004
        shown = f"'{provider.text}'" if provider.text else "empty"
        meant = [w.strip("\"'") for w in provider.text.split()[:1]] == [USUAL]
        yield Finding(
            f"the quorum provider is {shown}, corosync knows only {' and '.join(PROVIDERS)}",
            at=provider.span if provider.text else provider.pair.span,
            why="the file loads, and the daemon does not start",
            blocks=Blocks.START,
            fix=Fix(
                f"write {USUAL}",
                (set_value(provider.pair, USUAL),),
                Applicability.SAFE if meant else Applicability.UNSAFE,
            ),
        )


def _added(corosync: Corosync) -> tuple[Edit, ...]:
    """A line in the quorum section, or a section at the end of the file."""
    data = corosync.source.data
    end = Span(corosync.source, len(data), len(data))
    new = newline(corosync.source)
    begin = "" if not data or data.endswith(b"\n") else new
    section = f"{begin}quorum {{{new}    provider: {USUAL}{new}}}{new}"
    return with_value(corosync, "quorum.provider", USUAL) or (Edit(end, section),)
