"""# COR041 empty-logfile

`logfile` is there and names no file.

## Why

Corosync opens the log file when it starts, also where `to_logfile` is off, and refuses the file when it
cannot (`Can't open logfile ''`). To log to no file, leave the key out.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

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
    to_logfile: no
    logfile:
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
    to_logfile: no
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t`
"""

from hadoctor.edit import delete
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.logging import logfiles
from hadoctor.rule import Findings, rule


@rule("COR041", severity=Severity.ERROR)
def empty_logfile(corosync: Corosync) -> Findings:
    for entry in logfiles(corosync):
        if not entry.text:
            section = entry.path.rpartition(".")[0]
            # Where the file is wanted, taking the key away turns an error into silence.
            switch = corosync.text(f"{section}.to_logfile")
            wanted = switch in ("yes", "on")
            yield Finding(
                "logfile is empty",
                at=entry.pair.span,
                why="corosync cannot open a file without a name and refuses to start",
                blocks=Blocks.LOAD,
                fix=Fix("give it a path", (), Applicability.GUIDED)
                if wanted
                else Fix("remove logfile", (delete(entry.pair),)),
            )
