"""# CON004 banned-everywhere

Location constraints keep a resource off every node.

## Why
A ban of -INFINITY cannot be outweighed. When every node has one, often because a resource was moved away from each in
turn, the resource is stopped and nothing says why.

## When to ignore it
When that is how the resource is switched off; `target-role=Stopped` says so more plainly.

## Bad
```crm
node a
node b
primitive web nginx
location cli-ban-web-on-a web role=Started -inf: a
location cli-ban-web-on-b web role=Started -inf: b
property stonith-enabled=true
```

## Good
```crm
node a
node b
primitive web nginx
location cli-ban-web-on-a web role=Started -inf: a
location web-on-b web -1000: b
property stonith-enabled=true
```

## Sources
Pacemaker Explained, "Location constraints"; crm_simulate of 2.1.5
"""

from hadoctor.facts import Unknown
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.known import passive
from hadoctor.model.pacemaker.node_names import NodeNames, is_connection
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.placement import banned_from, bans
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.rule import Findings, rule


@rule("CON004", severity=Severity.ERROR, explains=("RUN006",))
def banned_everywhere(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    nodes = NodeNames(pacemaker, corosync if isinstance(corosync, Corosync) else None)
    if not nodes.complete:
        return
    known = bans(pacemaker, nodes.all)
    said: set[str] = set()

    def everywhere(resource: Resource) -> bool:
        one = resource if resource.kind == "primitive" else None
        wanted = nodes.members if one is not None and is_connection(one) else nodes.all
        return set(wanted) <= banned_from(resource, known).keys()

    for resource in pacemaker.resources.values():
        if resource.id not in known or resource.is_fencing or passive(resource):
            continue
        if any(one.id in said for one in resource.lineage) or not everywhere(resource):
            continue
        said.add(resource.id)
        banned = banned_from(resource, known)
        places = list(dict.fromkeys(location.span for location in banned.values()))
        names = ", ".join(f"'{nodes.members.get(n, n)}'" for n in banned if nodes.has(n))
        yield Finding(
            f"'{resource.id}' may run nowhere: it is kept off {names}",
            places[-1],
            tuple(Note(at, "and this one") for at in places[:-1]),
            why="it is stopped as long as these constraints stand",
        )
