"""The operations of a primitive: one `op` line each, with the lists of an operation behind it."""

from __future__ import annotations

from hadoctor.model.crm.dump.lists import attribute_list
from hadoctor.model.crm.dump.look import DeadlyError, Look
from hadoctor.model.crm.dump.quoting import pair
from hadoctor.model.crm.dump.tree import Node

LISTS = {"instance_attributes": "op_params", "meta_attributes": "op_meta"}


def operations(node: Node, look: Look) -> list[str]:
    """The lines of an `<operations>`; none for an empty one."""
    if node.remarks:
        raise DeadlyError  # the shell takes each child for an operation
    lines = []
    words = []
    if identity := node.get("id"):
        words.append(pair("$id", identity))
    if reference := node.get("id-ref"):
        words.append(f"{words.pop() if words else ''} {pair('$id-ref', reference)}")
    if words:
        lines.append(f"operations {words[0]}")
    for child in node.children:
        if child.tag != "op":
            raise DeadlyError
        lines.extend(_operation(child, look))
    return lines


def _operation(node: Node, look: Look) -> list[str]:
    name = node.get("name")
    if not name:
        raise DeadlyError
    words = [f"op {name}"]
    for key, value in node.attributes.items():
        if key not in ("name", "id"):
            words.append(pair(key, value))
    lines = [" ".join(words)]
    if description := node.get("description"):
        lines.append(pair("description", description))
    for child in node.children:
        word = LISTS.get(child.tag)
        if word is not None:
            lines.append(attribute_list(word, child, look))
    if node.remarks:
        lines[0] = "\n".join([*(remark.text for remark in node.remarks), lines[0]])
    return lines
