"""The ids that the shell makes for elements without one.

OWNER-KIND for lists and rules, LIST-NAME for pairs, RESOURCE-NAME-INTERVAL for operations, and the
owner's id alone for the rest; an id that is taken gets -0, -1, ... behind it.
"""

from __future__ import annotations

import re

from hadoctor.model.crm.copying import bare
from hadoctor.syntax.element import Element, Value
from hadoctor.target import Target

_SUFFIX = {
    "instance_attributes": "instance_attributes",
    "meta_attributes": "meta_attributes",
    "utilization": "utilization",
    "operations": "ops",
    "rule": "rule",
    "expression": "expression",
    "date_expression": "expression",
    "duration": "duration",
    "date_spec": "date_spec",
    "read": "read",
    "write": "write",
    "deny": "deny",
}
_OWNER = {
    "node": "node",
    "primitive": "rsc",
    "template": "rsc",
    "master": "grp",
    "group": "grp",
    "clone": "grp",
    "rsc_location": "location",
    "fencing-topology": "fencing",
}
"""The prefix below an object that has no id itself."""

_WITHOUT = frozenset(
    {
        "operations",
        "fencing-topology",
        "network",
        "docker",
        "storage",
        "select",
        "select_attributes",
        "select_fencing",
        "select_nodes",
        "select_resources",
        "resource_ref",
        "obj_ref",
        "crmsh-ref",
    }
)
_TRIES = 99
"""The shell gives up after suffix 98 and uses the taken id again."""

_NUMBER = re.compile(r"\d+$")
_OBJECT_ID = re.compile(r"[A-Za-z_][\w._-]*$")


def is_object_id(text: str) -> bool:
    """True for what may name an object; nodes are exempt."""
    return _OBJECT_ID.match(text) is not None


class Ids:
    """The ids that are taken while a configuration is put together."""

    def __init__(self, crmsh: Target) -> None:
        self._taken: set[str] = set()
        self._dots = crmsh.since("5")
        self._without = _WITHOUT | ({"podman"} if self._dots else {"rkt"})

    def take(self, text: str) -> None:
        if text:
            self._taken.add(text)

    def make(self, element: Element, owner: str) -> str:
        """A free id for an element that belongs to the object or list `owner`."""
        made = _proposal(element, owner)
        if made in self._taken:
            made = self._free(made)
        if self._dots:
            made = made.replace("#", ".")
        self._taken.add(made)
        return made

    def _free(self, wanted: str) -> str:
        for number in range(_TRIES):
            if f"{wanted}-{number}" not in self._taken:
                return f"{wanted}-{number}"
        return wanted

    def identify(self, element: Element, owner: str) -> None:
        """Give the element its id: its own, a node's name, or a new one."""
        known = element.attributes.get("id")
        if known is not None and known.text:
            self._taken.add(known.text)
            return
        uname = element.attributes.get("uname")
        if uname is not None and uname.text:
            made = uname.text
            self._taken.add(made)
        else:
            made = self.make(element, owner)
        if made:
            element.attributes["id"] = Value(made)

    def filled(self, loose: Element) -> tuple[Element, list[Element]]:
        """A copy of an object with ids everywhere, made in the order of the text; and the elements
        in it that have an id-ref."""
        top = bare(loose)
        referring: list[Element] = []
        todo = [(loose, top, _OWNER.get(loose.tag, ""))]
        while todo:
            written, element, owner = todo.pop()
            attributes = element.attributes
            if "id-ref" in attributes:
                referring.append(element)
            elif element.tag not in self._without:
                self.identify(element, owner)
            if element.tag == "node" and "uname" in attributes:
                owner = attributes["uname"].text
            elif "id" in attributes:
                owner = attributes["id"].text
            if written.children:
                element.children = [bare(child) for child in written.children]
                todo.extend(
                    (below, copy, owner)
                    for below, copy in zip(
                        reversed(written.children), reversed(element.children), strict=True
                    )
                )
        return top, referring


def _proposal(element: Element, owner: str) -> str:
    if owner[:1].isdecimal() and element.tag != "node" and _NUMBER.match(owner):
        owner = f"num-{owner}"
    if element.tag == "nvpair":
        return f"{owner}-{element.get('name')}"
    if element.tag == "op":
        interval = element.get("interval")
        name = f"{owner}-{element.get('name')}"
        return f"{name}-{interval}" if interval else name
    suffix = _SUFFIX.get(element.tag)
    return f"{owner}-{suffix}" if suffix else owner
