"""# COR028 logging-to-nowhere

The messages of corosync go nowhere, or a section of `logging` does not say what it is for.

## Why

With all destinations off, or a log file that is switched on and not named, nothing is left to look at
after a node was lost or fenced. `to_file`, the old name of `to_logfile`, does not help: `to_logfile`
has the last word, also where it is not set, and is off then.

A `logger_subsys` without `subsys`, a `logging_daemon` without `name`, and a name of a subsystem with
more than 63 characters make corosync refuse the file.

## When to ignore it

Logging that is off on purpose, in a test.

## Bad

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
    to_syslog: no
    to_stderr: no
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
    logger_subsys {
        debug: on
    }
}
```

## Good

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
    to_syslog: yes
    to_stderr: no
    logger_subsys {
        subsys: TOTEM
        debug: on
    }
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t` and started
"""

from collections.abc import Iterator

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.cmap import FaultKind
from hadoctor.model.corosync import Corosync
from hadoctor.model.logging import SUBSYS_MAX, on, subsystems
from hadoctor.model.stored import with_value
from hadoctor.rule import Findings, rule

_MISSING = {FaultKind.NO_SUBSYS: "subsys", FaultKind.NO_NAME: "name"}
_TO = ("to_syslog", "to_stderr", "to_logfile")


@rule("COR028", severity=Severity.WARNING)
def logging_to_nowhere(corosync: Corosync) -> Findings:
    for fault in corosync.cmap.faults:
        if fault.kind in _MISSING:
            section = fault.path.rpartition(".")[2]
            yield Finding(
                f"a {section} section without {_MISSING[fault.kind]}",
                at=fault.at,
                why="corosync refuses the whole file for it",
                blocks=Blocks.LOAD,
                severity=Severity.ERROR,
            )
    for entry in subsystems(corosync):
        if len(entry.text) > SUBSYS_MAX:
            yield Finding(
                f"subsys has {len(entry.text)} characters, {SUBSYS_MAX} is the most",
                at=entry.span,
                why="corosync refuses the whole file for it",
                blocks=Blocks.LOAD,
                severity=Severity.ERROR,
            )
    yield from _nowhere(corosync)


def _nowhere(corosync: Corosync) -> Iterator[Finding]:
    keys = [e for key in _TO if (e := corosync.entry(f"logging.{key}"))]
    switches = [
        f"{e.path.removesuffix('.subsys')}.{key}" for e in subsystems(corosync) for key in _TO
    ]
    if any(corosync.text(path) in ("yes", "on") for path in switches):
        return  # a subsystem has a destination of its own
    old = corosync.entry("logging.to_file")
    to_file = corosync.text("logging.to_logfile") in ("yes", "on")
    if to_file and corosync.absent("logging.logfile"):
        yield Finding(
            "to_logfile is on, and no logfile is named",
            at=keys[-1].span,
            why="nothing is written to any file",
            fix=Fix("name a logfile, or switch to_logfile off", (), Applicability.GUIDED),
        )
    elif old and old.text in ("yes", "on") and not to_file:
        yield Finding(
            "to_file is on, but to_logfile decides, and is off",
            at=old.span,
            why="nothing is written to the log file",
            fix=Fix(
                "set to_logfile: yes",
                with_value(corosync, "logging.to_logfile", "yes"),
                Applicability.UNSAFE,
            ),
        )
    elif keys and not any(on(corosync, key) for key in _TO):
        yield Finding(
            "all destinations of messages are off: syslog, standard error and the log file",
            at=keys[0].span,
            notes=tuple(Note(e.span, "off, too") for e in keys[1:]),
            why="after a node is lost or fenced there is nothing to look at",
            fix=Fix(
                "set to_syslog: yes",
                with_value(corosync, "logging.to_syslog", "yes"),
                Applicability.UNSAFE,
            ),
        )
