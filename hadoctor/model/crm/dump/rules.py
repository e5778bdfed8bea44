"""Rules: `rule` and what follows it."""

from __future__ import annotations

from hadoctor.model.crm.dump.look import Look, need
from hadoctor.model.crm.dump.quoting import pair, quote
from hadoctor.model.crm.dump.tree import Node

DATE_WORDS = {"in_range": "in", "date_spec": "spec"}
"""What the notation calls the operations of date expressions that have another name in the CIB."""


def score(node: Node) -> str:
    """The score of a constraint or a rule as written; empty when there is none."""
    value = node.get("score")
    if value:
        return value.replace("INFINITY", "inf")
    return node.get("score-attribute") or ""


def rule(node: Node, look: Look) -> str:
    """All that follows the word `rule`. A rule by reference is nothing but the reference."""
    words = []
    identity = node.get("id")
    if identity and look.referenced("rule", identity):
        words.append(pair("$id", identity))
    elif reference := node.get("id-ref"):
        return pair("$id-ref", reference)
    if role := node.get("role"):
        words.append(pair("$role", role))
    if node.get("score") != "INFINITY" and (value := score(node)):
        words.append(f"{value}:")
    words.append(_expressions(node))
    return " ".join(words)


def _expressions(node: Node) -> str:
    """Rules inside a rule have no notation and are left out: the caller's comparison finds that."""
    operator = node.get("boolean-op") or "and"
    words = []
    for child in node.children:
        if child.tag == "expression":
            words.append(_expression(child))
        elif child.tag == "date_expression":
            words.append(_date(child))
    return f" {operator} ".join(words)


def _expression(node: Node) -> str:
    operation = need(node.get("operation"))
    if kind := node.get("type"):
        operation = f"{kind}:{operation}"
    attribute, value = node.get("attribute"), node.get("value")
    if not value:
        return f"{operation} {attribute}"
    source = node.get("value-source")
    if source and source != "literal":
        value = f"{source}{{{value}}}"
    return f"{attribute} {operation} {value}"


def _date(node: Node) -> str:
    operation = need(node.get("operation"))
    words = ["date", DATE_WORDS.get(operation, operation)]
    if operation.lower() in ("lt", "gt"):
        border = node.get("end" if operation.lower() == "lt" else "start")
        words.append(quote(need(border)))
        return " ".join(words)
    if operation == "in_range":
        words.extend(
            pair(name, node.get(name)) for name in ("start", "end") if node.get(name) is not None
        )
    for child in node.children:
        if child.tag in ("duration", "date_spec"):
            words.extend(
                pair(name, value) for name, value in child.attributes.items() if name != "id"
            )
    return " ".join(words)
