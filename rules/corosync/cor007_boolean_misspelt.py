"""# COR007 boolean-misspelt

A switch is set to a word that corosync does not know for it.

## Why

There is no common way to switch something on. `debug`, `timestamp`, `fileline`, `function_name` and
`blackbox` take `on` and `off`; `to_syslog`, `to_stderr` and `to_logfile` take `yes` and `no` as well;
corosync refuses the file for any other word. `broadcast`, `block_unlisted_ips`, `clear_node_high_bit`
and `cancel_token_hold_on_retransmit` take `yes` and `no` only, and any other word silently means the
default: `block_unlisted_ips: off` leaves it on. All words are in lower case.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    block_unlisted_ips: off
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
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
}
logging {
    debug: yes
}
```

## Good

```corosync
totem {
    version: 2
    block_unlisted_ips: no
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
logging {
    debug: on
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t`
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Severity
from hadoctor.model.cause import Cause, findings
from hadoctor.model.corosync import Corosync
from hadoctor.model.words import Word, either, wrong_words
from hadoctor.rule import Findings, rule
from hadoctor.source import suggest

_ON = ("on", "yes", "true", "1", "y", "enable", "enabled")
_OFF = ("off", "no", "false", "0", "n", "disable", "disabled")


@rule("COR007", severity=Severity.WARNING)
def boolean_misspelt(corosync: Corosync) -> Findings:
    yield from findings(
        _cause(word)
        for word in wrong_words(corosync)
        # What secauth makes of other words is told by SEC009.
        if word.switch and word.option.key != "secauth" and not word.blemished
    )


def _cause(word: Word) -> Cause:
    option, entry = word.option, word.entry
    shown = f"not '{entry.span.text}'" if entry.text else "and the value is empty"
    meant = _meant(word)
    return Cause(
        f"{option.path} {entry.text}",
        f"{option.key} takes {either(option.words)}, {shown}",
        entry.span if entry.text else entry.pair.span,
        set_value(entry.pair, meant) if meant else None,
        f"write {meant}",
        Applicability.UNSAFE,
        word.blocks,
        Severity.ERROR if word.blocks else None,
        "corosync refuses the whole file for it"
        if word.blocks
        else f"corosync takes any other word for {option.default} and does not say so",
    )


def _meant(word: Word) -> str | None:
    text = word.entry.text.lower()
    for group in (_ON, _OFF):
        if text in group:
            return next(w for w in group if w in word.option.words)
    return suggest(text, word.option.words) if text not in word.option.words else text
