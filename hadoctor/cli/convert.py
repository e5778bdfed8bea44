"""`hadoctor convert FILE --to cmap|json|tree`: what the daemon makes of a file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def convert(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file; - for standard input.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="cmap|json|tree",
            help="cmap: the daemon's flat map; json: sections as they stand; tree: with places.",
        ),
    ],
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="corosync=2.4|3.0|3.1|next",
            help="The release to read for; 3.1 without it.",
        ),
    ] = None,
) -> None:
    from hadoctor.cli import Exit, fail
    from hadoctor.cli.target import parse
    from hadoctor.convert import FORMS
    from hadoctor.facts.files import read
    from hadoctor.syntax.corosync import parse as parse_text

    if to not in FORMS:
        fail(f"--to takes {', '.join(FORMS)}, not {to!r}", Exit.USAGE)
    wanted = parse(target or [])
    source = read(file)
    if isinstance(source, str):
        fail(f"{file}: {source}", Exit.INPUT)
    document = parse_text(source, wanted)
    sys.stdout.write(FORMS[to](document, wanted))
    for problem in document.problems:
        if problem.refused:
            line, column = problem.at.first
            print(f"{file}:{line}:{column}: {problem.kind.value}", file=sys.stderr)
    sys.exit(Exit.FINDINGS if any(p.refused for p in document.problems) else Exit.CLEAN)
