"""Edits on the text of a corosync.conf, for the fixes of rules: they keep comments and layout."""

from __future__ import annotations

from hadoctor.finding import Edit
from hadoctor.source import Source, Span
from hadoctor.syntax.tree import Comment, Junk, Pair, Section


def delete(node: Pair | Junk | Comment | Section) -> Edit:
    """Takes away the whole line, of a section everything up to its closing line but the comments."""
    if isinstance(node, Section):
        end = node.close_end if node.closed else node.end
        kept = "".join(node.source.text[c.start : c.end] for c in _comments(node))
        return Edit(Span(node.source, node.start, end), kept)
    return Edit(Span(node.source, node.start, node.end), "")


def _comments(section: Section) -> list[Comment]:
    """Those of a section and of the sections in it, in the order of the file."""
    found: list[Comment] = []
    todo = [section]
    while todo:
        for child in todo.pop().children:
            if isinstance(child, Section):
                todo.append(child)
            elif isinstance(child, Comment):
                found.append(child)
    return sorted(found, key=lambda comment: comment.start)


def set_value(pair: Pair, text: str) -> Edit:
    if (
        pair.value_start == pair.value_end
        and pair.source.data[pair.value_start - 1 : pair.value_start] == b":"
    ):
        text = " " + text
    return Edit(pair.value_span, text)


def rename(pair: Pair, key: str) -> Edit:
    return Edit(pair.key_span, key)


def insert_above(node: Pair | Section, line: str) -> Edit:
    """A new line in front of a node, indented like it."""
    return Edit(Span(node.source, node.start, node.start), _indent(node) + line + _newline(node))


def append(section: Section, line: str) -> Edit:
    """A new last line in a section, indented like its other content."""
    at = section.close_start if section.closed else section.end
    return Edit(Span(section.source, at, at), _content_indent(section) + line + _newline(section))


def prepend(section: Section, line: str) -> Edit:
    """A new first line in a section."""
    at = section.end
    return Edit(Span(section.source, at, at), _content_indent(section) + line + _newline(section))


def _content_indent(section: Section) -> str:
    for child in section.children:
        if isinstance(child, Pair | Section):
            return _indent(child)
    return _indent(section) + "    "


def _indent(node: Pair | Section) -> str:
    stop = node.key_start if isinstance(node, Pair) else node.name_start
    return node.source.text[node.start : stop]


def newline(source: Source) -> str:
    """The end of a new line where there is none beside it to take it from."""
    return "\r\n" if b"\r\n" in source.data else "\n"


def _newline(node: Pair | Section) -> str:
    return "\r\n" if node.source.data[: node.end].endswith(b"\r\n") else "\n"
