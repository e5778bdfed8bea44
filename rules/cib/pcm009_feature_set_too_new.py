"""# PCM009 feature-set-too-new

The CIB was written by a later release of Pacemaker than the target.

## Why
`crm_feature_set` says what a node must understand to take part. A node with less does not become a member, and its
tools refuse the CIB (`Can't process CIB with feature set ... greater than our own`). It comes of a backup that
is brought back on older hosts, or of nodes that were downgraded.

## When to ignore it
When the target is not the release that the nodes have: say `--target pacemaker=3.0`.

## Bad
```cib
<cib validate-with="pacemaker-3.9" crm_feature_set="3.20.0"><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>
```

## Good
```cib
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1"><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>
```

```cib pacemaker=3.0
<cib validate-with="pacemaker-4.0" crm_feature_set="3.20.0"><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>
```

## Sources
crm_verify of Pacemaker 2.1.10, 3.0.0 and 3.0.2; that of 2.1.5 says nothing.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Finding, Severity
from hadoctor.rule import Findings, rule
from hadoctor.target import release

HIGHEST = {"2.1": "3.19.6", "3.0": "3.20.5"}
"""By series, so that a CIB of its last release is none too new: that of 2.1.10, of 3.0.2."""


@rule("PCM009", severity=Severity.ERROR)
def feature_set_too_new(file: PacemakerFile) -> Findings:
    own = file.cib.get("crm_feature_set") if file.cib is not None else None
    target = file.targets.pacemaker
    highest = HIGHEST.get(target.name)
    if file.cib is None or own is None or highest is None or not _is_release(own):
        return
    if release(own) > release(highest):
        yield Finding(
            f"the CIB has feature set '{own}', and Pacemaker {target.name} knows those up to"
            f" '{highest}'",
            file.cib.place("crm_feature_set"),
            why="a node of that release cannot use this CIB",
        )


def _is_release(text: str) -> bool:
    parts = text.split(".")
    return len(parts) <= 4 and all(p.isascii() and p.isdigit() and len(p) < 6 for p in parts)
