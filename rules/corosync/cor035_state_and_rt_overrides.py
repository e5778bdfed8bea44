"""# COR035 state-and-rt-overrides

A setting of `system` departs from what keeps corosync on time and its state in place.

## Why

corosync runs with realtime priority because a token that waits for a processor is a lost token:
`sched_rr: no`, a `priority` of its own or staying in a restricted control group bring back false
alarms under load. `allow_knet_handle_fallback: yes` lets it run with less privileged sockets. A
`state_dir` of your own must exist before every start: corosync changes into it and stops when it is
not there, which only the node can tell.

## When to ignore it

In containers that grant no realtime priority, and where the operating system sets the directory up.

## Bad

```corosync
totem {
    version: 2
}
system {
    sched_rr: no
}
```

## Good

```corosync
totem {
    version: 2
}
system {
    sched_rr: yes
}
```

## Sources

* corosync.conf(5)
* the daemon, started: `Cannot chdir to state directory`
"""

from hadoctor.finding import Finding, Severity, Unchecked
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

USUAL = {
    "system.sched_rr": ("yes", "corosync then runs without realtime priority"),
    "system.move_to_root_cgroup": ("auto yes", "corosync may stay without realtime priority"),
    "system.allow_knet_handle_fallback": ("no", "knet then runs with less privileged sockets"),
}


@rule("COR035", severity=Severity.INFO)
def state_and_rt_overrides(corosync: Corosync) -> Findings:
    if corosync.target.before("3.0"):
        return  # 2.x knows none of these keys
    state_dir = corosync.entry("system.state_dir")
    if state_dir is not None:
        yield Unchecked(
            f"needs the node: the directory '{state_dir.span.text}' must exist", at=state_dir.span
        )
    for path, (usual, effect) in USUAL.items():
        entry = corosync.entry(path)
        # A word that is not in the vocabulary is refused, which another rule says.
        known = entry is not None and entry.option and entry.value in entry.option.words
        if entry and known and entry.value not in usual.split():
            yield Finding(f"{entry.pair.key} is '{entry.value}'", at=entry.span, why=effect)
