"""# FEN010 host-list-unknown-node

A fence device lists a node that the cluster does not have.

## Why
The fencer compares the names of its list with those of the cluster, as a whole and without regard to case. Under another
name (the short one for the long one, an old one) the real node is on no list, and cannot be fenced.

## When to ignore it
For nodes that will join later, or that another cluster shares the device with.

## Bad
```crm
node alice.example.com
node bob.example.com
primitive fence stonith:fence_virsh params pcmk_host_map="alice:vm-a;bob:vm-b" op monitor interval=60s
property stonith-enabled=true
```

## Good
```crm
node alice
node bob
primitive fence stonith:fence_virsh params pcmk_host_map="Alice:vm-a;bob:vm-b" op monitor interval=60s
property stonith-enabled=true
```

## Sources
daemons/fenced/fenced_commands.c of Pacemaker 2.1.5
"""

import re

from hadoctor.facts import Unknown
from hadoctor.finding import Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.fence_device import fence_devices
from hadoctor.model.pacemaker.host_map import misjoined
from hadoctor.model.pacemaker.node_names import NodeNames
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.rule import Findings, rule


@rule("FEN010", severity=Severity.WARNING, explains=("RUN008",))
def host_list_unknown_node(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    nodes = NodeNames(pacemaker, corosync if isinstance(corosync, Corosync) else None)
    if not nodes.complete:
        return
    devices = fence_devices(pacemaker)
    everywhere = {name for device in devices for name in device.targets or ()}
    for device in devices:
        said: set[str] = set()
        for parameter in ("pcmk_host_list", "pcmk_host_map"):
            setting = device.param(parameter)
            if setting is None:
                continue
            text = setting.value or ""
            if parameter == "pcmk_host_map" and any(misjoined(text)):
                continue  # FEN003 says what is wrong there.
            listed = [e.node for e in device.map.entries] if "map" in parameter else device.list
            ghosts = [n for n in dict.fromkeys(listed) if not nodes.has(n) and n not in said]
            if not ghosts:
                continue
            said.update(ghosts)
            near = nodes.near(ghosts[0])
            uncovered = near is not None and near.lower() not in everywhere
            names = ", ".join(f"'{name}'" for name in ghosts[:6])
            yield Finding(
                f"{parameter} of '{device.id}' has {names}, and the cluster has no such node"
                + (f"; '{near}' is the nearest" if near else ""),
                setting.at,
                why=f"'{near}' cannot be fenced under this name"
                if uncovered
                else "it does nothing",
                severity=Severity.ERROR if uncovered else Severity.INFO,
                fix=_renamed(setting, {name: nodes.near(name) for name in ghosts})
                if uncovered
                else None,
            )


def _renamed(setting: Setting, meant: dict[str, str | None]) -> Fix | None:
    """The nearest names in place of those that no node has; not where one of them has none."""
    text = setting.value or ""
    for name, near in meant.items():
        if near is None:
            return None
        text = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", near, text)
    title = f"write {', '.join(near for near in meant.values() if near)}"
    return fix(title, set_value(setting.pair, "value", text))
