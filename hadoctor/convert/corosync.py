"""A corosync.conf in other forms: the daemon's map, nested JSON, or the tree with places."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from hadoctor.convert import Converted
from hadoctor.model.corosync import Corosync
from hadoctor.source import Source, shown
from hadoctor.syntax.corosync import parse
from hadoctor.syntax.tree import Comment, Document, Pair, Section
from hadoctor.target import Target, Targets


def cmap(document: Document, target: Target) -> str:
    """The flat, typed map as the daemon has it after reading the file on the node that the file is
    judged for: with a nodelist, that node's own addresses replace every bindnetaddr."""
    corosync = Corosync(document, target)
    values: dict[str, int | str] = {
        path: entry.value if isinstance(entry.value, int) else _text(entry.value)
        for path, entry in corosync.cmap.entries.items()
    }
    if corosync.local is not None:
        for number, entry in corosync.local.addresses.items():
            path = f"totem.interface.{number}.bindnetaddr"
            if path in values:
                values[path] = _text(entry.text)
    return json.dumps(dict(sorted(values.items())), indent=2, ensure_ascii=False) + "\n"


def nested(document: Document, target: Target) -> str:
    """Sections and keys in the order of the file, repeated ones too."""

    def section(node: Section, depth: int) -> list[Any]:
        found: list[Any] = []
        for child in node.children:
            if isinstance(child, Pair):
                found.append({"key": _text(child.key), "value": _text(child.value)})
            elif isinstance(child, Section) and depth < DEEPEST:
                inner = section(child, depth + 1)
                found.append({"section": _text(child.name), "content": inner})
        return found

    return json.dumps(section(document.root, 0), indent=2, ensure_ascii=False) + "\n"


DEEPEST = 127
"""No path of the daemon can have more parts: it has at most 254 characters."""


def tree(document: Document, target: Target) -> str:
    """Every node with its line and columns."""
    return "".join(line + "\n" for line in _tree(document.root))


def _tree(root: Section) -> Iterator[str]:
    todo: list[tuple[int, Any]] = [(0, child) for child in reversed(root.children)]
    while todo:
        depth, node = todo.pop()
        line, column = node.span.first if not isinstance(node, Section) else node.name_span.first
        place = f"{line}:{column}".ljust(8) + "  " * min(depth, DEEPEST)
        if isinstance(node, Pair):
            yield f"{place}pair {_text(node.key)} = {_text(node.value)}"
        elif isinstance(node, Section):
            end = document_line(node)
            yield f"{place}section {_text(node.name)} {end}"
            todo.extend((depth + 1, child) for child in reversed(node.children))
        elif isinstance(node, Comment):
            yield f"{place}comment {node.text}"
        else:
            yield f"{place}junk {_text(node.text)}"


def document_line(section: Section) -> str:
    if not section.closed:
        return "(not closed)"
    return f"(to line {section.source.line_number(section.close_start)})"


def _text(latin: str) -> str:
    return shown(latin.encode("latin-1"))


FORMS: dict[str, Callable[[Document, Target], str]] = {
    "cmap": cmap,
    "json": nested,
    "tree": tree,
}


def convert(source: Source, to: str, targets: Targets) -> Converted:
    form = FORMS[to]
    document = parse(source, targets.corosync)
    refusals = ((p.at, p.kind.value) for p in document.problems if p.refused)
    return Converted(form(document, targets.corosync), tuple(refusals))
