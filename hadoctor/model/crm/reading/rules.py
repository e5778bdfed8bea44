"""Rules: `rule [$id=ID] [role=ROLE] [SCORE:] EXPRESSION`."""

from __future__ import annotations

import re

from hadoctor.model.crm.reading.cursor import IDENTIFIER, SCORE, Cursor, one_of
from hadoctor.model.crm.reading.dates import read_date
from hadoctor.model.crm.reading.scores import set_score
from hadoctor.syntax.element import Element, Value

OPERATORS = ("lt", "gt", "lte", "gte", "eq", "ne")
ROLE = re.compile(r"\$?role=(.+)", re.IGNORECASE)
_AND_OR = re.compile(r"(or|and)", re.IGNORECASE)
_UNARY = re.compile(r"(defined|not_defined)", re.IGNORECASE)
_VALUE = re.compile(r"([^\s{}]+)(?:\{(\S+)\})?")
FORM = "ATTRIBUTE OPERATOR VALUE | defined ATTRIBUTE | date ..."
_SIGNS = {"==": "eq", "=": "eq", "!=": "ne", "<": "lt", ">": "gt", "<=": "lte", ">=": "gte"}


def read_rules(cursor: Cursor) -> list[Element]:
    rules: list[Element] = []
    while cursor.more and cursor.keyword("rule"):
        rules.append(_read_rule(cursor))
    return rules


def _read_rule(cursor: Cursor) -> Element:
    rule = cursor.begin("rule", cursor.at - 1)
    referenced = False
    if found := cursor.id_or_reference():
        name, value = found
        rule.attributes[name] = value
        referenced = name == "id-ref"
    if role := cursor.match(ROLE):
        value = cursor.part(role, named=True)
        rule.attributes["role"] = value._replace(text=cursor.dialect.role(value.text))
    if referenced:
        return cursor.end(rule)
    if score := cursor.match(SCORE):
        set_score(rule, cursor.part(score))
    else:
        rule.attributes["score"] = Value("INFINITY")
    _read_expressions(cursor, rule)
    return cursor.end(rule)


def _read_expressions(cursor: Cursor, rule: Element) -> None:
    rule.children.append(_read_expression(cursor))
    operator = ""
    while found := cursor.match(_AND_OR):
        if operator and found[1] != operator:
            cursor.fail(
                f"'{found[1]}' stands in a rule that has '{operator}'",
                "one of 'and' and 'or' in a rule",
                cursor.at - 1,
            )
        if not operator and found[1].lower() != "and":
            rule.attributes["boolean-op"] = cursor.part(found)
        operator = found[1]
        rule.children.append(_read_expression(cursor))


def _read_expression(cursor: Cursor) -> Element:
    first = cursor.at
    if cursor.keyword("date"):
        return read_date(cursor)
    if unary := cursor.match(_UNARY):
        operation = cursor.part(unary)
        attribute = _attribute(cursor)
        made = cursor.begin("expression", first)
        made.attributes["operation"] = operation
        made.attributes["attribute"] = attribute
        return made
    attribute = _attribute(cursor)
    type, operation = _operator(cursor)
    number = cursor.take("a value")
    made = cursor.begin("expression", first)
    made.attributes["operation"] = operation
    made.attributes["attribute"] = attribute
    if type is not None:
        made.attributes["type"] = type
    _set_value(cursor, made, number)
    return made


def _attribute(cursor: Cursor) -> Value:
    cursor.need(IDENTIFIER, "the name of a node attribute", FORM)
    return cursor.whole()


def _operator(cursor: Cursor) -> tuple[Value | None, Value]:
    """`[TYPE:]OPERATOR`: the type, if written, and the operation."""
    types = cursor.dialect.lists.expression_types
    text = cursor.text
    before, colon, after = text.rpartition(":")
    if after.lower() not in OPERATORS or (colon and before.lower() not in types):
        meant = f": '{_SIGNS[text]}' is meant?" if text in _SIGNS else ""
        known = f"[{'|'.join(types)}:]{'|'.join(OPERATORS)}"
        cursor.missing("an operator" + meant, known)
    at = cursor.at
    cursor.at += 1
    split = len(before) + len(colon)
    type = cursor.piece(at, 0, len(before)) if colon else None
    return type, cursor.piece(at, split, len(text))


def _set_value(cursor: Cursor, made: Element, number: int) -> None:
    """`VALUE` or `SOURCE{VALUE}`."""
    found = _VALUE.fullmatch(cursor.texts[number])
    if not found:
        cursor.crash(
            f"the value '{cursor.texts[number]}' of a rule cannot be empty or have blanks or braces",
            number,
            one_of(("VALUE", "literal{VALUE}", "param{NAME}", "meta{NAME}")),
        )
    if found[2] is None:
        made.attributes["value"] = cursor.part(found)
    else:
        made.attributes["value"] = cursor.part(found, 2)
        made.attributes["value-source"] = cursor.part(found)
