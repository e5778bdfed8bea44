"""# CON009 order-attributes

An order has a number where its kind belongs, or attributes that do not go together.

## Why
An order has a kind: Mandatory, Optional or Serialize. A number is an older way to say it, and says little: 0 is
Optional, **anything else, negative too, is Mandatory**. An Optional order binds nothing unless both resources start or
stop at the same moment; `0:` looks like a rule and mostly is none. Serialize has no direction, so
`symmetrical` does not apply to it.

## When to ignore it
`0:` is right where each side may run without the other.

## Bad
```crm
primitive db Dummy
primitive web Dummy
order db-then-web 0: db web
```

```crm
primitive db Dummy
primitive web Dummy
order db-then-web inf: db web
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="A" class="ocf" provider="heartbeat" type="Dummy"/>
<primitive id="B" class="ocf" provider="heartbeat" type="Dummy"/>
</resources><constraints><rsc_order id="o" first="A" then="B" kind="Serialize" symmetrical="true"/></constraints>
</configuration>
```

```cib pacemaker=3.0
<configuration><crm_config/><nodes/><resources>
<primitive id="A" class="ocf" provider="heartbeat" type="Dummy"/>
<primitive id="B" class="ocf" provider="heartbeat" type="Dummy"/>
</resources><constraints><rsc_order id="o" first="A" then="B" score="INFINITY"/></constraints>
</configuration>
```

## Good
```crm
primitive db Dummy
primitive web Dummy
order db-then-web Mandatory: db web
order web-and-db Serialize: web db symmetrical=false
order implicit db web
```

## Sources
* crmsh 4.4.1; the scheduler of 2.1.5, lib/pacemaker/pcmk_sched_ordering.c
* Pacemaker 2.1.10: "Support for 'score' in rsc_order is deprecated"
"""

from hadoctor.finding import Applicability, Edit, Finding, Note, Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.constraints import Order
from hadoctor.model.pacemaker.edits import fix, rename_attribute, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule
from hadoctor.source import Span


@rule("CON009", severity=Severity.WARNING)
def order_attributes(pacemaker: Pacemaker) -> Findings:
    plain: list[tuple[Order, str, Span]] = []
    for order in pacemaker.orders:
        number, at = _number(order)
        if number is not None and at is not None:
            zero, negative = order.mode == "Optional", number.startswith("-")
            if (zero and order.symmetrical) or (negative and not zero):
                yield Finding(
                    f"the score '{number}' makes the order '{order.id}' {order.mode.lower()}",
                    at,
                    why="each may start and stop without the other, unless both do it at once"
                    if zero
                    else "its sign is lost: it is an order like any other",
                    fix=fix(
                        f"write kind {order.mode}, which is the same",
                        *_written(order),
                        applicability=Applicability.SAFE,
                    ),
                )
            else:
                plain.append((order, number, at))
        if order.mode == "Serialize" and _true(order.element.get("symmetrical")):
            yield Finding(
                f"the order '{order.id}' is Serialize, and symmetrical is 'true'",
                order.element.place("symmetrical"),
                why="Serialize has no direction: symmetrical is ignored",
            )
    if plain:
        order, number, at = plain[0]
        yield Finding(
            f"an order has a kind, not a score: '{number}' stands for {order.mode}",
            at,
            tuple(Note(at, "and here") for _, _, at in plain[1:]),
            why="Pacemaker warns of a score from 2.1.10 on"
            if pacemaker.notation == "cib"
            else "the shell stores the kind",
            severity=Severity.INFO,
            fix=fix(
                "write the kinds",
                *(edit for one, _, _ in plain for edit in _written(one)),
                applicability=Applicability.SAFE,
            ),
        )


def _number(order: Order) -> tuple[str | None, Span | None]:
    """The score of an order and its place, in XML or in crm text, where it became a kind."""
    element = order.element
    if element.get("kind") is None and order.score is not None:
        return order.score_text, element.place("score")
    kind = element.attributes.get("kind")
    if kind is None or not kind.written:
        return None, None
    at = element.place("kind")
    return (at.text, at) if at.text.lower() != kind.text.lower() else (None, None)


def _written(order: Order) -> list[Edit | None]:
    element = order.element
    if element.get("kind") is not None:
        return [set_value(element, "kind", order.mode)]
    return [rename_attribute(element, "score", "kind"), set_value(element, "score", order.mode)]


def _true(text: str | None) -> bool:
    return text is not None and values.boolean(text) is True
