"""# RES004 unknown-meta-attribute

A meta attribute that Pacemaker does not know, or not there.

## Why
Pacemaker stores it and does not look at it: what was meant to be set has its default, and nothing but the shell's
warning at the time says so.

## When to ignore it
When something else reads it: an agent sees every meta attribute of its resource.

## Bad
```crm
primitive web apache meta migration_threshold=2
```

```crm
rsc_defaults resource-stickyness=100
```

```crm
primitive web apache meta clone-max=2
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><meta_attributes id="m">
<nvpair id="m1" name="Target-Role" value="Stopped"/>
</meta_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache meta migration-threshold=2
rsc_defaults resource-stickiness=100 interleave=true
clone c web meta clone-max=2 allow-unhealthy-nodes=true priority=5
```

## Sources
* Pacemaker 2.1.5 and 3.0.2: what they read
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix, rename
from hadoctor.model.pacemaker.misplaced import meta_of_others, unknown_metas
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES004", severity=Severity.WARNING)
def unknown_meta_attribute(pacemaker: Pacemaker) -> Findings:
    for owner, setting, meant in unknown_metas(pacemaker):
        others = meta_of_others(setting.name)
        if meant is None and others:
            said = f"{owner}: '{setting.name}' is for {others}, not for {owner.article}"
            yield Finding(said, setting.name_at, why="Pacemaker does not look at it here")
            continue
        said = f"{owner}: Pacemaker knows no meta attribute '{setting.name}'"
        there = meant is not None and any(
            pair.get("name") == meant for pair in setting.set.all("nvpair")
        )
        yield Finding(
            said + (f", but '{meant}'" if meant else ""),
            setting.name_at,
            why="it is stored, and has no effect",
            severity=None if meant else Severity.INFO,
            fix=fix(f"rename it to {meant}", rename(setting, meant))
            if meant and not there
            else None,
        )
