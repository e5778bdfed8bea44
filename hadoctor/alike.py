"""What is found in the same file of several nodes is one defect, and is said once."""

from __future__ import annotations

from collections.abc import Iterable

from hadoctor.finding import Note, Reported
from hadoctor.source import Span

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
