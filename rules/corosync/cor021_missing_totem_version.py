"""# COR021 missing-totem-version

`version: 2` is missing in `totem`, or another version stands there.

## Why

There is one version of the file format, 2, and the daemon wants to read it: `This totem parser can
only parse version 2 configurations.`

## When to ignore it

Never.

## Bad

```corosync
totem {
    cluster_name: test
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
    cluster_name: test
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

* corosync.conf(5): version
* the daemon, `corosync -t`
"""

from hadoctor.edit import prepend, set_value
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

PATH = "totem.version"


@rule("COR021", severity=Severity.ERROR)
def missing_totem_version(corosync: Corosync) -> Findings:
    entry = corosync.entry(PATH)
    why = "the daemon reads this version only"
    if entry and entry.number != 2:
        yield Finding(
            f"the version of the file is 2, not {entry.text}"
            if entry.number is not None
            else "the version counts in the section totem only",
            at=entry.span,
            why=why,
            blocks=Blocks.LOAD,
            fix=Fix("write version: 2", (set_value(entry.pair, "2"),))
            if entry.number is not None
            else None,
        )
    if entry or PATH in corosync.cmap.spoiled:
        return
    # Since 3.0 a line without a colon is refused for itself.
    if corosync.target.since("3.0") and not corosync.absent(PATH):
        return
    found = corosync.sections("totem")
    yield Finding(
        "version: 2 is missing in totem" if found else "there is no section totem with version: 2",
        at=corosync.place("totem"),
        why=why,
        blocks=Blocks.LOAD,
        fix=Fix("add version: 2", (prepend(found[0], "version: 2"),))
        if found
        else Fix("add a section totem", (), Applicability.GUIDED),
    )
