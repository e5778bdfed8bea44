"""# COR018 invalid-enum

An option is set to a word that corosync does not know.

## Why

Options such as `transport`, `crypto_cipher`, `link_mode` or `syslog_priority` take one word of a short
list, letter by letter and in lower case (priorities in any case). For most of them corosync refuses the
file, for `system.priority` it does not start. The lists changed from release to release: `3des` has gone
with corosync 2, the pairs of `ip_version` came with 3.0, and before 3.1 an unknown transport silently
meant the default one.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2
    link_mode: failover
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
    syslog_priority: warn
}
```

## Good

```corosync
totem {
    version: 2
    link_mode: passive
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
logging {
    syslog_priority: warning
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t` and started
"""

from collections.abc import Iterator

from hadoctor.edit import delete, set_value
from hadoctor.finding import Applicability, Blocks, Edit, Severity
from hadoctor.model.blemish import bare
from hadoctor.model.cause import Cause, findings
from hadoctor.model.cmap import FaultKind
from hadoctor.model.corosync import Corosync
from hadoctor.model.numbers import dscp
from hadoctor.model.words import LINK_MODE_MAX, Word, either, wrong_words
from hadoctor.rule import Findings, rule
from hadoctor.source import suggest

_MEANT = {"warn": "warning", "critical": "crit", "fatal": "crit", "trace": "debug", "no": "none"}


@rule("COR018", severity=Severity.ERROR)
def invalid_enum(corosync: Corosync) -> Findings:
    yield from findings(_causes(corosync))


def _causes(corosync: Corosync) -> Iterator[Cause]:
    for word in wrong_words(corosync):
        # On builds without udp the old transports are TOT001's.
        gone = word.option.words == ("knet",) and word.entry.text in ("udp", "udpu")
        if not word.switch and not gone and not word.blemished:
            yield _cause(word, corosync.target.name)
    for fault in corosync.cmap.faults:
        if fault.kind is FaultKind.BAD_DSCP and dscp(bare(fault.at.text)) is None:
            yield Cause(
                f"dscp {fault.at.text}",
                f"ip_dscp takes 0 to 63, cs0 to cs7, af11 to af43 or ef, not '{fault.at.text}'",
                fault.at,
                blocks=Blocks.LOAD,
                why="corosync refuses the whole file for it",
            )


def _cause(word: Word, version: str) -> Cause:
    option, entry = word.option, word.entry
    shown = f"not '{entry.span.text}'" if entry.text else "and the value is empty"
    words = either(option.words)
    if option.path == "system.priority":
        words = "max, min or a number"
    elif option.key == "link_mode" and len(entry.text) > LINK_MODE_MAX:
        shown = f"and never more than {LINK_MODE_MAX} characters"
    if word.blocks is Blocks.LOAD:
        why = "corosync refuses the whole file for it"
    elif word.blocks is Blocks.START:
        why = "the file loads, and corosync does not start"
    elif option.key == "knet_compression_model":
        why = "corosync logs an error and compresses nothing"
    else:
        why = f"corosync {version} takes it for {option.default} and does not say so"
    edit, title = _edit(word)
    return Cause(
        f"{option.path} {entry.text}",
        f"{option.key} takes {words}, {shown}",
        entry.span if entry.text else entry.pair.span,
        edit,
        title,
        # Taking away a word that is refused and means the default changes nothing.
        Applicability.SAFE if title.startswith("take") else Applicability.GUIDED,
        word.blocks,
        why=why,
    )


def _edit(word: Word) -> tuple[Edit | None, str]:
    option, entry = word.option, word.entry
    if option.key == "knet_compression_model" and entry.text in ("none", "off", "no"):
        return delete(entry.pair), "take it away: without it nothing is compressed"
    meant = _MEANT.get(entry.text.lower())
    if meant not in option.words:
        meant = suggest(entry.text, option.words)
    return (set_value(entry.pair, meant) if meant else None), f"write {meant}"
