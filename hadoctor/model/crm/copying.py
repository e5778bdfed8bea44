"""Copies of elements: what a reader made stays as it was."""

from __future__ import annotations

from hadoctor.syntax.element import Element


def bare(element: Element) -> Element:
    """A copy with attributes and comments, without children."""
    # Past __init__, which would make containers only to have them replaced.
    copy = Element.__new__(Element)
    copy.tag = element.tag
    copy.source = element.source
    copy.start = element.start
    copy.end = element.end
    copy.head_end = element.head_end
    copy.attributes = element.attributes.copy()
    copy.children = []
    copy.comments = element.comments.copy()
    return copy


def deep(element: Element) -> Element:
    """A copy of all of it; depth costs no stack."""
    top = bare(element)
    todo = [(element, top)]
    while todo:
        written, copy = todo.pop()
        copy.children = [bare(child) for child in written.children]
        todo.extend(zip(written.children, copy.children, strict=True))
    return top
