"""# TOT026 window-too-large

window_size and max_messages together are more than the daemon's queue of retransmits holds.

## Why

A node may send up to `max_messages` (17 without the key) in a turn of the token, and `window_size`
(50) messages may be on their way in all. The queue for what has to be sent again has 16384 places.
`corosync -t` takes larger sums; the daemon stops with a failed assertion at the first token.

## When to ignore it

Never: the daemon does not stay up.

## Bad

```corosync
totem {
    version: 2
    window_size: 65535
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    window_size: 300
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5)
* the daemon, started: `fcc_rtr_limit: Assertion`
"""

from hadoctor.finding import Blocks, Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

QUEUE = 16384
DEFAULT_WINDOW, DEFAULT_MESSAGES = 50, 17


@rule("TOT026", severity=Severity.ERROR)
def window_too_large(corosync: Corosync) -> Findings:
    window_entry = corosync.entry("totem.window_size")
    messages_entry = corosync.entry("totem.max_messages")
    window = corosync.number("totem.window_size") or DEFAULT_WINDOW
    messages = min(corosync.number("totem.max_messages") or DEFAULT_MESSAGES, window)
    # The daemon counts in 32 bits: sums beyond those wrap around and pass.
    left = (QUEUE - window - messages) & 0xFFFFFFFF
    entry = window_entry or messages_entry
    if entry is None or left < 1 << 31:
        return
    yield Finding(
        f"window_size {window} and {messages} messages in a turn are more than the {QUEUE} places"
        " of the daemon's queue",
        at=entry.span,
        notes=(Note(messages_entry.span, "counts up to window_size"),)
        if messages_entry is not None and messages_entry is not entry
        else (),
        why="corosync stops with a failed assertion at the first token",
        blocks=Blocks.START,
    )
