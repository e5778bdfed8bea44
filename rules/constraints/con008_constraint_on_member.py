"""# CON008 constraint-on-member

A constraint names what is inside a clone, a bundle or a group.

## Why
The scheduler looks for a resource of that name and finds none as long as no copy has run: it ignores the constraint
("is not a valid resource or tag"), just when the cluster starts and order matters. Later, with a copy in its
history, the same constraint counts for the clone. Of a group a colocation should name the whole: what is tied
to one member moves or stops only with that member, and the members behind it with it.

## When to ignore it
For a member of a group when exactly that member is meant.

## Bad
```crm
primitive web nginx
clone webs web
primitive vip IPaddr2 params ip=10.0.0.9
colocation vip-with-web inf: vip web
```

```cib
<configuration><crm_config/><nodes/><resources><group id="service">
<primitive id="fs" class="ocf" provider="heartbeat" type="Filesystem"/>
<primitive id="db" class="ocf" provider="heartbeat" type="mysql"/></group>
<primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/>
</resources><constraints><rsc_colocation id="c" rsc="vip" with-rsc="db" score="INFINITY"/></constraints>
</configuration>
```

## Good
```crm
primitive web nginx
clone webs web
primitive vip IPaddr2 params ip=10.0.0.9
colocation vip-with-web inf: vip webs
```

## Sources
* crm_verify and crm_simulate of Pacemaker 2.1.5, with and without a history
* for groups: the check of the crm shell
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.constraints import Colocation, Constraint, Member
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.rule import Findings, rule


@rule("CON008", severity=Severity.WARNING)
def constraint_on_member(pacemaker: Pacemaker) -> Findings:
    for constraint in pacemaker.constraints:
        for member in constraint.members():
            resource = pacemaker.resources.get(member.name)
            if resource is None:
                continue
            clone = resource.clone
            if clone is not None and clone is not resource:
                yield Finding(
                    f"'{resource.id}' is inside {clone.kind} '{clone.id}', and the constraint names it",
                    member.at,
                    why="it is ignored until a copy has run; constraints belong to the"
                    f" {clone.kind}",
                    fix=fix(
                        f"name '{clone.id}'", set_value(member.element, member.attribute, clone.id)
                    ),
                )
            elif isinstance(constraint, Colocation) and _in_other_group(
                constraint, resource, pacemaker
            ):
                group = resource.top
                yield Finding(
                    f"'{resource.id}' is a member of group '{group.id}', and the colocation names it",
                    member.at,
                    why=_why(constraint, member, resource),
                    severity=Severity.INFO,
                    fix=fix(
                        f"name '{group.id}'", set_value(member.element, member.attribute, group.id)
                    ),
                )


def _in_other_group(constraint: Constraint, resource: Resource, pacemaker: Pacemaker) -> bool:
    """Whether it is in a group, and the constraint is not about that group alone."""
    group = resource.parent
    if group is None or group.kind != "group":
        return False
    others = (pacemaker.resources.get(member.name) for member in constraint.members())
    return all(one is None or one is resource or one.top is not resource.top for one in others)


def _why(constraint: Colocation, member: Member, resource: Resource) -> str:
    if member.attribute == "with-rsc":
        return "it says nothing of the members behind it"
    return "where it cannot be, the members before it run on without it"
