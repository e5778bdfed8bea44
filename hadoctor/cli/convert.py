"""`hadoctor convert FILE --to cmap|cib|crm|json|tree`: what the real program makes of a file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hadoctor.cli.options import Target

ALL_FORMS = ("cmap", "cib", "crm", "json", "tree")


def convert(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file; - for standard input.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="|".join(ALL_FORMS),
            help="cmap: corosync's flat map; cib: the <configuration> that the crm shell would"
            " store; crm: what crm configure show would print; json: as nested values;"
            " tree: with places.",
        ),
    ],
    target: Target = None,
    stdin_name: Annotated[
        str, typer.Option("--stdin-name", metavar="NAME", help="What to call standard input.")
    ] = "<stdin>",
) -> None:
    from hadoctor.cli import Exit, fail
    from hadoctor.cli.target import parse
    from hadoctor.convert import convert, forms
    from hadoctor.facts.reading import read

    if to not in ALL_FORMS:
        fail(f"--to takes {', '.join(ALL_FORMS)}, not {to!r}", Exit.USAGE)
    targets = parse(target or [])
    source = read(file, stdin_name)
    if isinstance(source, str):
        fail(f"{file}: {source}", Exit.INPUT)
    known = forms(source)
    if to not in known:
        fail(f"{file}: this input has the forms {', '.join(known)}, not {to}", Exit.USAGE)
    converted = convert(source, to, targets)
    sys.stdout.buffer.write(converted.text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()
    for at, why in converted.refusals:
        line, column = at.first
        print(f"{source.name}:{line}:{column}: {why}", file=sys.stderr)
    sys.exit(Exit.FINDINGS if converted.refusals else Exit.CLEAN)
