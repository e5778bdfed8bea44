"""Bundles: the container, its network and storage."""

from __future__ import annotations

from hadoctor.model.crm.dump.lists import attribute_list
from hadoctor.model.crm.dump.look import DeadlyError, Look, need
from hadoctor.model.crm.dump.quoting import pair
from hadoctor.model.crm.dump.resources import described
from hadoctor.model.crm.dump.tree import Node

WORDS = {
    "instance_attributes": "params",
    "meta_attributes": "meta",
    "docker": "docker",
    "network": "network",
    "storage": "storage",
    "primitive": "primitive",
    "meta": "meta",
}
WORDS_5 = {**WORDS, "podman": "podman"}
MAPPINGS = ("port-mapping", "storage-mapping")
DEEPER = "\\\n\t\t"
"""What the 5 series puts before each attribute and mapping, even where lines do not matter."""


def bundle(node: Node, look: Look) -> list[str]:
    lines = [f"bundle {need(node.get('id'))}", *described(node)]
    words = WORDS if look.old else WORDS_5
    for child in node.children:
        word = words.get(child.tag)
        if word is None:
            raise DeadlyError
        inside = _inside_4(child) if look.old else _inside_5(child)
        lines.append(attribute_list(word, child, look, inside))
    return lines


def _inside_4(node: Node) -> str:
    words: list[str] = []
    if node.tag in ("docker", "network"):
        words.extend(pair(name, value) for name, value in node.attributes.items())
    if node.tag == "primitive":
        words.append(need(node.get("id")))
    for tag in MAPPINGS:
        for mapping in node.all(tag):
            words.append(tag)
            words.extend(pair(name, value) for name, value in mapping.attributes.items())
    return " ".join(words)


def _inside_5(node: Node) -> str:
    if node.tag in ("docker", "podman"):
        image = node.get("image")
        if image is None:
            return ""
        others = (pair(n, v) for n, v in node.attributes.items() if n != "image")
        return " ".join([pair("image", image), *(DEEPER + other for other in others)])
    words: list[str] = []
    if node.tag in ("network", "storage"):
        words.extend(pair(name, value) for name, value in node.attributes.items())
        for tag in MAPPINGS:
            for mapping in node.all(tag):
                words.append(DEEPER + tag)
                words.extend(pair(n, v) for n, v in mapping.attributes.items() if n != "id")
    if node.tag == "primitive":
        words.append(need(node.get("id")))
    return " ".join(words)
