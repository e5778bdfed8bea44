"""# RES012 meta-param-mixup

A meta attribute among the parameters, a parameter among the meta attributes, or one of them in an operation.

## Why
Pacemaker looks for `target-role`, `clone-max` and the like among the meta attributes only, and agents see only their
parameters. What stands in the other list has no effect. In crm text a pair without `meta` before it is a parameter:
`clone c A clone-max=2` does not limit the clone.

## When to ignore it
When an agent of your own has a parameter of that name.

## Bad
```crm
primitive web apache
clone c web clone-max=2
```

```crm
primitive web apache meta configfile=/etc/apache2/httpd.conf
```

```crm
primitive web apache op monitor interval=10s migration-threshold=3
```

```crm
primitive web apache meta timeout=60s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><instance_attributes id="p">
<nvpair id="p1" name="target-role" value="Stopped"/></instance_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache params configfile=/etc/apache2/httpd.conf meta migration-threshold=3 op monitor interval=10s
clone c web meta clone-max=2
```

## Sources
* Pacemaker 2.1.5: what it reads, and from where
* crmsh 4.4.1 and 5.1.0
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.misplaced import misplaced, to_meta
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES012", severity=Severity.WARNING)
def meta_param_mixup(pacemaker: Pacemaker) -> Findings:
    for owner, setting, what, where in misplaced(pacemaker):
        move = to_meta(owner, setting) if where == "meta" else None
        yield Finding(
            f"'{owner.id}': {what}",
            setting.name_at,
            why="it has no effect there",
            fix=fix(f"move it to {where}", move),
        )
