"""Cluster properties, defaults and tags."""

from __future__ import annotations

from hadoctor.model.crm.dump.look import Look, need
from hadoctor.model.crm.dump.quoting import head_id, nvpair
from hadoctor.model.crm.dump.resources import described
from hadoctor.model.crm.dump.rules import rule
from hadoctor.model.crm.dump.tree import Node

DEFAULT_ID = "cib-bootstrap-options"
"""The id of a property set that has none."""


def settings(word: str, node: Node, look: Look) -> list[str]:
    """A property set, or a set of defaults: one line per rule and per pair."""
    identity = node.get("id")
    if not identity and node.tag == "cluster_property_set":
        identity = DEFAULT_ID
    lines = [f"{word} {head_id(need(identity))}", *described(node)]
    for child in node.children:
        if child.tag == "nvpair":
            lines.append(nvpair(child, look))
        elif child.tag == "rule":
            lines.append(f"rule {rule(child, look)}")
    return lines


def properties(node: Node, look: Look) -> list[str]:
    return settings("property", node, look)


def defaults(node: Node, look: Look) -> list[str]:
    return settings(node.parent, node, look)


def tag(node: Node, look: Look) -> list[str]:
    members = [need(child.get("id")) for child in node.children]
    return [" ".join(["tag", need(node.get("id")), *members]), *described(node)]
