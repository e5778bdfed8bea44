"""# PCM013 quorum-policy-needs-fencing

What is to happen without quorum, or without a ticket, is fencing, and there is none.

## Why
`no-quorum-policy=suicide` (from Pacemaker 2.1.9 on also called `fence`) and `loss-policy=fence` of a ticket have
nodes fenced. With fencing off Pacemaker takes `stop` instead, and so it does for `fence` before 2.1.9.

## When to ignore it
Never.

## Bad
```crm
property stonith-enabled=false no-quorum-policy=suicide
```

```crm
property no-quorum-policy=fence
```

## Good
```crm
property stonith-enabled=true no-quorum-policy=suicide
```

```cib pacemaker=3.0
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="p1" name="no-quorum-policy" value="fence"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

## Sources
crm_verify of Pacemaker 2.1.5 ("Resetting no-quorum-policy to 'stop' because fencing is disabled") and 3.0.2
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.option import Place
from hadoctor.model.pacemaker.options import option
from hadoctor.model.pacemaker.own_release import judged
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("PCM013", severity=Severity.ERROR)
def quorum_policy_needs_fencing(pacemaker: Pacemaker) -> Findings:
    policy, switch = pacemaker.property("no-quorum-policy"), pacemaker.fencing_switch
    value = (policy.value or "").lower() if policy else ""
    off = (Note(switch.at, "fencing is off"),) if switch and pacemaker.fencing is False else ()
    known = option(Place.PROPERTY, "no-quorum-policy", judged(pacemaker))
    if policy and value in ("suicide", "fence"):
        if known and value not in known.words:
            yield Finding(
                f"no-quorum-policy takes '{value}' from Pacemaker 2.1.9 on only",
                policy.at,
                why="before that 'stop' counts instead; the older word is 'suicide'",
                fix=fix("write suicide", set_value(policy.pair, "value", "suicide")),
            )
        elif off:
            yield Finding(
                f"no-quorum-policy is '{value}', and fencing is off",
                policy.at,
                notes=off,
                why="Pacemaker takes 'stop' instead",
            )
    for ticket in pacemaker.tickets if off else ():
        if ticket.element.get("loss-policy") == "fence":
            yield Finding(
                f"ticket '{ticket.ticket}' has loss-policy 'fence', and fencing is off",
                ticket.element.place("loss-policy"),
                notes=off,
                why="Pacemaker takes 'stop' instead",
            )
