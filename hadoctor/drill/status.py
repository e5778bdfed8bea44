"""The parts of a live CIB that a drill is about: the configuration, which it must not change, and the
transient attributes of a node, of which it sets one."""

from __future__ import annotations

import xml.etree.ElementTree as ET

STANDBY = "standby"
_ID = "hadoctor-drill"
_NUMBERS = ("admin_epoch", "epoch")
"""They count the changes of the configuration; num_updates counts those of the status."""


def configuration(cib: bytes) -> str:
    """The configuration as text that is the same where it is the same, with the numbers of its version."""
    root = ET.fromstring(cib)
    found = root.find("configuration")
    numbers = ".".join(root.get(name, "") for name in _NUMBERS)
    return numbers if found is None else f"{numbers} {ET.canonicalize(ET.tostring(found))}"


def standby(cib: bytes, node: str) -> str | None:
    """What the transient attribute `standby` of a node is; None where it has none."""
    for state in _states(ET.fromstring(cib), node):
        for pair in state.iterfind("transient_attributes//nvpair"):
            if pair.get("name") == STANDBY:
                return pair.get("value", "")
    return None


def with_standby(cib: bytes, node: str) -> bytes:
    """The same CIB with the node on standby until it restarts."""
    root = ET.fromstring(cib)
    for state in _states(root, node):
        around = state.find("transient_attributes")
        if around is None:
            around = ET.SubElement(state, "transient_attributes", id=state.get("id", node))
        inside = around.find("instance_attributes")
        if inside is None:
            inside = ET.SubElement(around, "instance_attributes", id=f"{_ID}-set")
        ET.SubElement(inside, "nvpair", id=f"{_ID}-{STANDBY}", name=STANDBY, value="on")
    return ET.tostring(root)


def _states(root: ET.Element, node: str) -> list[ET.Element]:
    return [one for one in root.iterfind("status/node_state") if one.get("uname") == node]
