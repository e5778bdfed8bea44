"""Renderers: each turns a Report into text on a stream that it is given. They know no rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from hadoctor.engine import Report

FORMATS = {
    "human": "for people: code frames, reasons, a summary",
    "brief": "one line a finding, as compilers write it",
    "json": "one JSON object, described by a schema",
    "sarif": "SARIF 2.1.0, for code scanning services and editors",
    "github": "annotations of GitHub Actions",
    "junit": "JUnit XML, for other CI systems",
}
Renderer = Callable[["Report", TextIO], None]


def renderer(name: str) -> Renderer:
    """The renderer of that name; its module is imported when it is asked for."""
    from importlib import import_module

    found: Renderer = import_module(f"hadoctor.report.{name}").render
    return found
