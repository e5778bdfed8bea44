"""`colocation`, `order` and `rsc_ticket`: a simple form, and one of resource sets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hadoctor.model.crm.reading.cursor import SCORE, Cursor, canonical, nearest
from hadoctor.model.crm.reading.resource_sets import TRUE, read_sets
from hadoctor.model.crm.reading.scores import no_score, set_kind, set_score
from hadoctor.syntax.element import Element, Value

_NODE_ATTRIBUTE = re.compile(r"node-attribute=(.+)", re.IGNORECASE)
_SYMMETRICAL = re.compile(r"symmetrical=(true|false|yes|no|on|off)", re.IGNORECASE)
_LOSS_POLICY = re.compile(r"loss-policy=(stop|demote|fence|freeze)", re.IGNORECASE)


def read_colocation(cursor: Cursor) -> Element:
    made = _begin(cursor, "rsc_colocation")
    score = cursor.match(SCORE) or no_score(cursor, "a score with its colon", "SCORE: RSC RSC")
    set_score(made, cursor.part(score))
    if found := _last(cursor, _NODE_ATTRIBUTE):
        made.attributes["node-attribute"] = found._replace(text=found.text.lower())
    _read_resources(cursor, made, ("rsc", "with-rsc"), "role", "node-attribute=NAME")
    return made


def read_order(cursor: Cursor) -> Element:
    made = _begin(cursor, "rsc_order")
    if found := cursor.match(SCORE):
        set_kind(cursor, made, cursor.part(found))
    if last := _last(cursor, _SYMMETRICAL):
        true = last.text.lower() in TRUE
        made.attributes["symmetrical"] = last._replace(text="true" if true else "false")
    _read_resources(cursor, made, ("first", "then"), "action", "symmetrical=true|false")
    return made


def read_ticket(cursor: Cursor) -> Element:
    made = _begin(cursor, "rsc_ticket")
    ticket = cursor.need(SCORE, "a ticket with its colon", "TICKET: RSC")
    made.attributes["ticket"] = cursor.part(ticket)
    if last := _last(cursor, _LOSS_POLICY):
        made.attributes["loss-policy"] = last
    _read_resources(cursor, made, ("rsc",), "role", "loss-policy=stop|demote|fence|freeze")
    return made


def _begin(cursor: Cursor, tag: str) -> Element:
    made = cursor.begin(tag, 0)
    made.attributes["id"] = cursor.identifier()
    made.head_end = cursor.words[cursor.at - 1].end
    return made


def _last(cursor: Cursor, pattern: re.Pattern[str]) -> Value | None:
    """The value of an option that may only be the last word: it is taken off."""
    number = cursor.count - 1
    found = pattern.fullmatch(cursor.texts[number])
    if not found or cursor.at > number:
        return None
    cursor.count = number
    word = cursor.words[number]
    return Value(found[1], *word.place(*found.span(1)), word.place(0, 0)[0])


def _read_resources(
    cursor: Cursor, made: Element, names: Sequence[str], qualifier: str, last: str
) -> None:
    """The simple form has exactly one word for each name. `last` is the option that may stand at
    the end, and its values."""
    form = " ".join(f"RSC[:{qualifier.upper()}]" for _ in names)
    if cursor.count - cursor.at == len(names):
        for name in names:
            _read_simple(cursor, made, name, qualifier)
        return
    empty = cursor.at >= cursor.count
    sets = read_sets(cursor, qualifier, cursor.count, last)
    if not sets:
        if empty:
            cursor.missing("a resource", form)
        cursor.fail("the resource sets have no member", form, cursor.count - 1)
    made.children.extend(sets)


def _read_simple(cursor: Cursor, made: Element, name: str, qualifier: str) -> None:
    """`RSC[:ROLE]` or `RSC[:ACTION]`. A number is an instance, which the schema refuses."""
    resource, word = split(cursor)
    made.attributes[name] = resource
    if word is None or not word.text:
        return
    lists = cursor.dialect.lists
    known = lists.roles if qualifier == "role" else lists.actions
    wanted = cursor.dialect.role(word.text, qualifier)
    stored = canonical(wanted, known)
    if stored:
        made.attributes[f"{name}-{qualifier}"] = word._replace(text=stored)
    elif wanted.isdigit():
        made.attributes[f"{name}-instance"] = word
    else:
        a = "an" if qualifier == "action" else "a"
        message = f"'{word.text}' of '{cursor.texts[cursor.at - 1]}' is not {a} {qualifier}"
        cursor.fail(message, nearest(word.text, known), cursor.at - 1)


def split(cursor: Cursor) -> tuple[Value, Value | None]:
    """`VALUE[:VALUE]`."""
    text = cursor.text
    if not text:
        cursor.missing("a resource")
    at = cursor.at
    first, colon, second = text.partition(":")
    if ":" in second:
        cursor.fail(f"'{text}' has more than one ':'")
    cursor.at += 1
    value = cursor.piece(at, 0, len(first))
    return value, cursor.piece(at, len(first) + 1, len(text)) if colon else None
