"""An element as XML that people read."""

from __future__ import annotations

from hadoctor.syntax.element import Element

_VALUE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def render(element: Element, indent: int = 2) -> str:
    """The element with all below it, one to a line, `indent` blanks a level; ends in a newline.

    Attributes keep the order that they have in the element, but the id comes first.
    """
    lines: list[str] = []
    todo: list[tuple[int, Element | str]] = [(0, element)]
    while todo:
        level, each = todo.pop()
        margin = " " * (indent * level)
        if isinstance(each, str):
            lines.append(f"{margin}{each}")
            continue
        head = f"{margin}<{each.tag}{_attributes(each)}"
        if not each.children and not each.comments:
            lines.append(f"{head}/>")
            continue
        lines.append(f"{head}>")
        todo.append((level, f"</{each.tag}>"))
        todo.extend((level + 1, inside) for inside in reversed(_inside(each)))
    return "\n".join(lines) + "\n"


def _attributes(element: Element) -> str:
    names = sorted(element.attributes, key=lambda name: name != "id")
    return "".join(f' {name}="{element.attributes[name].text.translate(_VALUE)}"' for name in names)


def _inside(element: Element) -> list[Element | str]:
    """The children, and the comments as text before the child that they belong to."""
    if not element.comments:
        return list(element.children)
    inside: list[Element | str] = []
    comments = sorted(element.comments, key=lambda comment: comment.before)
    used = 0
    for at, child in enumerate(element.children):
        while used < len(comments) and comments[used].before <= at:
            inside.append(_comment(comments[used].text))
            used += 1
        inside.append(child)
    inside.extend(_comment(comment.text) for comment in comments[used:])
    return inside


def _comment(text: str) -> str:
    """A comment; XML has no way to write two hyphens in one."""
    while "--" in text:
        text = text.replace("--", "- -")
    return f"<!--{text}{' ' if text.endswith('-') else ''}-->"
