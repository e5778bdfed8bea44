"""# COR026 rrp-mode-on-corosync3

`rrp_mode` is set, which corosync 3 does not read.

## Why

Redundant rings have gone with corosync 3. Several addresses for each node make several knet links, by
themselves and without a mode; `link_mode` says how they are used, `passive` is the default.

## When to ignore it

Never; without it nothing changes.

## Bad

```corosync
totem {
    version: 2
    rrp_mode: active
}
```

## Good

```corosync
totem {
    version: 2
    link_mode: active
}
```

```corosync corosync=2.4
totem {
    version: 2
    rrp_mode: passive
}
```

## Sources

* corosync.conf(5): link_mode
* the daemon, started
"""

from hadoctor.edit import rename
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("COR026", severity=Severity.WARNING)
def rrp_mode_on_corosync3(corosync: Corosync) -> Findings:
    entry = corosync.entry("totem.rrp_mode")
    if entry is None or corosync.target.before("3.0"):
        return
    fix = Fix("remove rrp_mode", without(corosync, entry.path))
    if entry.text == "active" and corosync.absent("totem.link_mode"):
        title = "say link_mode: active, which uses all links at once"
        fix = Fix(title, (rename(entry.pair, "link_mode"),), Applicability.UNSAFE)
    yield Finding(
        f"rrp_mode '{entry.span.text}' has no effect since corosync 3",
        at=entry.pair.span,
        why="every address of a node is a knet link; link_mode says how they are used",
        fix=fix,
    )
