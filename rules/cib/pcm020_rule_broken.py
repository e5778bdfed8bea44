"""# PCM020 rule-broken

A rule in the configuration is always true, never true, or ignored.

## Why
Rules are read leniently, and a fault in them is seen only when the cluster does not do what it should. `hours=22-6` is
never true, since a range does not go over midnight; a field that cannot be read, as `hours=9-17,20`, is left out by
Pacemaker 2.1 and makes the rule true at any time, and with Pacemaker 3 it is never true. `yearsdays`, which is
what the crm shell writes, is no field at all. `#UNAME` and `uname` are attributes that nobody sets.
`#uname ne a or #uname ne b` holds for every node.

## When to ignore it
Never.

## Bad
```crm
primitive web apache
location web-at-night web \\
    rule 100: date spec hours=22-6
```

```crm
primitive web apache
location web-not-there web \\
    rule -inf: #uname ne alice or #uname ne bob
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>
</resources><constraints>
<rsc_location id="l" rsc="a"><rule id="r" score="10">
<expression id="e" attribute="uname" operation="eq" value="alice"/></rule></rsc_location>
</constraints></configuration>
```

## Good
```crm
primitive web apache
location web-at-night web \\
    rule 100: date spec hours=22-23 \\
    rule 100: date spec hours=0-6
location web-not-there web \\
    rule -inf: #uname ne alice and #uname ne bob
```

## Sources
crm_simulate of Pacemaker 2.1.5 at given times; crm_verify of 2.1.10 and 3.0.2; Pacemaker Explained, "Rules"
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.conditions import faults
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("PCM020", severity=Severity.WARNING)
def rule_broken(pacemaker: Pacemaker) -> Findings:
    for fault in faults(pacemaker):
        yield Finding(fault.message, fault.at, why=fault.why, fix=fault.fix)
