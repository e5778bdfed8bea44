"""# RES021 cluster-of-nothing

A connection to a remote node inside a group, clone or bundle, or a word that became a parameter of a clone.

## Why
`ocf:pacemaker:remote` is no service: Pacemaker makes a node of it, and the scheduler does not expect it inside anything
else (2.1.5 stops at an assertion). A clone has one resource: `clone c A B` stores `B` as a parameter without a value, and
`B` is not cloned.

## When to ignore it
Never.

## Bad
```crm
primitive far ocf:pacemaker:remote params server=10.0.0.7
primitive web apache
group g far web
```

```crm
primitive web apache
primitive proxy nginx
clone c web proxy
```

```cib
<configuration><crm_config/><nodes/><resources>
<clone id="c"><primitive id="far" class="ocf" provider="pacemaker" type="remote"/></clone>
</resources><constraints/></configuration>
```

## Good
```crm
primitive far ocf:pacemaker:remote params server=10.0.0.7
primitive web apache
clone c web
```

## Sources
* crm_simulate of Pacemaker 2.1.5; crmsh 5.1.0 refuses a remote resource in a group
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.known import is_agent
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES021", severity=Severity.ERROR)
def cluster_of_nothing(pacemaker: Pacemaker, file: PacemakerFile) -> Findings:
    refused = {refusal.at.line for refusal in file.refusals}
    for resource in pacemaker.resources.values():
        if is_agent(resource, "ocf:pacemaker:remote") and resource.parent is not None:
            around = resource.parent
            if not refused & {around.id_at.line, resource.id_at.line}:
                yield Finding(
                    f"'{resource.id}' is the connection to a remote node, inside the {around.kind}"
                    f" '{around.id}'",
                    resource.id_at,
                    why="the scheduler cannot place it, and the node never comes up",
                )
        for setting in resource.own_params.all if resource.kind in ("clone", "master") else ():
            if setting.value is None and setting.name in pacemaker.resources:
                yield Finding(
                    f"'{setting.name}' is no part of '{resource.id}', but a parameter without a value",
                    setting.span,
                    why="a clone has one resource; to clone several, make a group of them",
                )
