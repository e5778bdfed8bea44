"""Places of what a command said."""

from __future__ import annotations

from hadoctor.source import Source, Span


def said(name: str, text: str = "") -> Span:
    """A place for a finding about the node: `name` is the command line or the path that told it, and
    `text` the line of it that counts."""
    source = Source(name, text.encode("utf-8", "replace"))
    return Span(source, 0, len(source.data))
