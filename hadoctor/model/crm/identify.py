"""The ids of the statements of a file: each must have one, and no other statement the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hadoctor.finding import Note
from hadoctor.model.crm.copying import bare
from hadoctor.model.crm.ids import Ids, is_object_id
from hadoctor.model.crm.kinds import DEFAULTS, FENCING_ID, KINDS, SETTINGS
from hadoctor.model.crm.refusal import Refusal, Stage, Topic
from hadoctor.syntax.element import Element, Value

_MERGED = SETTINGS | {"node"}
"""Kinds of which a session takes several statements for one object."""
_FORM = "a letter or _, then letters, digits, _ . or -"


class Identified(NamedTuple):
    """A statement with its id. `element` is what carries the id: of defaults the list inside."""

    id: str
    statement: Element
    element: Element

    @property
    def tag(self) -> str:
        return self.statement.tag


class Statements(NamedTuple):
    good: list[Identified]
    refusals: list[Refusal]
    left_out: set[str]
    """Ids of statements that were refused: what refers to them is not to blame."""


def identify(loose: Iterable[Element], ids: Ids, session: bool) -> Statements:
    """The statements in their order. An operation gets its id here, before all other elements."""
    seen = _Seen({}, {})
    found = Statements([], [], set())
    for statement in loose:
        element = _carrier(statement)
        if element is None:
            message = f"the shell dies of {statement.tag} without anything in it"
            found.refusals.append(Refusal(Stage.CRASH, message, statement.span))
            continue
        one = Identified(_id(statement.tag, element, ids), statement, element)
        refusal = _bad(one) or _double(one, seen.first(one), session)
        if refusal is None:
            seen.add(one)
            found.good.append(one)
            continue
        found.refusals.append(refusal)
        first = seen.first(one)
        if first is None or first.tag != one.tag:
            found.left_out.add(one.id)
    return found


class _Seen(NamedTuple):
    """Nodes have their ids for themselves."""

    nodes: dict[str, Element]
    others: dict[str, Element]

    def first(self, one: Identified) -> Element | None:
        return (self.nodes if one.tag == "node" else self.others).get(one.id)

    def add(self, one: Identified) -> None:
        names = self.nodes if one.tag == "node" else self.others
        names.setdefault(one.id, one.statement)


def _carrier(statement: Element) -> Element | None:
    if statement.tag not in DEFAULTS:
        return statement
    if not statement.children:
        return None
    inside = statement.children[0]
    if not statement.comments:
        return inside
    copy = bare(inside)
    copy.children = inside.children
    copy.comments = [*statement.comments, *inside.comments]
    return copy


def _id(tag: str, element: Element, ids: Ids) -> str:
    if tag == "fencing-topology":
        return FENCING_ID
    written = element.id or element.get("uname")
    if written:
        return written
    if tag == "op":
        return ids.make(element, element.get("rsc") or "")
    default = KINDS[tag].default_id
    ids.take(default)
    return default


def _bad(one: Identified) -> Refusal | None:
    kind = KINDS[one.tag]
    if not one.id:
        if one.element.get("uname") is not None:
            return None
        return Refusal(
            Stage.STRUCTURE, f"{kind.spoken} without an id", one.element.span, about=Topic.ID
        )
    if one.tag == "node" or is_object_id(one.id):
        return None
    message = f"'{one.id}' cannot be the id of {kind.spoken}"
    return Refusal(Stage.STRUCTURE, message, one.element.place("id"), _FORM, about=Topic.ID)


def _double(one: Identified, first: Element | None, session: bool) -> Refusal | None:
    if first is None or (session and first.tag == one.tag and one.tag in _MERGED):
        return None
    kind = KINDS[one.tag]
    expected = ""
    if first.tag != one.tag:
        message = f"the id '{one.id}' is taken by {KINDS[first.tag].spoken}"
    elif one.tag == "fencing-topology":
        message = "a second fencing_topology"
        expected = "one statement with all levels"
    else:
        message = f"a second {kind.keyword} with the id '{one.id}'"
        if one.tag in SETTINGS:
            expected = "one statement with all options"
    note = Note(first.span, f"'{one.id}' is here already")
    return Refusal(Stage.STRUCTURE, message, one.element.place("id"), expected, (note,), Topic.ID)


def named(one: Identified) -> Element:
    """The element of a statement, with its id."""
    if one.element.id == one.id or one.tag in {"node", "fencing-topology"}:
        return one.element
    copy = bare(one.element)
    copy.attributes["id"] = Value(one.id)
    copy.children = one.element.children
    return copy
