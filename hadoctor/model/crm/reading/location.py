"""`location ID TARGET [NAME=VALUE ...] (SCORE: NODE | RULE [RULE ...])`."""

from __future__ import annotations

import re

from hadoctor.model.crm.reading.cursor import SCORE, Cursor
from hadoctor.model.crm.reading.resource_sets import read_sets
from hadoctor.model.crm.reading.rules import ROLE, read_rules
from hadoctor.model.crm.reading.scores import no_score, set_score
from hadoctor.syntax.element import Element

_PATTERN = re.compile(r"/(.+)/")
_ATTRIBUTE = re.compile(r"\$?([^=]+)=(.*)")
_FORM = "SCORE: NODE | rule ..."


def read_location(cursor: Cursor) -> Element:
    made = cursor.begin("rsc_location", 0)
    made.attributes["id"] = cursor.identifier()
    _read_target(cursor, made)
    made.head_end = cursor.words[cursor.at - 1].end
    while found := cursor.match(_ATTRIBUTE):
        value = cursor.part(found, 2, named=True)
        role = cursor.dialect.role(value.text, found[1])
        cursor.set(made, found[1], value._replace(text=role))
    if score := cursor.match(SCORE):
        set_score(made, cursor.part(score))
        made.attributes["node"] = cursor.identifier("the name of a node")
        if role_found := cursor.match(ROLE):
            value = cursor.part(role_found, named=True)
            made.attributes["role"] = value._replace(text=cursor.dialect.role(value.text))
        return made
    rules = read_rules(cursor)
    if not rules:
        no_score(cursor, "a score with its colon or a rule", _FORM)
    made.children.extend(rules)
    return made


def _read_target(cursor: Cursor, made: Element) -> None:
    if pattern := cursor.match(_PATTERN):
        made.attributes["rsc-pattern"] = cursor.part(pattern)
    elif cursor.keyword("{"):
        first = cursor.at
        until = next((i for i in range(first, cursor.count) if cursor.texts[i] == "}"), None)
        if until is None:
            cursor.fail("'{' is never closed", "{ RSC [RSC ...] }", first - 1)
        if until == first:
            cursor.fail("the set in braces is empty", "{ RSC [RSC ...] }")
        made.children.extend(read_sets(cursor, "role", until))
        cursor.at = until + 1
    else:
        if cursor.text.startswith("/"):
            cursor.fail(f"the pattern '{cursor.text}' does not end in '/'", '"/A PATTERN/"')
        made.attributes["rsc"] = cursor.resource()
