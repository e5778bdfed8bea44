"""Copies of elements: what a reader made stays as it was."""

from __future__ import annotations

from hadoctor.syntax.element import Element


def bare(element: Element) -> Element:
    """A copy with attributes and comments, without children."""
    copy = Element(element.tag, element.source, element.start, element.end, element.head_end)
    copy.attributes = dict(element.attributes)
    if element.comments:
        copy.comments = list(element.comments)
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
