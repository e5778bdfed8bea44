"""A statement of crm text as an element: what the shell's own parser makes of it.

Nothing of the rest of the text is known here: members are references, ids that are not written are
absent, `$id-ref` has the text that was written. hadoctor/model/crm/assemble.py does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from hadoctor.model.crm.dialect import Dialect
from hadoctor.model.crm.reading.acl import read_acl_group, read_role, read_target, read_user
from hadoctor.model.crm.reading.alert import read_alert
from hadoctor.model.crm.reading.bundle import read_bundle
from hadoctor.model.crm.reading.constraints import read_colocation, read_order, read_ticket
from hadoctor.model.crm.reading.cursor import Cursor, StatementError
from hadoctor.model.crm.reading.location import read_location
from hadoctor.model.crm.reading.monitor import read_monitor
from hadoctor.model.crm.reading.node import read_node
from hadoctor.model.crm.reading.resources import (
    read_clone,
    read_group,
    read_master,
    read_primitive,
    read_template,
)
from hadoctor.model.crm.reading.settings import read_defaults, read_properties
from hadoctor.model.crm.reading.tag import read_tag
from hadoctor.model.crm.reading.topology import read_topology
from hadoctor.model.crm.reading.typed import typed
from hadoctor.model.crm.reading.unknown import unknown
from hadoctor.model.crm.reading.xml import read_xml
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.source import Span
from hadoctor.syntax.crm import Script, Statement
from hadoctor.syntax.element import Element


class _Kind(NamedTuple):
    read: Callable[[Cursor], Element]
    least: int
    """How many words must follow the keyword."""
    form: str


_PRIMITIVE = "ID [CLASS:[PROVIDER:]]TYPE [params ...] [meta ...] [op ...]"
_MASTER = _Kind(read_master, 2, "ID RSC [meta ...]")
_COLOCATION = _Kind(read_colocation, 2, "ID SCORE: RSC[:ROLE] RSC[:ROLE]")
_DEFAULTS = _Kind(read_defaults, 1, "[ID:] NAME=VALUE ...")
_TOPOLOGY = _Kind(read_topology, 0, "[NODE:] DEVICE ...")
_KINDS = {
    "node": _Kind(read_node, 1, "UNAME[:TYPE] [attributes ...]"),
    "primitive": _Kind(read_primitive, 2, _PRIMITIVE),
    "rsc_template": _Kind(read_template, 2, _PRIMITIVE),
    "group": _Kind(read_group, 2, "ID RSC ... [meta ...]"),
    "clone": _Kind(read_clone, 2, "ID RSC [meta ...]"),
    "ms": _MASTER,
    "master": _MASTER,
    "bundle": _Kind(read_bundle, 2, "ID docker image=IMAGE ... [primitive RSC]"),
    "location": _Kind(read_location, 2, "ID RSC SCORE: NODE | ID RSC rule ..."),
    "colocation": _COLOCATION,
    "collocation": _COLOCATION,
    "order": _Kind(read_order, 2, "ID [KIND:] RSC[:ACTION] RSC[:ACTION]"),
    "rsc_ticket": _Kind(read_ticket, 2, "ID TICKET: RSC[:ROLE] [loss-policy=POLICY]"),
    "monitor": _Kind(read_monitor, 2, "RSC[:ROLE] INTERVAL[:TIMEOUT]"),
    "property": _Kind(read_properties, 1, "[ID:] NAME=VALUE ..."),
    "rsc_defaults": _DEFAULTS,
    "op_defaults": _DEFAULTS,
    "fencing_topology": _TOPOLOGY,
    "fencing-topology": _TOPOLOGY,
    "tag": _Kind(read_tag, 2, "ID: RSC ..."),
    "user": _Kind(read_user, 2, "ID role:ROLE ..."),
    "role": _Kind(read_role, 2, "ID (read|write|deny) SPECIFICATION ..."),
    "acl_target": _Kind(read_target, 2, "USER ROLE ..."),
    "acl_group": _Kind(read_acl_group, 2, "GROUP ROLE ..."),
    "alert": _Kind(read_alert, 2, "ID PATH to RECIPIENT"),
    "xml": _Kind(read_xml, 1, "<ELEMENT ...>...</ELEMENT>"),
}
KEYWORDS = tuple(_KINDS)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read(statement: Statement, dialect: Dialect) -> Element | Refusal:
    """The element of one statement, or why there is none."""
    if statement.fault:
        return Refusal(Stage.CRASH, *statement.fault)
    if dialect.session:
        statement = typed(statement, KEYWORDS)
    cursor = Cursor(statement, dialect)
    try:
        made = _read(cursor)
    except StatementError as stop:
        return stop.refusal
    return _uncrashed(statement, made)


def faults(script: Script) -> tuple[Refusal, ...]:
    """What is wrong with the text as a whole."""
    return tuple(Refusal(Stage.CRASH, *problem) for problem in script.problems)


def _read(cursor: Cursor) -> Element:
    keyword = cursor.texts[0].lower()
    known = _KINDS.get(keyword)
    dialect = cursor.dialect
    if dialect.session and dialect.five and keyword in ("ms", "master"):
        cursor.fail(f"crmsh 5 has no command '{keyword}'", "clone ID RSC meta promotable=true", 0)
    if known is None:
        unknown(cursor, KEYWORDS)
    if cursor.count <= known.least:
        message = f"the {keyword} statement ends too early, after '{cursor.texts[-1]}'"
        cursor.fail(message, f"{keyword} {known.form}", cursor.count - 1)
    cursor.at = 1
    made = known.read(cursor)
    if cursor.more:
        word = cursor.text
        cursor.fail(f"'{word}' has no place here" if word else "an empty word has no place here")
    last = cursor.words[-1].end
    made.end = max(made.end, last)
    return made


def _uncrashed(statement: Statement, made: Element) -> Element | Refusal:
    """The element, unless it holds what XML cannot; its comments are added."""
    if _CONTROL.search(statement.source.text, statement.start, statement.end):
        for element in made.walk():
            for name, value in element.attributes.items():
                if found := _CONTROL.search(value.text):
                    message = f"the control character 0x{ord(found[0]):02x} cannot be in a CIB"
                    return Refusal(Stage.CRASH, message, element.place(name))
    holder = made.children[0] if made.tag in ("rsc_defaults", "op_defaults") else made
    for comment in statement.comments:
        at = Span(statement.source, comment.start, comment.end)
        if "--" in comment.text or comment.text.endswith("-"):
            message = "the shell dies of a comment that has '--' in it or ends with '-'"
            return Refusal(Stage.CRASH, message, at, "other characters, such as '# ====='")
        if found := _CONTROL.search(comment.text):
            message = f"the control character 0x{ord(found[0]):02x} cannot be in a comment"
            return Refusal(Stage.CRASH, message, at)
    holder.comments[:0] = statement.comments
    return made
