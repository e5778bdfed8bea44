"""# COR015 duplicate-key

A key stands twice in one section.

## Why

Of equal keys corosync takes the last one, without a word; a person mostly reads the first one. Only in
`logger_subsys` and `logging_daemon` the first one counts, except for `subsys` and `name`. Keys that are
meant to repeat, `memberaddr`, `uid` and `gid`, are not reported.

## When to ignore it

Never: one of the two lines has no effect.

## Bad

```corosync
totem {
    version: 2
    token: 3000
    token: 10000
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
    token: 10000
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

* the daemon, started, and `corosync-cmapctl`
"""

from hadoctor.edit import delete
from hadoctor.finding import Finding, Fix, Note, Severity
from hadoctor.model.blemish import secret
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import Place, is_section, outline
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Junk, Pair, Section

_FIRST_COUNTS = ("logging.logger_subsys", "logging.logging_daemon")
_REPEAT = ("totem.interface.member.memberaddr", "uidgid.uid", "uidgid.gid")


@rule("COR015", severity=Severity.WARNING)
def duplicate_key(corosync: Corosync) -> Findings:
    # Before 3.1.10 a section inside of a node ends the node.
    split = corosync.target.before("3.1.10")
    found: dict[tuple[int, str], list[Pair]] = {}
    paths: dict[int, str] = {}
    odd: dict[int, bool] = {}
    for place in outline(corosync.document):
        if not is_section(corosync.schema, place.path) or not isinstance(place.node, Pair):
            continue
        if id(place.around) not in odd:
            odd[id(place.around)] = _is_no_section(place, split)
        if odd[id(place.around)]:
            continue
        if place.node.key.strip(":") and f"{place.path}.{place.node.key}" not in _REPEAT:
            found.setdefault((id(place.around), place.node.key), []).append(place.node)
            paths[id(place.around)] = place.path
    for (section, key), same in found.items():
        if len(same) > 1:
            first = paths[section] in _FIRST_COUNTS and key not in ("subsys", "name")
            yield _finding(same, first)


def _is_no_section(place: Place, split: bool) -> bool:
    """Whether what stands around is not one section in truth: it holds both sides of a merge
    conflict (COR003), or a section inside of it ends the node."""
    inside = place.around.children
    if any(isinstance(c, Junk) and c.text.startswith("=======") for c in inside):
        return True
    return split and place.path == "nodelist.node" and any(isinstance(c, Section) for c in inside)


def _finding(same: list[Pair], first_counts: bool) -> Finding:
    counts = same[0] if first_counts else same[-1]
    dead = [pair for pair in same if pair is not counts]
    key = counts.key_span.text
    equal = all(pair.value == counts.value for pair in dead)
    shown = "the same value" if equal else f"'{counts.value_span.text}'"
    if secret(key):
        shown = "one of them"
    times = "twice" if len(same) == 2 else f"{len(same)} times"
    return Finding(
        f"{key} stands {times} in this section, and {shown} counts",
        at=dead[0].span,
        notes=(
            *(Note(pair.span, "without effect, too") for pair in dead[1:9]),
            Note(counts.span, "this one counts"),
        ),
        why="corosync takes the first one here" if first_counts else "corosync takes the last one",
        severity=Severity.INFO if equal else None,
        fix=Fix("remove the lines that do not count", tuple(delete(pair) for pair in dead)),
    )
