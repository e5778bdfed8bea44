"""# PCM014 dlm-needs-freeze

The cluster has a lock manager (DLM), and no-quorum-policy is not `freeze`.

## Why
To stop a GFS2 file system its locks are needed, and without quorum the DLM gives none: with the default `stop` a
node that has lost quorum hangs when it unmounts, and the rest of the cluster fences it or waits for it. With `freeze`
resources stay as they are until quorum is back. For OCFS2, lvmlockd and clustered RAID it is a remark.

## When to ignore it
With two nodes and `two_node: 1`, where quorum is never lost.

## Bad
```crm
primitive dlm ocf:pacemaker:controld op monitor interval=60
primitive shared Filesystem params device=/dev/vg/lv directory=/srv fstype=gfs2
group storage dlm shared
clone storage-clone storage meta interleave=true
property stonith-enabled=true no-quorum-policy=stop
```

## Good
```crm
primitive dlm ocf:pacemaker:controld op monitor interval=60
primitive shared Filesystem params device=/dev/vg/lv directory=/srv fstype=gfs2
group storage dlm shared
clone storage-clone storage meta interleave=true
property stonith-enabled=true no-quorum-policy=freeze
```

## Sources
The guides for GFS2 of Red Hat and SUSE; Pacemaker Explained, "Cluster Options"; crmsh 5 warns of it, too
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import add_pair, fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

CONTROLD = ("ocf:pacemaker:controld", "ocf:heartbeat:controld")


@rule("PCM014", severity=Severity.WARNING)
def dlm_needs_freeze(pacemaker: Pacemaker) -> Findings:
    policy = pacemaker.property("no-quorum-policy")
    if (policy is None and not pacemaker.whole) or pacemaker.properties.depends("no-quorum-policy"):
        return
    value = "stop" if policy is None else (policy.value or "").lower()
    dlm = next((r for r in pacemaker.primitives if r.agent and r.agent.name in CONTROLD), None)
    if dlm is None or value == "freeze":
        return
    types = [(r, r.param("fstype")) for r in pacemaker.primitives]
    shared = next((r for r, type in types if type and type.value == "gfs2"), None)
    note = Note(dlm.id_at, "the lock manager") if policy else None
    sets = pacemaker.properties.sets
    edit = (
        set_value(policy.pair, "value", "freeze")
        if policy
        else add_pair(sets[0], "no-quorum-policy", "freeze")
        if sets
        else None
    )
    yield Finding(
        f"no-quorum-policy is '{value}'{'' if policy else ' by default'}, and"
        f" '{(shared or dlm).id}' {'is a GFS2 file system' if shared else 'is a lock manager'}",
        policy.at if policy else dlm.id_at,
        notes=(note,) if note else (),
        why="without quorum it cannot be stopped: the node hangs, and is fenced",
        severity=None if shared else Severity.INFO,
        fix=fix("write no-quorum-policy=freeze", edit),
    )
