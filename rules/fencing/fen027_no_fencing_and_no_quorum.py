"""# FEN027 no-fencing-and-no-quorum

Fencing is off, and quorum is ignored.

## Why
Each of the two is a risk; together nothing is left that tells the halves of a split cluster apart. Both go on, each
takes the other for dead and starts what the other is still running: two copies of a database, one file system mounted
twice, one address on two hosts. It needs no more than a pulled cable or a node that is busy for longer than the token.

This finding stands for both halves; FEN001 and PCM010 say more about each.

## When to ignore it
In a laboratory without data.

## Bad
```crm
property stonith-enabled=false no-quorum-policy=ignore
```

```cib pacemaker=3.0
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="p1" name="fencing-enabled" value="false"/><nvpair id="p2" name="no-quorum-policy" value="ignore"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

## Good
```crm
property stonith-enabled=true no-quorum-policy=stop
```

## Sources
Pacemaker Explained, "Fencing" and "Cluster Options"; votequorum(5): two_node
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("FEN027", severity=Severity.ERROR)
def no_fencing_and_no_quorum(pacemaker: Pacemaker) -> Findings:
    switch, policy = pacemaker.fencing_switch, pacemaker.property("no-quorum-policy")
    if switch is None or policy is None or pacemaker.fencing is not False:
        return
    if (policy.value or "").lower() != "ignore":
        return
    if pacemaker.whole and len(pacemaker.members) == 1:
        return  # There is nothing to split.
    yield Finding(
        f"{switch.name} is '{switch.value}' and no-quorum-policy is '{policy.value}': after a split"
        " both halves run everything",
        switch.at,
        notes=(Note(policy.at, "the policy"),),
        why="shared data is written from both sides, and addresses are there twice",
        fix=Fix(
            "set up and switch on fencing; for two nodes write two_node: 1 in corosync.conf and"
            " remove no-quorum-policy",
            (),
            Applicability.GUIDED,
        ),
    )
