"""`bundle ID docker image=... network ... storage ... meta ... primitive RSC`."""

from __future__ import annotations

from hadoctor.model.crm.reading.attribute_lists import read_lists
from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.model.crm.reading.pairs import read_pairs
from hadoctor.model.crm.reading.resources import reference
from hadoctor.syntax.element import Element

_META = {"meta": "meta_attributes"}
_PARTS = ("network", "port-mapping", "storage", "primitive")
_CONTAINERS = ("docker", "podman", "rkt")
_MAPPINGS = ("port-mapping", "storage-mapping")
_ENDS = frozenset(("network", "storage", "meta", "primitive"))
_META_ENDS = frozenset(("network", "storage", "primitive"))


def containers(cursor: Cursor) -> tuple[str, ...]:
    """The kinds of containers that the shell knows."""
    return ("docker", "podman") if cursor.dialect.five else ("docker", "rkt")


def read_bundle(cursor: Cursor) -> Element:
    made = cursor.begin("bundle", 0)
    made.attributes["id"] = cursor.identifier()
    made.head_end = cursor.words[cursor.at - 1].end
    cursor.describe(made)
    parts = containers(cursor) + _PARTS
    while cursor.more:
        keyword = cursor.text.lower()
        if keyword in parts:
            _read_part(cursor, made, keyword)
        elif keyword == "meta":
            read_lists(cursor, made, _META, ends=_META_ENDS)
        else:
            if keyword in _CONTAINERS:
                version = cursor.dialect.crmsh.name
                message = f"crmsh {version} has no words for a bundle of '{keyword}'"
                cursor.fail(message, "xml <bundle ...>")
            break
    return made


def _read_part(cursor: Cursor, bundle: Element, keyword: str) -> None:
    begin = cursor.at
    cursor.at += 1
    pairs = read_pairs(cursor, _ENDS)
    if keyword == "primitive":
        _read_primitive(cursor, bundle, pairs)
        return
    # A part that is named again goes on, and stands behind the others.
    part = bundle.first(keyword)
    if part is None:
        part = Element(keyword, cursor.source, *cursor.place(begin)[1:])
    else:
        bundle.children.remove(part)
    target = part
    for number, pair in enumerate(pairs, begin + 1):
        name = pair.get("name")
        if name in _MAPPINGS:
            target = Element(name, cursor.source, pair.start, pair.end)
            part.children.append(target)
            continue
        _set(cursor, target, pair, number)
        target.end = max(target.end, pair.end)
        part.end = max(part.end, pair.end)
    bundle.children.append(part)


def _set(cursor: Cursor, target: Element, pair: Element, number: int) -> None:
    name, value = pair.get("name"), pair.attributes.get("value")
    if name is None or value is None:
        text = cursor.texts[number]
        cursor.crash(f"'{text}' has no value", number, f"{text}=VALUE")
    cursor.set(target, name, value, number)


def _read_primitive(cursor: Cursor, bundle: Element, pairs: list[Element]) -> None:
    form = "primitive RSC"
    if not pairs:
        cursor.missing("the primitive of the bundle", form)
    if len(pairs) > 1:
        cursor.fail("a bundle has one primitive, and nothing may follow it", form, cursor.at - 1)
    name = pairs[0].attributes.get("name")
    if pairs[0].get("value"):
        cursor.fail(f"'{cursor.texts[cursor.at - 1]}' is not a primitive", form, cursor.at - 1)
    if name is None:
        cursor.crash("a bundle cannot have a reference for its primitive", cursor.at - 1, form)
    bundle.children.append(reference(cursor, name))
