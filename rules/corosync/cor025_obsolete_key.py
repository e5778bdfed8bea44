"""# COR025 obsolete-key

A key or section that was of use once, and that this release takes without doing anything with it.

## Why

It looks like a setting and is none. What took its place, if anything, has to be set where it is now.

## When to ignore it

As long as the file is also used by a release that reads the key.

## Bad

```corosync
totem {
    version: 2
    threads: 4
}
compatibility: whitetank
aisexec {
    user: root
}
```

## Good

```corosync
totem {
    version: 2
}
```

## Sources

* corosync.conf(5): what it no longer mentions
* the daemon, started: nothing reads these keys
"""

from collections.abc import Iterator

from hadoctor.edit import delete
from hadoctor.finding import Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Section

ELSEWHERE = ("totem.rrp_mode", "totem.interface.ringnumber")
"""COR026 and COR012. The keys of another transport are TOT002's and TOT011's."""


@rule("COR025", severity=Severity.WARNING)
def obsolete_key(corosync: Corosync) -> Findings:
    for entry in corosync.cmap.entries.values():
        option = entry.option
        if option and option.dead and not option.transports and option.path not in ELSEWHERE:
            yield Finding(
                f"{entry.pair.key} has no effect",
                at=entry.pair.span,
                why=option.dead,
                fix=Fix(f"remove {entry.pair.key}", without(corosync, entry.path)),
            )
    for name in ("aisexec", "amf"):
        yield from _sections(name, corosync.sections(name), "no release since corosync 2 reads it")
    if corosync.nodelist_read and any("ring0_addr" in n.keys for n in corosync.nodes):
        members = [s for s in corosync.sections("totem.interface.member") if s.children]
        yield from _sections("member", members, "the nodelist counts, and corosync warns about it")


def _sections(name: str, sections: list[Section], why: str) -> Iterator[Finding]:
    if sections:
        yield Finding(
            f"the section {name} has no effect",
            at=sections[0].head_span,
            notes=also([s.head_span for s in sections], "and this one"),
            why=why,
            fix=Fix(
                f"remove the section {name}, not the comments in it",
                tuple(delete(s) for s in sections),
            ),
        )
