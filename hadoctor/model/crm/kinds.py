"""The kinds of object that the shell knows: statement, element, section, order of creation."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of statement. `rank`: objects are created in this order, whatever the file's is."""

    tag: str
    keyword: str
    section: str
    """The element of the configuration that holds the objects; empty: the configuration itself."""
    rank: int
    default_id: str = ""

    @property
    def spoken(self) -> str:
        """With its article, for messages."""
        vowel = self.keyword.startswith(("a", "o", "ms", "rsc"))
        return f"{'an' if vowel else 'a'} {self.keyword}"


KINDS = {
    kind.tag: kind
    for kind in (
        Kind("node", "node", "nodes", 0),
        Kind("template", "rsc_template", "resources", 1),
        Kind("primitive", "primitive", "resources", 2),
        Kind("bundle", "bundle", "resources", 3),
        Kind("group", "group", "resources", 4),
        Kind("master", "ms", "resources", 5),
        Kind("clone", "clone", "resources", 6),
        Kind("op", "monitor", "operations", 7),
        Kind("tag", "tag", "tags", 8),
        Kind("rsc_location", "location", "constraints", 9),
        Kind("rsc_colocation", "colocation", "constraints", 9),
        Kind("rsc_order", "order", "constraints", 9),
        Kind("rsc_ticket", "rsc_ticket", "constraints", 10),
        Kind("fencing-topology", "fencing_topology", "", 10),
        Kind("cluster_property_set", "property", "crm_config", 11, "cib-bootstrap-options"),
        Kind("rsc_defaults", "rsc_defaults", "rsc_defaults", 12, "rsc-options"),
        Kind("op_defaults", "op_defaults", "op_defaults", 13, "op-options"),
        Kind("acl_role", "role", "acls", 14),
        Kind("acl_target", "acl_target", "acls", 15),
        Kind("acl_group", "acl_group", "acls", 15),
        Kind("acl_user", "user", "acls", 15),
        Kind("alert", "alert", "alerts", 16),
    )
}

SECTIONS = ("crm_config", "nodes", "resources", "constraints")
"""The sections of an empty CIB; the others come when something is put into them."""

RESOURCES = frozenset(kind.tag for kind in KINDS.values() if kind.section == "resources")
CONTAINERS = frozenset({"group", "clone", "master", "bundle"})
MEMBERS = frozenset({"primitive", "group"})
"""What a container can hold; a group only primitives."""
CONSTRAINTS = frozenset({"rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"})
DEFAULTS = frozenset({"rsc_defaults", "op_defaults"})
SETTINGS = DEFAULTS | {"cluster_property_set"}
"""Kinds whose statements are lists of options; their pairs are merged into the set by name."""
NVSETS = frozenset({"instance_attributes", "meta_attributes", "utilization"})

FENCING_ID = "fencing_topology"
"""The name under which the shell keeps the fencing topology, which has no id."""
