"""Nodes, primitives and templates, and what contains primitives."""

from __future__ import annotations

from hadoctor.model.crm.dump.lists import attribute_list
from hadoctor.model.crm.dump.look import Look, need
from hadoctor.model.crm.dump.operations import operations
from hadoctor.model.crm.dump.quoting import BARE, pair
from hadoctor.model.crm.dump.tree import MEMBERS, Node

NODE_LISTS = {"instance_attributes": "attributes", "utilization": "utilization"}
PRIMITIVE_LISTS = {
    "instance_attributes": "params",
    "meta_attributes": "meta",
    "utilization": "utilization",
}
CONTAINER_LISTS = {"instance_attributes": "params", "meta_attributes": "meta"}
WORDS = {"template": "rsc_template", "master": "ms"}
"""The statements whose first word is not the element's name."""


def described(node: Node) -> list[str]:
    """The description, a line of its own."""
    description = node.get("description")
    return [pair("description", description)] if description else []


def cluster_node(node: Node, look: Look) -> list[str]:
    name = node.get("uname")
    identity = need(node.get("id") or name)
    words = ["node"]
    if identity != name:
        words.append(f"{identity}:" if BARE.match(identity) else f'$id="{identity}"')
    kind = node.get("type")
    normal = "normal" if look.old else "member"
    words.append(f"{name}:{kind}" if kind and kind != normal else str(name))
    lines = [" ".join(words), *described(node)]
    for child in node.children:
        if word := NODE_LISTS.get(child.tag):
            lines.append(attribute_list(word, child, look))
    return lines


def primitive(node: Node, look: Look) -> list[str]:
    """A primitive or a template."""
    tag = node.tag
    based_on = node.get("template") if tag == "primitive" else None
    words = (WORDS.get(tag, tag), need(node.get("id")), f"@{based_on}" if based_on else agent(node))
    lines = [" ".join(words), *described(node)]
    for child in node.children:
        if word := PRIMITIVE_LISTS.get(child.tag):
            lines.append(attribute_list(word, child, look))
        elif child.tag == "operations":
            lines.extend(operations(child, look))
    return lines


def agent(node: Node) -> str:
    """The agent, short where the shell is sure to find it again: it goes by the provider heartbeat
    alone, whatever the class."""
    kind = need(node.get("type"))
    standard, provider = node.get("class"), node.get("provider")
    if provider == "heartbeat" or (provider is None and standard in (None, "ocf")):
        return kind
    words = [word for word in (standard, provider) if word]
    return ":".join([*words, kind])


def container(node: Node, look: Look) -> list[str]:
    """A group, a clone or a legacy master: the members by name."""
    members = [need(child.get("id")) for child in node.children if child.tag in MEMBERS]
    head = f"{WORDS.get(node.tag, node.tag)} {need(node.get('id'))} {' '.join(members)}"
    lines = [head, *described(node)]
    for child in node.children:
        if word := CONTAINER_LISTS.get(child.tag):
            lines.append(attribute_list(word, child, look))
    return lines
