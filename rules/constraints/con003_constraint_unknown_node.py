"""# CON003 constraint-unknown-node

A location constraint names a node that the cluster does not have.

## Why
Pacemaker takes the constraint, and it does nothing: the resource runs anywhere. It comes from a misspelt name, from a
short name where the cluster has the long one, or from a node that is gone.

## When to ignore it
When the node is to join later.

## Bad
```crm
node alice
node bob
primitive web nginx
location web-on-alice web 100: alcie
property stonith-enabled=true
```

```cib
<configuration><crm_config><cluster_property_set id="o"><nvpair id="o1" name="stonith-enabled" value="true"/>
</cluster_property_set></crm_config><nodes><node id="1" uname="alice"/><node id="2" uname="bob"/></nodes><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="nginx"/>
</resources><constraints><rsc_location id="l" rsc="web"><rule id="r" score="100">
<expression id="e" attribute="#uname" operation="eq" value="carol"/></rule></rsc_location>
</constraints></configuration>
```

## Good
```crm
node alice
node bob
primitive web nginx
primitive far ocf:pacemaker:remote
location web-on-alice web 100: Alice
location web-not-far web -inf: far
property stonith-enabled=true
```

## Sources
* crm_simulate of Pacemaker 2.1.5: no effect, no message; names differ not by case
"""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.finding import Edit, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.constraints import INFINITY
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.node_names import NodeNames
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.values import score
from hadoctor.rule import Findings, rule
from hadoctor.syntax.element import Element


@rule("CON003", severity=Severity.WARNING)
def constraint_unknown_node(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    nodes = NodeNames(pacemaker, corosync if isinstance(corosync, Corosync) else None)
    if not nodes.complete:
        return
    ghosts: dict[str, list[tuple[Element, str, bool]]] = {}
    for element, attribute, ban in _places(pacemaker):
        name = element.get(attribute) or ""
        if name and not nodes.has(name):
            ghosts.setdefault(name, []).append((element, attribute, ban))
    for name, places in ghosts.items():
        element, attribute, _ = places[0]
        bans = all(ban for _, _, ban in places)
        near = nodes.near(name)
        meant = f"; '{near}' is the nearest" if near else ""
        yield Finding(
            f"no node is called '{name}'{meant}",
            element.place(attribute),
            tuple(Note(e.place(a), "and here") for e, a, _ in places[1:]),
            why="the constraint has no effect",
            severity=Severity.INFO if bans and not near else None,
            fix=_fix(near, [set_value(e, a, near) for e, a, _ in places]) if near else None,
        )


def _fix(near: str, edits: list[Edit | None]) -> Fix:
    return fix(f"write {near}", *edits)


def _places(pacemaker: Pacemaker) -> Iterator[tuple[Element, str, bool]]:
    """What names a node: the element, the attribute, and whether it is to keep something away."""
    for location in pacemaker.locations:
        if location.node is not None:
            yield location.element, "node", location.score == -INFINITY
        for one in location.rules:
            for part in one.walk():
                literal = (part.get("value-source") or "literal") == "literal"
                if part.get("attribute") == "#uname" and part.get("operation") == "eq" and literal:
                    yield part, "value", score(one.get("score") or "INFINITY") == -INFINITY
