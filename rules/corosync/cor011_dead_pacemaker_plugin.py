"""# COR011 dead-pacemaker-plugin

A `service` section, or a file in `service.d`, is to start Pacemaker or another plugin.

## Why

Plugins belong to corosync 1. No release since corosync 2 reads these sections, whatever `ver` says:
Pacemaker is a service of its own and has to be started as one, or the cluster manages nothing.

## When to ignore it

Never; without it nothing changes.

## Bad

```corosync
totem {
    version: 2
}
service {
    name: pacemaker
    ver: 1
}
```

```corosync
totem {
    version: 2
}
```

```file service.d/pcmk
service {
    name: pacemaker
    ver: 1
}
```

## Good

```corosync
totem {
    version: 2
}
```

## Sources

* the daemon, started: nothing reads the section
"""

from hadoctor.edit import delete
from hadoctor.facts import Unknown
from hadoctor.facts.kinds import ServiceFiles
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Pair, Section

WHY = "corosync starts no plugins since 2.0; Pacemaker has a service of its own, to be enabled"


@rule("COR011", severity=Severity.WARNING)
def dead_pacemaker_plugin(corosync: Corosync, files: ServiceFiles | Unknown) -> Findings:
    sections = corosync.sections("service")
    if sections:
        yield Finding(
            f"the section service{_plugin(sections[0])} has no effect",
            at=sections[0].head_span,
            notes=also([s.head_span for s in sections], "and this one"),
            why=WHY,
            fix=Fix(
                "remove the section, not the comments in it", tuple(delete(s) for s in sections)
            ),
        )
    for document in files.files if isinstance(files, ServiceFiles) else ():
        for node in document.root.children:
            if isinstance(node, Section) and node.name == "service":
                yield Finding(
                    f"nothing reads this file with the section service{_plugin(node)}",
                    at=node.head_span,
                    why=WHY,
                    fix=Fix("remove the file", (), Applicability.GUIDED),
                )
                break


def _plugin(section: Section) -> str:
    names = [c.value for c in section.children if isinstance(c, Pair) and c.key == "name"]
    return f" for '{names[-1]}'" if names and names[-1].isprintable() else ""
