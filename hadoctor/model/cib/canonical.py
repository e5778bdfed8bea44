"""One text for one configuration, for comparing."""

from __future__ import annotations

from hadoctor.syntax.element import Element

_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"}
)


def canonical(configuration: Element) -> str:
    """The element as Canonical XML: attributes sorted, no white space, comments kept.

    Two configurations with the same elements in the same order give the same text; places and the
    order of attributes do not count.
    """
    parts: list[str] = []
    todo: list[Element | str] = [configuration]
    while todo:
        each = todo.pop()
        if isinstance(each, str):
            parts.append(each)
            continue
        attributes = "".join(
            f' {name}="{value.text.translate(_VALUE)}"'
            for name, value in sorted(each.attributes.items())
        )
        parts.append(f"<{each.tag}{attributes}>")
        todo.append(f"</{each.tag}>")
        if not each.comments:
            todo.extend(reversed(each.children))
            continue
        inside: list[Element | str] = []
        comments = iter(sorted(each.comments, key=lambda comment: comment.before))
        comment = next(comments, None)
        for at, child in enumerate(each.children):
            while comment is not None and comment.before <= at:
                inside.append(f"<!--{comment.text}-->")
                comment = next(comments, None)
            inside.append(child)
        while comment is not None:
            inside.append(f"<!--{comment.text}-->")
            comment = next(comments, None)
        todo.extend(reversed(inside))
    return "".join(parts)
