"""# CON005 contradictory-constraints

Constraints contradict each other: a loop of orders, or together and apart at once.

## Why
A loop of orders gives the scheduler a plan that cannot be carried out: nothing in it starts, of
whatever kind the orders are. A resource ordered after itself ends the scheduler of 2.1 by an assertion. Groups
count: their members start one after the other. Two resources that must be together and must not be never both run, or
one of the constraints is dropped; a loop of colocations is cut somewhere, and which resource then follows which is
chance. No tool says any of it.

## When to ignore it
A loop of colocations may be meant ("both or none"); it does not do that: only one side waits for the other.

## Bad
```crm
primitive db Dummy
primitive web Dummy
group service db web
order o1 web db
```

```crm
primitive db Dummy
primitive web Dummy
colocation together inf: web db
colocation apart -inf: web db
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="A" class="ocf" provider="heartbeat" type="Dummy"/>
<primitive id="B" class="ocf" provider="heartbeat" type="Dummy"/>
<primitive id="C" class="ocf" provider="heartbeat" type="Dummy"/>
</resources><constraints><rsc_order id="o"><resource_set id="s"><resource_ref id="A"/><resource_ref id="B"/>
<resource_ref id="C"/></resource_set></rsc_order><rsc_order id="o2" first="C" then="A" kind="Optional"/>
</constraints></configuration>
```

## Good
```crm
primitive disk ocf:linbit:drbd
clone disks disk meta promotable=true
primitive db Dummy
primitive web Dummy
group service db web
order o1 disks:promote service:start
order o2 service:stop disks:demote symmetrical=false
colocation together inf: service disks:Promoted
colocation apart -100: service disks:Unpromoted
```

## Sources
crm_simulate of Pacemaker 2.1.5: "An invalid transition was produced"; crm_verify says nothing
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.contradiction import apart_and_together, to_themselves
from hadoctor.model.pacemaker.graph import Loop
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("CON005", severity=Severity.ERROR, explains=("RUN006",))
def contradictory_constraints(pacemaker: Pacemaker) -> Findings:
    alone = set()
    for constraint, name, what in to_themselves(pacemaker):
        alone.add(constraint.id)
        yield Finding(
            f"'{constraint.id}' {what} '{name}' with itself"
            if what == "colocates"
            else f"'{constraint.id}' orders '{name}' after itself",
            constraint.span,
            why="it has no effect"
            if what == "colocates"
            else "nothing can start; the scheduler of 2.1 ends by an assertion",
            severity=Severity.WARNING if what == "colocates" else None,
        )
    for loop in pacemaker.graphs.in_time.loops():
        if not alone & {one.id for one in loop.constraints}:
            text = " before ".join(
                f"'{name}'" for name in _cut((*loop.resources, loop.resources[0]))
            )
            yield _loop(loop, f"a loop of orders: {text}", "none of them starts when all have to")
    for loop in pacemaker.graphs.together.loops():
        if not alone & {one.id for one in loop.constraints}:
            text = " with ".join(f"'{name}'" for name in _cut((*loop.resources, loop.resources[0])))
            why = "the loop is cut somewhere, and one of them does not follow the others"
            yield _loop(loop, f"a loop of colocations: {text}", why, Severity.WARNING)
    for ban, other, dependent, primary, same in apart_and_together(pacemaker):
        yield Finding(
            f"'{dependent}' must not be with '{primary}', and "
            + ("both are in one group" if other is None else f"'{other.id}' wants them together"),
            ban.span,
            () if other is None else (Note(other.span, "together"),),
            why=f"'{dependent}' never runs"
            if same
            else "the group is torn apart"
            if other is None
            else "one of the two constraints is dropped",
            severity=None if same else Severity.WARNING,
        )


def _loop(loop: Loop, message: str, why: str, severity: Severity | None = None) -> Finding:
    first, *others = loop.constraints
    notes = tuple(Note(one.span, "and this one") for one in others)
    return Finding(message, first.span, notes, why=why, severity=severity)


def _cut(names: tuple[str, ...]) -> tuple[str, ...]:
    """No more names than a person reads."""
    return names if len(names) <= 12 else (*names[:10], "...", names[-1])
