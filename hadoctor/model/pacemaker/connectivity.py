"""Resources that write the connectivity of a node into an attribute, and what reads attributes.

`ocf:pacemaker:ping` (and the older pingd) write the attribute that `name` says, `pingd` without one.
"""

from __future__ import annotations

from hadoctor.model.pacemaker.known import is_agent
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.syntax.element import Element

PINGS = ("ocf:pacemaker:ping", "ocf:pacemaker:pingd", "ocf:heartbeat:pingd")
DEFAULT = "pingd"


def writers(pacemaker: Pacemaker) -> dict[str, Resource]:
    """The attribute that each ping resource writes, and the resource."""
    found: dict[str, Resource] = {}
    for resource in pacemaker.primitives:
        if is_agent(resource, *PINGS):
            setting = resource.param("name")
            found.setdefault((setting.value if setting else None) or DEFAULT, resource)
    return found


def readers(pacemaker: Pacemaker) -> dict[str, list[Element]]:
    """Every attribute that a rule reads and no node has set for good, with the expressions."""
    fixed = {name for node in pacemaker.nodes for name in node.attributes.names()}
    found: dict[str, list[Element]] = {}
    for element in pacemaker.elements:
        if element.tag == "expression":
            name = element.get("attribute")
        elif element.tag == "rule":
            name = element.get("score-attribute")
        else:
            continue
        if name and name not in fixed:
            found.setdefault(name, []).append(element)
    return found
