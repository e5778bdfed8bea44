"""# SYS004 end-of-life-stack

Corosync, Pacemaker or the system itself is of a release that nobody maintains any more.

## Why

Corosync 2 has had no release since 2022, Pacemaker 1.1 none since 2019. Faults in them are not mended, no
supported system has them, and their nodes cannot be mixed with those of the next series: the change needs
a plan, and the longer it waits the larger it gets.

## When to ignore it

Where the distributor sells longer support for the system.

## Bad

```facts
{"Identity": {"hostname": "node1", "corosync": "2.4.5", "pacemaker": "1.1.23"}}
```

```facts
{"Identity": {"hostname": "node1", "corosync": "3.1.7", "pacemaker": "2.1.5", "os_id": "fedora",
              "os_name": "Fedora Linux 40", "support_end": "2025-05-13", "taken": 1767225600.0}}
```

## Good

```facts
{"Identity": {"hostname": "node1", "corosync": "3.1.7", "pacemaker": "2.1.5", "os_id": "debian",
              "os_version": "12", "taken": 1767225600.0}}
```

## Sources

* the releases of corosync and Pacemaker
* os-release(5): SUPPORT_END; the end of support as Debian (LTS) and CentOS announced it
"""

from datetime import UTC

from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.place import said
from hadoctor.finding import Finding, Severity
from hadoctor.rule import Findings, rule

PROGRAMS = (("corosync", "3"), ("pacemaker", "2"))
ENDS = {
    ("debian", "8"): "2020-06-30",
    ("debian", "9"): "2022-06-30",
    ("debian", "10"): "2024-06-30",
    ("debian", "11"): "2026-08-31",
    ("centos", "6"): "2020-11-30",
    ("centos", "7"): "2024-06-30",
    ("centos", "8"): "2021-12-31",
}
"""Those without support that is sold beyond the date."""


@rule("SYS004", severity=Severity.WARNING)
def end_of_life_stack(identity: Identity) -> Findings:
    for program, series in PROGRAMS:
        release = getattr(identity, program)
        first = (release or "").partition(".")[0]
        if first.isdecimal() and int(first) < int(series):
            yield Finding(
                f"{program} {release} is of a series without maintenance; {series} and later have it",
                at=said(f"{program} --version", release),
                why="faults in it are not mended, and a mixture with newer nodes does not work",
            )
    version = identity.os_version.partition(".")[0]
    end = identity.support_end or ENDS.get((identity.os_id, version))
    if end and identity.taken and _over(end, identity.taken):
        yield Finding(
            f"{identity.os_name or identity.os_id} has had no support since {end}",
            at=said("/etc/os-release", f'PRETTY_NAME="{identity.os_name}"'),
            why="faults of the system are not mended any more",
        )


def _over(end: str, now: float) -> bool:
    """Whether the day has passed."""
    from datetime import date, datetime

    try:
        return datetime.fromtimestamp(now, UTC).date() > date.fromisoformat(end)
    except (ValueError, OverflowError, OSError):
        return False
