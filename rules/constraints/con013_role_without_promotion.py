"""# CON013 role-without-promotion

A constraint is about the promotion of a resource that is never promoted.

## Why
Only a promotable clone (`ms`, `clone ... meta promotable=true`) has promoted instances. An order that waits for the
promotion of anything else waits for ever; an order to promote it, a colocation or a location with the role has
no effect at all (that of others with a plain clone has: there the role is passed over). The most common case is an order of the form `disks:promote fs`: the action of the second resource is
then **promote**, too, as of the first one, and `fs` starts whenever it likes.

## When to ignore it
Never; write the action `start`, or make the clone promotable.

## Bad
```crm
primitive disk ocf:linbit:drbd params drbd_resource=r0
clone disks disk meta promotable=true
primitive fs Filesystem params device=/dev/drbd0 directory=/srv fstype=xfs
order disk-then-fs Mandatory: disks:promote fs
```

```crm
primitive disk ocf:linbit:drbd params drbd_resource=r0
clone disks disk meta interleave=true
primitive fs Filesystem params device=/dev/drbd0 directory=/srv fstype=xfs
colocation fs-with-disk inf: fs disks:Promoted
order disk-then-fs Mandatory: disks:promote fs:start
```

## Good
```crm
primitive disk ocf:linbit:drbd params drbd_resource=r0
clone disks disk meta promotable=true
primitive fs Filesystem params device=/dev/drbd0 directory=/srv fstype=xfs
colocation fs-with-disk inf: fs disks:Promoted
order disk-then-fs Mandatory: disks:promote fs:start
```

## Sources
* crm_simulate of Pacemaker 2.1.5; crm_verify says nothing
* Pacemaker Explained, "Ordering Properties": then-action is by default the value of first-action
"""

from collections.abc import Iterator

from hadoctor.finding import Edit, Finding, Fix, Severity
from hadoctor.model.pacemaker.constraints import Colocation, Constraint, Location, Member, Order
from hadoctor.model.pacemaker.edits import add_attribute, fix
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.relations import is_promoted
from hadoctor.rule import Findings, rule
from hadoctor.source import Span


@rule("CON013", severity=Severity.ERROR)
def role_without_promotion(pacemaker: Pacemaker) -> Findings:
    for constraint in pacemaker.constraints:
        for member, word, at in _roles(constraint):
            promoted = word in ("promote", "demote") or is_promoted(word)
            resource = pacemaker.resources.get(member.name)
            if not promoted or resource is None or resource.promotable is not False:
                continue
            if isinstance(constraint, Order) and constraint.mode != "Mandatory":
                continue
            if isinstance(constraint, Colocation) and resource.clone and member.attribute != "rsc":
                continue  # Of a clone that others follow the role is passed over.
            implied = isinstance(constraint, Order) and member.role is None
            yield Finding(
                f"'{member.name}' is not promotable, and the {_kind(constraint)} is for it to be"
                f" {'demoted' if word == 'demote' else 'promoted'}"
                + (": its action is that of the first resource" if implied else ""),
                at,
                why=_why(constraint, member, word),
                severity=None if isinstance(constraint, Order) else Severity.WARNING,
                fix=_start(constraint, member) if implied and word == "promote" else None,
            )


def _roles(constraint: Constraint) -> Iterator[tuple[Member, str, Span]]:
    """What each member is to be or to do there."""
    first = constraint.first if isinstance(constraint, Order) else None
    for member in constraint.members():
        word, at = (member.role or "").lower(), member.role_at
        if not word and member.attribute == "then" and first is not None:
            word, at = (first.role or "").lower(), member.at
        yield member, word, at
    if isinstance(constraint, Location):
        names = list(constraint.members())
        for one in constraint.rules:
            role = one.get("role")
            if role and names:
                yield names[0], role.lower(), one.place("role")


def _kind(constraint: Constraint) -> str:
    return constraint.kind.removeprefix("rsc_")


def _why(constraint: Constraint, member: Member, word: str) -> str:
    if not isinstance(constraint, Order):
        return f"the {_kind(constraint)} has no effect"
    if word == "promote" and (member.attribute == "first"):
        return "what comes after it never starts"
    return (
        f"the order does not hold '{member.name}' back" if word == "promote" else "it has no effect"
    )


def _start(constraint: Constraint, member: Member) -> Fix:
    title = f"start '{member.name}' after the promotion"
    source = constraint.element.source
    if source.text.startswith("<", max(constraint.element.start, 0)):
        return fix(title, add_attribute(constraint.element, "then-action", "start"))
    at = member.at
    return fix(title, Edit(Span(source, at.end, at.end), ":start"))
