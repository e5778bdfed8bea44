"""Shortcuts for XPaths in access rights: `meta:RSC:NAME` and their kin."""

from __future__ import annotations

_RESOURCE = "//primitive[@id='{}']"
_NAME = "/nvpair[@name='{}']"
SHORTCUTS: dict[str, tuple[str, ...]] = {
    "meta": (f"{_RESOURCE}/meta_attributes", _NAME),
    "params": (f"{_RESOURCE}/instance_attributes", _NAME),
    "utilization": (f"{_RESOURCE}/utilization",),
    "location": ("//rsc_location[@id='cli-prefer-{}' and @rsc='{}']",),
    "property": ("//crm_config/cluster_property_set", _NAME),
    "nodeattr": ("//nodes/node/instance_attributes", _NAME),
    "nodeutil": ("//nodes/node/utilization", "[@uname='{}']"),
    "node": ("//nodes/node", "[@uname='{}']"),
    "status": ("/cib/status",),
    "cib": ("/cib",),
}
"""The steps of the path; each `{}` takes the next part behind the shortcut's colon."""


def expand(name: str, argument: str | None) -> str | None:
    """The XPath, or None if the shortcut needs an argument or has no place for all of them."""
    steps = SHORTCUTS[name]
    if argument is None:
        return None if "{}" in steps[0] else steps[0]
    path = ""
    left = list(steps)
    for part in argument.split(":"):
        while left and "{}" not in left[0]:
            path += left.pop(0)
        if not left:
            return None
        path += left.pop(0).replace("{}", part)
    # The shell takes the backslashes out of its templates, and of the arguments with them.
    return path.replace("\\", "")
