"""# SYS001 sysv-leftover

A file of the old init script says whether corosync is to start.

## Why

`START=yes` in /etc/default/corosync was read by the init script of old Debian releases. The unit of
systemd does not read the word: whether corosync starts at boot is decided by `systemctl enable
corosync`, and somebody who trusts the file trusts the wrong place.

## When to ignore it

On a host without systemd, where the init script reads it.

## Bad

```corosync
totem {
    version: 2
}
```
```file default/corosync
# Start corosync at boot [yes|no]
START=yes
```

## Good

```corosync
totem {
    version: 2
}
```
```file default/corosync
# Corosync runtime directory
#COROSYNC_RUN_DIR=/var/lib/corosync
```

## Sources

* the unit and the init script of the distributions
"""

import re

from hadoctor.facts.kinds import DefaultsFile
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

START = r"(?m)^[ \t]*START[ \t]*=[ \t]*[\"']?(\w*)"


@rule("SYS001", severity=Severity.INFO)
def sysv_leftover(defaults: DefaultsFile) -> Findings:
    found = re.search(START, defaults.source.text)
    if found:
        yield Finding(
            f"START is '{found[1]}', and only the old init script reads it",
            at=defaults.source.span(found.start(), found.end()),
            why="with systemd the unit decides: systemctl is-enabled corosync",
            fix=Fix("remove the line", (), Applicability.GUIDED),
        )
