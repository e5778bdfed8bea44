"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

Format = Annotated[
    str,
    typer.Option("--format", metavar="human|brief|json|sarif|github|junit", help="How to print."),
]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output", metavar="FORMAT=FILE", help="Write this format to a file, too; repeatable."
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODES", help="Only these rules: codes or prefixes."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODES", help="Not these rules: codes or prefixes."),
]
Target = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="PROGRAM=RELEASE",
        help="The release to judge for: corosync=2.4|3.0|3.1|next, pacemaker=2.1|3.0, crmsh=4.4|5;"
        " repeatable.",
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on", metavar="error|warning|info", help="Exit with 1 from this severity up."
    ),
]
Color = Annotated[
    str, typer.Option("--color", metavar="auto|always|never", help="Whether to use colours.")
]
