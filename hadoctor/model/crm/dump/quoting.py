"""Values as a dump writes them: which are quoted and how."""

from __future__ import annotations

import re

from hadoctor.model.crm.dump.look import Look, UnprintableError, need
from hadoctor.model.crm.dump.tree import Node

BARE = re.compile(r"^[\w.-]+$")
"""What stands without quotes. Letters of any alphabet count."""

SECRET = "passw"
"""Values of names that begin so are starred out (the shell's default pattern is `passw*`)."""

STARS = "******"


def quote(value: str) -> str:
    """Only the double quote is escaped: a backslash stays as it is, and cannot be read back."""
    if BARE.match(value):
        return value
    return '"' + value.replace('"', '\\"') + '"'


def pair(name: str, value: str | None) -> str:
    """`name=value`, or the name alone for what has no value."""
    if value is None:
        return name
    if BARE.match(value):
        return f"{name}={value}"
    return f"{name}={quote(value)}"


def nvpair(node: Node, look: Look) -> str:
    """An `<nvpair>`: a pair, a pair with its id, or a reference to another one."""
    attributes = node.attributes
    name = attributes.get("name")
    value = attributes.get("value")
    if look.masked and name is not None and value is not None and name.startswith(SECRET):
        value = STARS
    reference = attributes.get("id-ref")
    if reference is not None:
        return f"@{reference}" if name is None else f"@{reference}:{name}"
    if name is None:
        raise UnprintableError
    identity = attributes.get("id")
    if look.references and look.referenced("nvpair", identity):
        return f"${identity}:{pair(name, value)}"
    return pair(name, value)


def head_id(identity: str) -> str:
    """The id of a property set at the head of its statement."""
    return f"{identity}:" if BARE.match(identity) else f'$id="{identity}"'


def reference(node: Node, name: str) -> str:
    """The id of a resource that a constraint names."""
    return need(node.get(name))
