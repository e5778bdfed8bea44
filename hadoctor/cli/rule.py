"""`hadoctor rule CODE`: the page of a rule; `--all`: every rule in a line."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer


def rule(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A code or a name, such as QUO002.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List all rules.")] = False,
) -> None:
    from hadoctor.cli import Exit, fail
    from hadoctor.registry import all_rules, find
    from hadoctor.source import suggest

    if every or code is None:
        wide = max(len(r.name) for r in all_rules())
        for one in all_rules():
            print(f"{one.code}  {one.name:<{wide}}  {one.severity.word}")
        return
    found = find(code)
    if found is None:
        names = [text for r in all_rules() for text in (r.code, r.name)]
        near = suggest(code.upper(), names) or suggest(code.lower(), names)
        fail(f"no rule {code!r}" + (f"; did you mean {near}?" if near else ""), Exit.USAGE)
    page = found.page.strip()
    facts = f"severity: {found.severity.word}, since hadoctor {found.since}"
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        console = Console()
        console.print(Markdown(re.sub(r"(?m)^```\w+.*$", "```text", page)))
        console.print(facts, style="dim", markup=False)
    else:
        print(page)
        print(f"\n{facts}")
