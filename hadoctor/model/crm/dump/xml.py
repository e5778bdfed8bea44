"""XML blocks: how an object is printed that the notation cannot hold."""

from __future__ import annotations

from hadoctor.model.crm.dump.tree import Node

_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
    "\t": "&#9;",
    "\r": "&#13;",
}
INDENT = "  "


def block(node: Node) -> str:
    """`xml <element ...>`; every line but the last ends in a backslash."""
    lines = [line for line in text(node).split("\n") if line]
    return "xml " + " \\\n".join(lines)


def text(top: Node) -> str:
    """The element as libxml2 prints it with indentation. Comments keep the white space that followed
    them in the CIB, and an element with such text inside is not indented any further.

    Not ASCII characters are references; in the top element's own attributes hexadecimal ones.
    """
    out: list[str] = []
    todo: list[tuple[Node, int, bool, bool] | str] = [(top, 0, True, True)]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            out.append(item)
            continue
        node, level, pretty, first = item
        out.append(f"<{node.tag}")
        for name, value in node.attributes.items():
            out.append(f' {name}="{_value(value, first)}"')
        if not node.children and not node.remarks:
            out.append("/>")
            continue
        out.append(">")
        pretty = pretty and not (node.remarks and any(remark.tail for remark in node.remarks))
        todo.append(f"</{node.tag}>")
        inside = "\n" + INDENT * (level + 1) if pretty else ""
        parts: list[tuple[Node, int, bool, bool] | str] = []
        remarks = list(node.remarks or ())
        at = 0
        for number, child in enumerate(node.children):
            while at < len(remarks) and remarks[at].place <= number:
                parts.append(f"{inside}<!--{_ascii(remarks[at].text)}-->{remarks[at].tail}")
                at += 1
            parts.append(inside)
            parts.append((child, level + 1, pretty, False))
        parts.extend(f"{inside}<!--{_ascii(r.text)}-->{r.tail}" for r in remarks[at:])
        if pretty:
            parts.append("\n" + INDENT * level)
        todo.extend(reversed(parts))
    return "".join(out)


def _value(value: str, hexadecimal: bool) -> str:
    if any(char in value for char in _ESCAPES):
        value = "".join(_ESCAPES.get(char, char) for char in value)
    if value.isascii():
        return value
    if hexadecimal:
        return "".join(c if c < "\x80" else f"&#x{ord(c):X};" for c in value)
    return _ascii(value)


def _ascii(value: str) -> str:
    return value.encode("ascii", "xmlcharrefreplace").decode("ascii")
