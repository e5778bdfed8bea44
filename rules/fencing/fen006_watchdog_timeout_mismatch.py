"""# FEN006 watchdog-timeout-mismatch

`stonith-watchdog-timeout` does not fit SBD on the nodes.

## Why
The property says how long the cluster waits until a lost node counts as reset by its own watchdog. Shorter than
SBD_WATCHDOG_TIMEOUT it would be a lie: Pacemaker **shuts down** on a node that sees that, or that has no SBD running at
all. With exactly the same time there is no margin.

## When to ignore it
While SBD is being set up.

## Bad
```crm
node a
node b
node c
property stonith-enabled=true have-watchdog=true stonith-watchdog-timeout=10s
```

```file sysconfig/sbd
SBD_WATCHDOG_TIMEOUT=15
```

```crm
node a
node b
node c
property stonith-enabled=true have-watchdog=false stonith-watchdog-timeout=10s
```

## Good
```crm
node a
node b
node c
property stonith-enabled=true have-watchdog=true stonith-watchdog-timeout=10s
```

```file sysconfig/sbd
SBD_WATCHDOG_TIMEOUT=5
```

## Sources
lib/common/watchdog.c of Pacemaker 2.1.5; sbd(8)
"""

from hadoctor.facts import Unknown
from hadoctor.facts.kinds import SbdFile
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker import values, watchdog
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


# corosync.conf is asked for because the file of SBD often lies beside that.
@rule("FEN006", severity=Severity.ERROR, explains=("RUN001",))
def watchdog_timeout_mismatch(
    pacemaker: Pacemaker, corosync: Corosync | Unknown, sbd: SbdFile | Unknown
) -> Findings:
    setting = watchdog.watchdog_timeout(pacemaker)
    if setting is None or pacemaker.properties.depends(setting.name):
        return
    have = pacemaker.property("have-watchdog")
    if have is not None and watchdog.runs(pacemaker) is False:
        yield Finding(
            f"{setting.name} is '{setting.value}', and have-watchdog is '{have.value}'",
            setting.at,
            (Note(have.at, "SBD was not running when Pacemaker started"),),
            why="Pacemaker shuts down on every node without SBD",
        )
    size = values.milliseconds(setting.value or "", pacemaker.target)
    own = sbd.sbd.get("SBD_WATCHDOG_TIMEOUT") if isinstance(sbd, SbdFile) else None
    if size is None or own is None or not isinstance(sbd, SbdFile):
        return
    least = sbd.sbd.watchdog_timeout
    if size <= least:
        yield Finding(
            f"{setting.name} is '{setting.value}', and SBD_WATCHDOG_TIMEOUT '{own.value}'"
            + (": there is no margin" if size == least else ""),
            setting.at,
            (Note(own.at, "the watchdog resets a node only after this"),),
            why="a lost node may not be reset yet when its services are started elsewhere"
            if size == least
            else "Pacemaker shuts down when it sees that",
            severity=Severity.WARNING if size == least else None,
            fix=fix(
                f"write {2 * least // 1000}s, twice of it",
                set_value(setting.pair, "value", f"{2 * least // 1000}s"),
            ),
        )
