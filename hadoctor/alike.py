"""Findings on nodes that have saved their facts: each with the file that it comes from, and what is found
on several nodes alike only once."""

from __future__ import annotations

from collections.abc import Iterable

from hadoctor.finding import Note, Reported
from hadoctor.source import Source, Span

Key = tuple[str, str, str, str]


def alike(found: Iterable[Reported], nodes: Iterable[str]) -> list[Reported]:
    """The findings, where those that several nodes have alike are one. `nodes`: what stands before the
    places of each node of a cluster. What differs from node to node differs in its words."""
    prefixes = tuple(nodes)
    first: dict[Key, int] = {}
    more: dict[int, list[Span]] = {}
    kept: list[Reported] = []
    for reported in found:
        at = reported.finding.at
        prefix = next((p for p in prefixes if at.source.name.startswith(p)), None)
        if prefix is None:
            kept.append(reported)
            continue
        name = at.source.name.removeprefix(prefix)
        number = first.setdefault(
            (reported.code, reported.finding.message, name, at.text), len(kept)
        )
        if number == len(kept):
            kept.append(reported)
        elif not kept[number].finding.at.source.name.startswith(prefix):
            more.setdefault(number, []).append(at)
        else:
            kept.append(reported)  # twice on one node
    for number, places in more.items():
        finding = kept[number].finding
        notes = (*finding.notes, *(Note(at, "the same here") for at in places))
        kept[number] = kept[number]._replace(finding=finding._replace(notes=notes))
    return kept


def placed(reported: Reported, prefix: str) -> Reported:
    """What a node has said of itself is named with the file that has it saved."""
    if not prefix:
        return reported
    found = reported.finding
    notes = tuple(note._replace(at=place(note.at, prefix)) for note in found.notes)
    return reported._replace(finding=found._replace(at=place(found.at, prefix), notes=notes))


def place(at: Span, prefix: str) -> Span:
    """The place, named with the file."""
    name = at.source.name
    if name.startswith(prefix):
        return at
    return at._replace(source=Source(prefix + name, at.source.data))
