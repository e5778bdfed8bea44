"""The configuration as one tree: objects in their sections."""

from __future__ import annotations

import re

from hadoctor.model.crm.copying import bare
from hadoctor.model.crm.kinds import KINDS, SECTIONS
from hadoctor.model.crm.objects import Objects
from hadoctor.source import Source
from hadoctor.syntax.element import Element
from hadoctor.target import Target

_CHANGED = str.maketrans({"\t": "    ", "\n": "\\n", "\r": "\\r", "\x7f": "\\177"})
"""What Pacemaker before 2.1.10 writes for characters of a value."""
_TAB = re.compile(rb"\S *\t")
"""A text without these has none of them in a value: tabs that indent a line do not count."""


def configuration(
    objects: Objects, source: Source, pacemaker: Target, base: Element | None
) -> Element:
    """What stands at the top goes into its section; sections come in the order of their need."""
    if base is None:
        whole = Element("configuration", source, 0, len(source.data), 0)
        first: tuple[str, ...] = SECTIONS
    else:
        whole = bare(base)
        first = tuple(child.tag for child in base.children if child.tag != "fencing-topology")
    sections: dict[str, Element] = {}
    for tag in first:
        sections[tag] = _section(tag, whole)
    for each in objects:
        if each.parent is not None:
            continue
        tag = KINDS[each.tag].section
        if not tag:
            whole.children.append(each.element)
            continue
        if tag not in sections:
            sections[tag] = _section(tag, whole)
        sections[tag].children.append(each.element)
    if pacemaker.before("2.1.10") and _suspicious(source.data):
        _spoil(whole)
    return whole


def _section(tag: str, whole: Element) -> Element:
    made = Element(tag, whole.source, whole.start, whole.end, whole.start)
    whole.children.append(made)
    return made


def _suspicious(text: bytes) -> bool:
    return b"&#" in text or b"\x7f" in text or (b"\t" in text and _TAB.search(text) is not None)


def _spoil(whole: Element) -> None:
    for element in whole.walk():
        attributes = element.attributes
        for name, value in list(attributes.items()):
            if value.text.isascii() and not value.text.isprintable():
                attributes[name] = value._replace(text=value.text.translate(_CHANGED))
