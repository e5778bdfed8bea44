"""The configuration as the shell has it after reading a CIB: what it drops and moves before it looks.

The shell removes attributes that have their default, puts the members of a group or clone behind its
attribute lists and gathers comments. Only direct children count for it in most places, so a node has
its elements in `children` and its comments apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.syntax.element import Element
from hadoctor.target import Target

CONTAINERS = frozenset({"group", "clone", "master", "bundle", "ms"})
MEMBERS = frozenset({"primitive", "group"})

DEFAULTS = {
    "4.4": {
        "node": {"type": "normal"},
        "resource_set": {"sequential": "true", "require-all": "true"},
        "rule": {"boolean-op": "and"},
        "expression": {"type": "string"},
    },
    "5": {
        "node": {"type": "member"},
        "resource_set": {"sequential": "true", "require-all": "true"},
        "rule": {"boolean-op": "and"},
        "expression": {"type": "string"},
    },
}
"""Attributes that the shell takes away when they have this value, by release of the shell."""

INDENT = "  "
"""What Pacemaker indents by, per level, when it hands out the CIB."""


class Remark(NamedTuple):
    """A comment. It stands before the child with the number `place`; `tail` is the white space that
    follows it in the CIB as Pacemaker prints it, which the shell keeps."""

    text: str
    place: int
    tail: str


class Node:
    """An element of the sanitised tree. `parent` is the tag of the element around it,
    `element` what it was made of."""

    __slots__ = ("attributes", "children", "element", "parent", "remarks", "tag")

    def __init__(
        self,
        tag: str,
        attributes: dict[str, str],
        parent: str = "",
        element: Element | None = None,
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.element = element
        self.children: list[Node] = []
        self.remarks: list[Remark] | None = None

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def all(self, tag: str) -> Iterator[Node]:
        return (child for child in self.children if child.tag == tag)

    def has(self, tag: str) -> bool:
        return any(child.tag == tag for child in self.children)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in the order of the text."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo.extend(reversed(node.children))


def sanitised(configuration: Element, crmsh: Target) -> Node:
    """The tree that the shell works on. The elements stay as they are."""
    defaults = DEFAULTS[crmsh.name]
    old = crmsh.name == "4.4"
    root = Node(configuration.tag, {})
    todo: list[tuple[Element, Node, int]] = [(configuration, root, 1)]
    while todo:
        element, node, depth = todo.pop()
        tag = element.tag
        if element.comments:
            node.remarks = _remarks(element, depth)
        for child in element.children:
            name = child.tag
            attributes = {key: value.text for key, value in child.attributes.items()}
            if name in defaults:
                for key, value in defaults[name].items():
                    if attributes.get(key) == value:
                        del attributes[key]
            if old:
                for key, value in attributes.items():
                    if not value.isprintable():
                        attributes[key] = handed_out(value)
            made = Node(name, attributes, tag, child)
            node.children.append(made)
            if child.children or child.comments:
                todo.append((child, made, depth + 1))
        if tag in CONTAINERS:
            _members_last(node)
    return root


def _remarks(element: Element, depth: int) -> list[Remark]:
    """`depth` is that of the element itself: the CIB is 0."""
    remarks = []
    last = len(element.children)
    comments = element.comments
    for number, comment in enumerate(comments):
        closing = comment.before >= last and number == len(comments) - 1
        tail = "\n" + INDENT * (depth if closing else depth + 1)
        remarks.append(Remark(comment.text, min(comment.before, last), tail))
    return remarks


def _members_last(node: Node) -> None:
    """Members of a container behind its other children; comments keep their place among those."""
    children = node.children
    if node.remarks is not None:
        lists_before = [0]
        for child in children:
            lists_before.append(lists_before[-1] + (child.tag not in MEMBERS))
        node.remarks = [r._replace(place=lists_before[r.place]) for r in node.remarks]
    lists = [child for child in children if child.tag not in MEMBERS]
    node.children = [*lists, *(child for child in children if child.tag in MEMBERS)]


_SPECIAL = re.compile(r"[\t\n\r\x7f]")
_ESCAPES = {"\t": "    ", "\n": "\\n", "\r": "\\r", "\x7f": "\\177"}


def handed_out(value: str) -> str:
    """A value as Pacemaker 2.1.5 prints it for its clients and they read it: control characters as
    escapes that nobody undoes, up to the first character that is not ASCII; from there on raw, so
    that white space becomes blanks."""
    border = next((i for i, char in enumerate(value) if char > "\x7f"), len(value))
    head = _SPECIAL.sub(lambda match: _ESCAPES[match.group()], value[:border])
    return head + re.sub(r"\r\n|[\t\n\r]", " ", value[border:])


def from_element(element: Element) -> Node:
    """What the shell's parser made of a statement, as it is."""
    root = Node(element.tag, {key: value.text for key, value in element.attributes.items()})
    todo = [(element, root)]
    while todo:
        source, node = todo.pop()
        if source.comments:
            node.remarks = [Remark(c.text, c.before, "") for c in source.comments]
        for child in source.children:
            attributes = {key: value.text for key, value in child.attributes.items()}
            made = Node(child.tag, attributes, source.tag)
            node.children.append(made)
            if child.children or child.comments:
                todo.append((child, made))
    return root


def gather_comments(node: Node) -> None:
    """What the shell does with the comments of an object: those behind its first element move
    before the elements, and all begin with `#`."""
    remarks = node.remarks
    if not remarks:
        return
    node.remarks = [r._replace(text=_marked(r.text)) for r in _moved(node, remarks)]


def _moved(node: Node, remarks: list[Remark]) -> list[Remark]:
    """The shell remembers the place of the first element, but takes place 0 for no place yet: with
    an element at the very beginning, the second element is the one that comments move before."""
    if not node.children:
        return remarks
    stay, move = [], []
    lead = [r for r in remarks if r.place == 0]
    border = 0 if lead else 1
    for remark in remarks:
        if remark.place <= border:
            stay.append(remark)
        else:
            move.append(remark._replace(place=border))
    return stay + move


def _marked(text: str) -> str:
    text = text.strip()
    return text if text.startswith("#") else f"# {text}"
