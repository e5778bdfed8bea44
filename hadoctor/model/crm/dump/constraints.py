"""Location, colocation, order and ticket constraints."""

from __future__ import annotations

from hadoctor.model.crm.dump.look import Look, UnprintableError, need
from hadoctor.model.crm.dump.quoting import pair
from hadoctor.model.crm.dump.resources import described
from hadoctor.model.crm.dump.rules import rule, score
from hadoctor.model.crm.dump.tree import Node

TRUE = frozenset({"yes", "true", "on", "1"})


def location(node: Node, look: Look) -> list[str]:
    words = ["location", need(node.get("id"))]
    resource, pattern = node.get("rsc"), node.get("rsc-pattern")
    if resource is not None:
        words.append(resource)
    elif pattern is not None:
        words.append(f"/{pattern}/")
    elif node.has("resource_set"):
        words.append(f"{{ {' '.join(sets(node, 'location'))} }}")
    else:
        raise UnprintableError
    for name in ("role", "resource-discovery"):
        if (value := node.get(name)) is not None:
            words.append(f"{name}={value}")
    if (preferred := node.get("node")) is not None:
        words.append(f"{score(node)}: {preferred}")
    lines = [" ".join(words), *described(node)]
    lines.extend(f"rule {rule(child, look)}" for child in node.all("rule"))
    return lines


def colocation(node: Node, look: Look) -> list[str]:
    if node.has("resource_set"):
        words = sets(node, "colocation")
    else:
        words = [_role(node, "rsc"), _role(node, "with-rsc")]
    if attribute := node.get("node-attribute"):
        words.append(f"node-attribute={attribute}")
    return _scored("colocation", node, words)


def order(node: Node, look: Look) -> list[str]:
    if node.has("resource_set"):
        words = sets(node, "order")
    else:
        words = [_action(node, "first"), _action(node, "then")]
    if symmetrical := node.get("symmetrical"):
        words.append(f"symmetrical={symmetrical}")
    return _scored("order", node, words)


def _scored(word: str, node: Node, words: list[str]) -> list[str]:
    value = score(node) or node.get("kind")
    begin = [word, need(node.get("id")), *([f"{value}:"] if value else [])]
    return [" ".join(begin + words), *described(node)]


def ticket(node: Node, look: Look) -> list[str]:
    words = sets(node, "rsc_ticket") if node.has("resource_set") else [_role(node, "rsc")]
    if policy := node.get("loss-policy"):
        words.append(f"loss-policy={policy}")
    begin = ["rsc_ticket", need(node.get("id")), f"{node.get('ticket')}:"]
    return [" ".join(begin + words), *described(node)]


def _role(node: Node, name: str) -> str:
    return _qualified(node, name, node.get(f"{name}-role"))


def _action(node: Node, name: str) -> str:
    return _qualified(node, name, node.get(f"{name}-action"))


def _qualified(node: Node, name: str, qualifier: str | None) -> str:
    qualifier = qualifier or node.get(f"{name}-instance")
    resource = node.get(name)
    if qualifier:
        return f"{resource}:{qualifier}"
    return need(resource)


def sets(node: Node, kind: str) -> list[str]:
    """The resource sets of a constraint, in brackets where they are not in sequence. What would
    read as the form without sets is marked with `_rsc_set_`."""
    words: list[str] = []
    count = 0
    in_sequence = False
    for part in node.all("resource_set"):
        sequential, required = _truth(part, "sequential"), _truth(part, "require-all")
        in_sequence = sequential and required
        if not required:
            words.append("[")
        elif not sequential:
            words.append("(")
        qualifier = part.get("role")
        if kind == "order":
            qualifier = part.get("action") or qualifier
        for member in part.all("resource_ref"):
            identity = need(member.get("id"))
            words.append(f"{identity}:{qualifier}" if qualifier else identity)
            count += 1
        if not required:
            if sequential:
                words.append(pair("sequential", "true"))
            words.append("]")
        elif not sequential:
            words.append(")")
    if kind == "rsc_ticket":
        simple = count <= 1
    else:
        simple = kind != "location" and in_sequence and count <= 2
    return ["_rsc_set_", *words] if simple else words


def _truth(node: Node, name: str) -> bool:
    """Sets are in sequence, and need all their members, unless they say otherwise."""
    value = node.get(name)
    return True if value is None else value.lower() in TRUE
