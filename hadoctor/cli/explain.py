"""`hadoctor explain totem.token`: what an option means, for every release."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    option: Annotated[
        str,
        typer.Argument(
            metavar="OPTION", help="A path such as totem.token, or a key such as token."
        ),
    ],
) -> None:
    from hadoctor.cli import Exit, fail
    from hadoctor.explain import find, near, text

    rows = find(option)
    if not rows:
        hint = near(option)
        fail(f"no option {option!r}" + (f"; did you mean {hint}?" if hint else ""), Exit.USAGE)
    print(text(rows), end="")
