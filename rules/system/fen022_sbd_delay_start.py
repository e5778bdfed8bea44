"""# FEN022 sbd-delay-start

SBD_DELAY_START is a number that waits for nothing.

## Why
A node that was reset must not join again before its fencing has been confirmed. SBD_DELAY_START makes SBD wait before it
starts: `yes` waits as long as a message on the disk may take, a number that many seconds; `1` is read as `yes`, not
as a second. A few seconds are over before the others have noticed.

## When to ignore it
On machines that take minutes to boot.

## Bad
```corosync
totem {
    version: 2
}
```

```file sysconfig/sbd
SBD_DEVICE=/dev/disk/by-id/one
SBD_DELAY_START=5
```

## Good
```corosync
totem {
    version: 2
}
```

```file sysconfig/sbd
SBD_DEVICE=/dev/disk/by-id/one
SBD_DELAY_START=yes
```

## Sources
* the comments of /etc/sysconfig/sbd; sbd(8)
"""

from hadoctor.facts import Unknown
from hadoctor.facts.kinds import SbdFile
from hadoctor.finding import Finding, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("FEN022", severity=Severity.WARNING)
def sbd_delay_start(sbd: SbdFile, corosync: Corosync | Unknown) -> Findings:
    delay = sbd.sbd.get("SBD_DELAY_START")
    if delay is None or not sbd.sbd.devices or not isinstance(corosync, Corosync):
        return
    text = delay.value.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or int(text) < 2:
        return
    timers = corosync.timers
    least = (timers.token + timers.consensus) / 1000
    if int(text) < least:
        yield Finding(
            f"SBD_DELAY_START is '{text}', and a lost node is noticed after {least:g} s"
            " (token and consensus)",
            delay.at,
            why="a node that was reset joins again before its fencing is done; yes waits long enough",
        )
