"""One statement for a test: read, and shown as XML in the order in which it was made."""

from __future__ import annotations

from hadoctor.model.crm.dialect import Dialect
from hadoctor.model.crm.read import read
from hadoctor.model.crm.refusal import Refusal
from hadoctor.source import Source
from hadoctor.syntax.crm import parse
from hadoctor.syntax.element import Element
from hadoctor.target import CRMSHS

FOUR = Dialect(CRMSHS["4.4"])
FIVE = Dialect(CRMSHS["5"])


def taken(text: str, dialect: Dialect = FOUR) -> Element | Refusal:
    statements = parse(Source("x", text.encode())).statements
    assert len(statements) == 1
    return read(statements[0], dialect)


def made(text: str, dialect: Dialect = FOUR) -> Element:
    found = taken(text, dialect)
    assert isinstance(found, Element), found
    return found


def refused(text: str, dialect: Dialect = FOUR) -> Refusal:
    found = taken(text, dialect)
    assert isinstance(found, Refusal), found
    return found


def shown(element: Element) -> str:
    attributes = "".join(f" {name}='{value.text}'" for name, value in element.attributes.items())
    inside = [shown(child) for child in element.children]
    for comment in reversed(element.comments):
        inside.insert(comment.before, f"<!--{comment.text}-->")
    if not inside:
        return f"<{element.tag}{attributes}/>"
    return f"<{element.tag}{attributes}>{''.join(inside)}</{element.tag}>"
