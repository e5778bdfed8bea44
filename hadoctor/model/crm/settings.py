"""Lists of options: property, rsc_defaults, op_defaults, and nodes that are named twice."""

from __future__ import annotations

from collections.abc import Hashable

from hadoctor.model.crm.ids import Ids
from hadoctor.model.crm.kinds import NVSETS
from hadoctor.model.crm.objects import Object
from hadoctor.syntax.element import Element, Value


def pour(target: Object, source: Element, ids: Ids) -> None:
    """Put the pairs and rules of one statement into the set, as the shell does.

    A name that is there already gets the new value and keeps its place and id. A pair without value
    is appended as it is. A rule with a known id replaces that one.
    """
    into = target.element
    known = _known(target)
    seen = {comment.text for comment in into.comments}
    for comment in source.comments:
        if comment.text not in seen:
            seen.add(comment.text)
            into.comments.append(comment._replace(before=len(into.children)))
    for child in source.children:
        if child.tag == "nvpair" and "value" in child.attributes:
            same = known.get(_name(child))
            if same is not None:
                same.attributes["value"] = child.attributes["value"]
                continue
            if "id" not in child.attributes:
                made = ids.make(child, into.get("id") or child.get("name") or "")
                child.attributes["id"] = Value(made)
        elif child.tag != "nvpair" and ("id", child.id) in known and child.id:
            at = into.children.index(known["id", child.id])
            into.children[at] = child
            known["id", child.id] = child
            continue
        into.children.append(child)
        _note(child, known)
        target.grown(child)


def _known(target: Object) -> dict[Hashable, Element]:
    """The children of a set by name and by id; the first of each."""
    if target.index is None:
        target.index = {}
        for child in target.element.children:
            _note(child, target.index)
    return target.index


def _note(child: Element, known: dict[Hashable, Element]) -> None:
    known.setdefault(_name(child), child)
    if "id" in child.attributes:
        known.setdefault(("id", child.id), child)


def _name(child: Element) -> Hashable:
    return "name", child.get("name")


def merge_node(target: Object, source: Element) -> None:
    """Put the lists of a second `node` statement with the name of a known node into that node."""
    into = target.element
    if target.index is None:
        target.index = {}
        for child in into.children:
            _note_list(child, target.index)
    new: list[Element] = []
    for child in source.children:
        if child.tag not in NVSETS:
            continue
        known = target.index.get(child.tag)
        if known is None:
            new.append(child)
            continue
        for pair in _merge_pairs(known, child, target.index):
            target.grown(pair)
    into.children.extend(new)
    for child in new:
        _note_list(child, target.index)
        target.grown(child)


def _note_list(child: Element, index: dict[Hashable, Element]) -> None:
    """Remember the first list of each kind, and its pairs by name."""
    if child.tag in NVSETS and child.tag not in index:
        index[child.tag] = child
        for pair in child.all("nvpair"):
            index.setdefault((child.tag, pair.get("name")), pair)


def _merge_pairs(into: Element, source: Element, index: dict[Hashable, Element]) -> list[Element]:
    """Put the pairs of one list into another; what is new there."""
    new: list[Element] = []
    for child in source.all("nvpair"):
        known = index.get((into.tag, child.get("name")))
        if known is None:
            new.append(child)
            continue
        for name, value in child.attributes.items():
            if name != "id":
                known.attributes[name] = value
    into.children.extend(new)
    for child in new:
        index.setdefault((into.tag, child.get("name")), child)
    return new
