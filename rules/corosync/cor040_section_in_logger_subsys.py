"""# COR040 section-in-logger-subsys

A section stands inside of `logger_subsys` or `logging_daemon`.

## Why

These sections end at the first `}` for a corosync before 3.1.10; the second one makes the daemon store
what it has already let go. Unless all of it was set anew in between, it crashes, `corosync -t` as well,
and without a message. From 3.1.10 on the inner section is stored and nothing reads it. Mostly a `}` is missing before the next `logger_subsys {`.

## When to ignore it

Never: the daemon does not start with such a file, and a running one crashes when it reloads it.

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
    logger_subsys {
        subsys: TOTEM
        debug: on
        logger_subsys {
            subsys: QUORUM
            debug: on
        }
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
    logger_subsys {
        subsys: TOTEM
        debug: on
    }
    logger_subsys {
        subsys: QUORUM
        debug: on
    }
}
```

## Sources

* the daemon, `corosync -t`: it ends with signal 11 or 6
"""

from hadoctor.finding import Blocks, Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.logging import crashes
from hadoctor.model.outline import outline
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Section

_SPECIAL = ("logging.logger_subsys", "logging.logging_daemon")


@rule("COR040", severity=Severity.ERROR)
def section_in_logger_subsys(corosync: Corosync) -> Findings:
    if corosync.target.since("3.1.10"):
        return  # only an unknown section there: COR014
    for place in outline(corosync.document):
        if place.path in _SPECIAL and isinstance(place.node, Section):
            around = place.around.head_span
            fails = crashes(place.around)
            yield Finding(
                f"section '{place.node.name_span.text}' inside of {place.around.name}",
                at=place.node.head_span,
                notes=(Note(around, "this section takes no other in it"),),
                why="corosync crashes when it reads the file"
                if fails
                else "corosync applies the section twice, and crashes with one more key in it",
                blocks=Blocks.LOAD if fails else None,
            )
