"""`xml <element ...>`: a part of the CIB as it is."""

from __future__ import annotations

from hadoctor.model.crm.reading.cursor import Cursor, StatementError
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.source import suggest
from hadoctor.syntax.element import Element

ELEMENTS = (
    "node",
    "primitive",
    "group",
    "clone",
    "master",
    "bundle",
    "rsc_location",
    "rsc_colocation",
    "rsc_order",
    "rsc_ticket",
    "template",
    "cluster_property_set",
    "rsc_defaults",
    "op_defaults",
    "acl_target",
    "acl_group",
    "acl_user",
    "acl_role",
    "fencing-topology",
    "tag",
    "alert",
)


def read_xml(cursor: Cursor) -> Element:
    from hadoctor.syntax.xml import parse_text

    statement = cursor.statement
    document = parse_text(statement.raw or "", cursor.source, statement.raw_offsets())
    for problem in document.problems:
        if problem.fatal:
            raise StatementError(Refusal(Stage.SYNTAX, problem.message, problem.at))
    root = document.root
    if root is None:
        cursor.fail("there is no element", "xml <ELEMENT .../>", cursor.count - 1)
    if root.tag not in ELEMENTS or root.get("xmlns"):
        message = f"'{root.tag}' is no element that a statement can hold"
        near = suggest(root.tag, ELEMENTS) or ""
        raise StatementError(Refusal(Stage.SYNTAX, message, root.span, near))
    if not root.children and root.tag in ("rsc_defaults", "op_defaults"):
        message = f"the shell dies of a '{root.tag}' without a list"
        raise StatementError(Refusal(Stage.CRASH, message, root.span, "<meta_attributes ...>"))
    _check_prefixes(root)
    cursor.at = cursor.count
    return root


def _check_prefixes(root: Element) -> None:
    """A name with a colon needs a namespace, and nothing in a CIB has one."""
    declared = {"xml", "xmlns"}
    for element in root.walk():
        declared |= {name[6:] for name in element.attributes if name.startswith("xmlns:")}
        for name in (element.tag, *element.attributes):
            prefix, colon, rest = name.partition(":")
            if colon and (prefix not in declared or not rest or ":" in rest):
                at = element.span if name == element.tag else element.place(name)
                message = f"the prefix of '{name}' is not declared"
                raise StatementError(Refusal(Stage.SYNTAX, message, at))
