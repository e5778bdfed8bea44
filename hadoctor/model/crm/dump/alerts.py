"""Alerts: what they listen to and whom they tell."""

from __future__ import annotations

from hadoctor.model.crm.dump.lists import attribute_list
from hadoctor.model.crm.dump.look import Look, need
from hadoctor.model.crm.dump.quoting import quote
from hadoctor.model.crm.dump.resources import described
from hadoctor.model.crm.dump.tree import Node

LISTS = {"instance_attributes": "attributes", "meta_attributes": "meta"}


def alert(node: Node, look: Look) -> list[str]:
    head = f"alert {need(node.get('id'))} {quote(need(node.get('path')))}"
    lines = [head, *described(node)]
    braces = _ambiguous(node)
    for child in node.children:
        if word := LISTS.get(child.tag):
            lines.append(attribute_list(word, child, look))
        elif child.tag == "select":
            lines.append(_select(child))
        elif child.tag == "recipient":
            lines.append(_recipient(child, look, braces))
    return lines


def _ambiguous(node: Node) -> bool:
    """True when a list of the alert itself follows a recipient and could be taken for his."""
    seen = False
    for child in node.children:
        if child.tag == "recipient":
            seen = True
        elif seen and child.tag in LISTS:
            return True
    return False


def _select(node: Node) -> str:
    words = ["select"]
    for child in node.children:
        if not child.tag.startswith("select_"):
            continue
        words.append(child.tag.removeprefix("select_"))
        if child.tag == "select_attributes":
            names = [
                name for part in child.all("attribute") if (name := part.get("name")) is not None
            ]
            words.extend(["{", *names, "}"])
    return " ".join(words)


def _recipient(node: Node, look: Look, braces: bool) -> str:
    words = [quote(need(node.get("value")))]
    for child in node.children:
        if word := LISTS.get(child.tag):
            words.append(attribute_list(word, child, look))
    return " ".join(["to", "{", *words, "}"] if braces else ["to", *words])
