"""The XML that Pacemaker's tools give with --output-as=xml."""

from __future__ import annotations

from hadoctor.source import Source
from hadoctor.syntax.element import Element


def reply(command: str, text: str) -> Element | None:
    """The `<pacemaker-result>`, or None for what is none (an old release, a broken tool)."""
    from hadoctor.syntax.xml import parse

    if not text.lstrip().startswith("<"):
        return None
    document = parse(Source(command, text.encode("utf-8", "replace")))
    root = document.root
    return root if root is not None and document.complete else None


def error(root: Element) -> str:
    """What the tool says went wrong."""
    for status in root.all("status"):
        message = status.get("message") or ""
        if message and message != "OK":
            return message.lower()
    return "the daemons of Pacemaker do not answer"


def text(element: Element) -> str:
    """The text of an element that has only text in it."""
    from html import unescape

    inside = element.source.data[element.head_end : element.end].partition(b"<")[0]
    return unescape(inside.decode("utf-8", "replace")).strip()
