"""Comments that speak to hadoctor, in whatever language they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.source import Span
from hadoctor.syntax.tree import Comment, Document, Section

MARK = b"hadoctor:"


class Remark(NamedTuple):
    """A comment. `first` and `last` are the lines that it is about: what follows it."""

    text: str
    at: Span
    first: int
    last: int


def of_document(document: Document) -> tuple[Remark, ...]:
    """The comments of a corosync.conf; each is about the next line that is none."""
    if MARK not in document.source.data:
        return ()
    found = []
    for comment in _comments(document.root):
        if MARK.decode() in comment.text:
            line = _next_line(comment)
            found.append(Remark(comment.text, comment.span, line, line))
    return tuple(found)


def _comments(root: Section) -> Iterator[Comment]:
    todo = list(reversed(root.children))
    while todo:
        node = todo.pop()
        if isinstance(node, Comment):
            yield node
        elif isinstance(node, Section):
            todo.extend(reversed(node.children))


def _next_line(comment: Comment) -> int:
    """The next line that is neither comment nor blank."""
    source = comment.source
    line = source.line_number(comment.start) + 1
    while line <= len(source.line_starts):
        text = source.line_bytes(line).strip()
        if text and not text.startswith(b"#"):
            break
        line += 1
    return line
