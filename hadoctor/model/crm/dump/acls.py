"""Access control: roles and who has them."""

from __future__ import annotations

import re

from hadoctor.model.crm.dump.look import Look, need
from hadoctor.model.crm.dump.quoting import pair, quote
from hadoctor.model.crm.dump.resources import described
from hadoctor.model.crm.dump.tree import Node

WORDS = {"acl_role": "role", "acl_user": "user"}
_NAME = r"([a-zA-Z_][a-zA-Z0-9_.-]*)"

SHORTCUTS = {
    "meta": (rf"//primitive\[@id='{_NAME}'\]/meta_attributes", rf"/nvpair\[@name='{_NAME}'\]"),
    "params": (
        rf"//primitive\[@id='{_NAME}'\]/instance_attributes",
        rf"/nvpair\[@name='{_NAME}'\]",
    ),
    "utilization": (rf"//primitive\[@id='{_NAME}'\]/utilization",),
    "location": (rf"//rsc_location\[@id='cli-prefer-{_NAME}' and @rsc='{_NAME}'\]",),
    "property": ("//crm_config/cluster_property_set", rf"/nvpair\[@name='{_NAME}'\]"),
    "nodeattr": ("//nodes/node/instance_attributes", rf"/nvpair\[@name='{_NAME}'\]"),
    "nodeutil": ("//nodes/node/utilization", rf"\[@uname='{_NAME}'\]"),
    "node": ("//nodes/node", rf"\[@uname='{_NAME}'\]"),
    "status": ("/cib/status",),
    "cib": ("/cib",),
}
"""XPaths that have a word of their own, in the order in which they are tried. The second part may be
absent; what a pattern catches follows the word."""

PERMISSION = (
    ("xpath", "xpath"),
    ("reference", "ref"),
    ("attribute", "attr"),
    ("object-type", "type"),
)
"""Attributes of `<acl_permission>` and their words, in the order of the dump."""

LEGACY = ("xpath", "ref", "tag", "attribute")
"""Attributes of the `<read>`, `<write>` and `<deny>` of schemas before 2.0."""


def holder(node: Node, look: Look) -> list[str]:
    """A role, or a user or group that has some."""
    lines = [f"{WORDS.get(node.tag, node.tag)} {need(node.get('id'))}", *described(node)]
    for child in node.children:
        tag = child.tag
        if tag == "acl_permission":
            lines.append(_permission(child))
        elif tag == "role":
            lines.append(need(child.get("id")))
        elif tag == "role_ref":
            lines.append(f"role:{need(child.get('id'))}")
        elif tag in ("read", "write", "deny"):
            specs = [_spec(name, child.get(name)) for name in LEGACY if child.get(name)]
            lines.append(" ".join([tag, *specs]))
    return lines


def _permission(node: Node) -> str:
    words = [need(node.get("kind"))]
    if description := node.get("description"):
        words.append(pair("description", description))
    for name, word in PERMISSION:
        if (value := node.get(name)) is not None:
            words.append(_spec(word, value))
    return " ".join(words)


def _spec(word: str, value: str | None) -> str:
    value = need(value)
    if word == "xpath":
        short = shortcut(value)
        if short is not None:
            return short
        value = quote(value)
    return f"{word}:{value}" if value else word


def shortcut(xpath: str) -> str | None:
    """The short form of an XPath, if there is one. Of a location's two equal names the first
    counts."""
    for word, parts in SHORTCUTS.items():
        for count in range(1, len(parts) + 1):
            match = re.match("".join(parts[:count]) + "$", xpath)
            if match:
                caught = [part for part in match.groups()[:count] if part]
                return ":".join([word, *caught])
    return None
