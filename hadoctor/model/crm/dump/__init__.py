"""What `crm configure show` prints for a configuration."""

from __future__ import annotations

import re

from hadoctor.model.crm.dump.look import Look, UnprintableError
from hadoctor.model.crm.dump.objects import Object, objects
from hadoctor.model.crm.dump.tree import gather_comments, sanitised
from hadoctor.model.crm.dump.trust import Fate, fates
from hadoctor.model.crm.dump.xml import block
from hadoctor.syntax.element import Element
from hadoctor.target import Target

COLOURS = re.compile(r"\$\{\w+\}")
"""The shell takes this for the name of a colour and prints nothing in its place, wherever it is."""

BREAK = " \\\n\t"


def dump(configuration: Element, crmsh: Target, *, sort: bool = True, schema: str = "3.9") -> str:
    """The text of `crm -D plain configure show`, with the newline at its end; empty for an empty
    configuration.

    `sort` is the shell's option sort-elements; `schema` the number in the CIB's validate-with, which
    decides about the roles that are known. An object at which the shell dies is an XML block.
    """
    found, look = _objects(configuration, crmsh)
    how, references = fates(found, look, schema)
    look = look._replace(references=references, masked=True)
    order = list(range(len(found)))
    if sort:
        order.sort(key=lambda i: (found[i].kind.rank, found[i].identity))
    text = "\n".join(_printed(found[i], look, how[i]) for i in order)
    return COLOURS.sub("", text) + "\n" if text else ""


def deadly(configuration: Element, crmsh: Target, *, schema: str = "3.9") -> tuple[Element, ...]:
    """The objects at which the shell dies while it loads the configuration: it cannot show or edit
    anything as long as one is there."""
    found, look = _objects(configuration, crmsh)
    how, _ = fates(found, look, schema)
    dead = (item.node.element for item, fate in zip(found, how, strict=True) if fate is Fate.DEATH)
    return tuple(element for element in dead if element is not None)


def _objects(configuration: Element, crmsh: Target) -> tuple[list[Object], Look]:
    found = objects(sanitised(configuration, crmsh))
    for item in found:
        gather_comments(item.node)
    names = sorted(item.node.get("uname") or "" for item in found if item.node.tag == "node")
    return found, Look(crmsh, tuple(names))


def _printed(item: Object, look: Look, fate: Fate) -> str:
    if fate is not Fate.WORDS:
        return block(item.node)
    try:
        lines = item.kind.write(item.node, look)
    except UnprintableError:
        return block(item.node)
    text = BREAK.join(lines)
    remarks = item.node.remarks
    if remarks:
        return "\n".join([*(remark.text for remark in remarks), text])
    return text
