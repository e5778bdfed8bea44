"""# CON012 colocation-set-direction

In a colocation of three or more, what starts first depends on what starts after it.

## Why
`colocation id inf: A B` makes A follow B. With a third resource it becomes a set, and in a set it is the other way round:
in `A B C` B follows A and C follows B. Who adds a resource to a colocation of two turns the first pair around without
a word. Where a mandatory order starts the one first that is to follow, the direction is not what was meant: the base is
stopped when what stands on it cannot run.

## When to ignore it
When the direction is meant.

## Bad
```crm
primitive ip IPaddr2 params ip=10.0.0.9
primitive db Dummy
primitive web Dummy
colocation together inf: web db ip
order in-turn Mandatory: ip db web
```

## Good
```crm
primitive ip IPaddr2 params ip=10.0.0.9
primitive db Dummy
primitive web Dummy
colocation together inf: ip db web
order in-turn Mandatory: ip db web
```

## Sources
* Pacemaker Explained, "Colocating Sets of Resources"
* crm_simulate of 2.1.5
"""

from hadoctor.finding import Finding, Fix, Note, Severity
from hadoctor.model.pacemaker.constraints import Colocation
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.relations import before, depends, pairs
from hadoctor.model.pacemaker.stack import resources
from hadoctor.model.pacemaker.values import INFINITY
from hadoctor.rule import Findings, rule


@rule("CON012", severity=Severity.WARNING)
def colocation_set_direction(pacemaker: Pacemaker) -> Findings:
    sets = [c for c in pacemaker.colocations if c.sets and c.score == INFINITY]
    if not sets or not pacemaker.orders:
        return
    in_time, tied = pacemaker.graphs.mandatory, pacemaker.graphs.together
    for colocation in sets:
        for dependent, primary in pairs(colocation):
            ones, others = resources(pacemaker, dependent), resources(pacemaker, primary)
            if len(ones) != 1 or len(others) != 1 or ones[0] is others[0]:
                continue
            if before(in_time, ones[0], others[0]) is not True:
                continue
            if depends(tied, others[0], ones[0]) is not False:
                continue
            yield Finding(
                f"in this set '{dependent.name}' follows '{primary.name}', and starts before it",
                dependent.at,
                (Note(primary.at, "what it follows"),),
                why=f"'{dependent.name}' stops where '{primary.name}' cannot run; in sets the later"
                " follows the earlier",
                fix=_turned(colocation),
            )
            break


def _turned(colocation: Colocation) -> Fix:
    """One set the other way round."""
    title = "write the set the other way round"
    if len(colocation.sets) != 1:
        return fix(title)
    names = list(colocation.sets[0].element.all("resource_ref"))
    edits = [
        set_value(one, "id", other.id)
        for one, other in zip(names, reversed(names), strict=True)
        if one is not other
    ]
    return fix(title, *edits)
