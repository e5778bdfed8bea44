"""Whether two trees are the same to the shell: order counts only inside resource sets."""

from __future__ import annotations

from hadoctor.model.crm.dump.tree import Node


def equal(one: Node, other: Node) -> bool:
    todo = [(one, other)]
    while todo:
        one, other = todo.pop()
        if one is other:
            continue
        if one.tag != other.tag or one.attributes != other.attributes:
            return False
        if len(one.children) != len(other.children) or _remarks(one) != _remarks(other):
            return False
        ones, others = one.children, other.children
        if one.tag != "resource_set" and len(ones) > 1:
            ones, others = sorted(ones, key=_key), sorted(others, key=_key)
        todo.extend(zip(ones, others, strict=True))
    return True


def _key(node: Node) -> str:
    """Primitives keep their order."""
    if node.tag == "primitive":
        return node.tag
    return node.tag + "".join(sorted([*node.attributes, *node.attributes.values()]))


def _remarks(node: Node) -> list[str]:
    return sorted(remark.text.strip() for remark in node.remarks or ())
