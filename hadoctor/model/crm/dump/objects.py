"""The objects of the shell: which elements are one, in what order they are read and printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hadoctor.model.crm.dump.acls import holder
from hadoctor.model.crm.dump.alerts import alert
from hadoctor.model.crm.dump.bundles import bundle
from hadoctor.model.crm.dump.constraints import colocation, location, order, ticket
from hadoctor.model.crm.dump.look import Look
from hadoctor.model.crm.dump.resources import cluster_node, container, primitive
from hadoctor.model.crm.dump.settings import DEFAULT_ID, defaults, properties, tag
from hadoctor.model.crm.dump.topology import topology
from hadoctor.model.crm.dump.tree import Node

Writer = Callable[[Node, Look], list[str]]


class Kind(NamedTuple):
    rank: int
    """Kinds of one rank are sorted together by id."""
    write: Writer


KINDS = {
    "node": Kind(0, cluster_node),
    "template": Kind(1, primitive),
    "primitive": Kind(2, primitive),
    "bundle": Kind(3, bundle),
    "group": Kind(4, container),
    "master": Kind(5, container),
    "clone": Kind(6, container),
    "tag": Kind(7, tag),
    "rsc_location": Kind(8, location),
    "rsc_colocation": Kind(8, colocation),
    "rsc_order": Kind(8, order),
    "rsc_ticket": Kind(9, ticket),
    "fencing-topology": Kind(9, topology),
    "cluster_property_set": Kind(10, properties),
    "rsc_defaults": Kind(11, defaults),
    "op_defaults": Kind(12, defaults),
    "acl_role": Kind(13, holder),
    "acl_target": Kind(14, holder),
    "acl_group": Kind(14, holder),
    "acl_user": Kind(14, holder),
    "alert": Kind(15, alert),
}
"""By the element's tag; a `<meta_attributes>` of defaults by the tag of its parent."""


class Object(NamedTuple):
    node: Node
    kind: Kind
    identity: str


def objects(root: Node) -> list[Object]:
    """In the order in which the shell reads them: by kind, else as in the CIB."""
    found: list[Object] = []
    for node in root.walk():
        kind = KINDS.get(node.tag)
        if kind is None:
            continue
        if node.tag in ("rsc_defaults", "op_defaults"):
            found.extend(Object(s, kind, s.get("id") or "") for s in node.all("meta_attributes"))
        elif node is not root:
            found.append(Object(node, kind, _identity(node)))
    found.sort(key=lambda item: item.kind.rank)
    return found


def _identity(node: Node) -> str:
    if node.tag == "fencing-topology":
        return "fencing_topology"
    identity = node.get("id") or node.get("uname")
    if not identity and node.tag == "cluster_property_set":
        return DEFAULT_ID
    return identity or ""
