"""# PCM016 startup-fencing-off

Nodes that have not been seen since the start count as down.

## Why
With `startup-fencing=false` a cluster that comes up without one of its nodes does not fence it, but takes it for down.
If it runs and only cannot be reached, everything that it runs is started a second time.

## When to ignore it
Never in a cluster with data.

## Bad
```crm
property stonith-enabled=true startup-fencing=false
```

## Good
```crm
property stonith-enabled=true
```

## Sources
Pacemaker Explained, "Cluster Options"; crm_verify -VV names the risk and exits with 0
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.values import boolean
from hadoctor.rule import Findings, rule


@rule("PCM016", severity=Severity.ERROR)
def startup_fencing_off(pacemaker: Pacemaker) -> Findings:
    setting = pacemaker.property("startup-fencing")
    if setting is None or boolean(setting.value or "") is not False:
        return
    if pacemaker.fencing is not False:  # Else FEN001 says more.
        yield Finding(
            f"startup-fencing is '{setting.value}': nodes that nobody has seen are taken for down",
            setting.at,
            why="what such a node runs is started a second time",
            fix=fix("remove startup-fencing: the default is true", remove_pair(setting)),
        )
