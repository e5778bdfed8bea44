"""Colours for the human output, through rich. Only plain Text reaches it: the markup, emoji and
highlighting of rich would eat cluster syntax such as `[a b]` and `:start`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from hadoctor.report.frame import Piece

STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold blue",
    "good": "bold green",
    "code": "bold",
    "path": "bold",
    "gutter": "blue",
    "mark": "bold red",
    "note": "cyan",
    "dim": "dim",
}


def write(lines: Iterable[list[Piece]], stream: TextIO) -> None:
    console = Console(file=stream, force_terminal=True, highlight=False, markup=False, emoji=False)
    for line in lines:
        text = Text()
        for style, part in line:
            text.append(part, STYLES.get(style, ""))
        console.print(text, soft_wrap=True)
