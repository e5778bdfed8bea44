"""Attribute lists: the word that begins one, its id where it is referenced, its rules and pairs."""

from __future__ import annotations

from hadoctor.model.crm.dump.look import Look
from hadoctor.model.crm.dump.quoting import nvpair, pair
from hadoctor.model.crm.dump.rules import rule
from hadoctor.model.crm.dump.tree import Node


def attribute_list(word: str, node: Node, look: Look, inside: str = "") -> str:
    """`inside` is what else the list has before its score."""
    words = [word]
    attributes = node.attributes
    identity = attributes.get("id")
    if look.references and look.referenced(node.tag, identity):
        words.append(pair("$id", identity))
    elif (reference := attributes.get("id-ref")) is not None:
        words.append(pair("$id-ref", reference))
    if inside:
        words.append(inside)
    if score := attributes.get("score"):
        words.append(f"{score}:")
    plain = []
    for child in node.children:
        if child.tag == "nvpair":
            plain.append(nvpair(child, look))
        elif child.tag == "rule":
            words.append("rule")
            words.append(rule(child, look))
    return " ".join(words + plain)
