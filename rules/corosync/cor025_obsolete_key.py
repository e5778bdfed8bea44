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
from hadoctor.finding import Edit, Finding, Severity
from hadoctor.model.cause import Cause, findings
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule

ELSEWHERE = ("totem.rrp_mode", "totem.interface.ringnumber")
"""COR026, COR012. Keys of another transport are TOT002's and TOT011's."""
SECTIONS = {"aisexec": "the user to run as", "amf": "the availability framework"}


@rule("COR025", severity=Severity.WARNING)
def obsolete_key(corosync: Corosync) -> Findings:
    for entry in corosync.cmap.entries.values():
        option = entry.option
        if option and option.dead and not option.transports and option.path not in ELSEWHERE:
            yield from findings([_cause(entry.path, option.dead, corosync)])
    members = [p for p in corosync.cmap.entries if p.startswith("totem.interface.")]
    members = [p for p in members if p.endswith(tuple(f".member.{n}" for n in range(0))) or ".member." in p]
    yield from _members(corosync, members)
    for name, what in SECTIONS.items():
        for section in corosync.sections(name):
            yield Finding("")
