"""# RES020 clone-settings

Settings of a clone that contradict each other or do nothing.

## Why
Pacemaker 2.1 ignores `clone-node-max` above 1 unless the instances differ (`globally-unique`); Pacemaker 3 then makes them
differ, with other names of the instances and several on a node. `clone-max=0` starts no instance at all. Instances of a
systemd unit or an init script cannot differ. And a clone that is ordered after another waits, without `interleave`, for
the other on *all* nodes, and is restarted everywhere when one instance of the other restarts.

## When to ignore it
`interleave`: when the second really needs all instances of the first.

## Bad
```crm
primitive web apache
clone c web meta clone-node-max=2
```

```crm
primitive web apache
clone c web meta clone-max=0
```

```crm
primitive dlm ocf:pacemaker:controld
primitive fs Filesystem params device=/dev/vg/data directory=/srv fstype=gfs2
clone dlm-clone dlm meta interleave=true
clone fs-clone fs
order dlm-then-fs Mandatory: dlm-clone fs-clone
```

```cib
<configuration><crm_config/><nodes/><resources>
<clone id="c"><meta_attributes id="m"><nvpair id="m1" name="globally-unique" value="true"/></meta_attributes>
<primitive id="web" class="systemd" type="nginx"/></clone>
</resources><constraints/></configuration>
```

## Good
```crm
primitive dlm ocf:pacemaker:controld
primitive fs Filesystem params device=/dev/vg/data directory=/srv fstype=gfs2
clone dlm-clone dlm meta interleave=true clone-node-max=1
clone fs-clone fs meta interleave=true
order dlm-then-fs Mandatory: dlm-clone fs-clone
```

## Sources
* crm_verify and crm_simulate of Pacemaker 2.1.5, 2.1.10, 3.0.2
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.clones import faults
from hadoctor.model.pacemaker.edits import add_pair, fix, remove_pair, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES020", severity=Severity.WARNING)
def clone_settings(pacemaker: Pacemaker) -> Findings:
    for fault in faults(pacemaker):
        repair = None
        if fault.missing:
            set_ = fault.clone.own_meta.sets[0] if fault.clone.own_meta.sets else None
            edit = None if set_ is None else add_pair(set_, fault.missing, "true")
            if fault.setting is not None:
                edit = set_value(fault.setting.pair, "value", "true")
            repair = fix(f"set {fault.missing}=true", edit)
        elif fault.setting is not None and fault.remove:
            repair = fix(f"remove {fault.setting.name}", remove_pair(fault.setting))
        at = fault.clone.id_at if fault.setting is None else fault.setting.at
        yield Finding(
            f"'{fault.clone.id}': {fault.message}", at, fault.notes, fault.why, fix=repair
        )
