"""`hadoctor explain totem.token`: what an option or an agent means, for every release."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    word: Annotated[
        str,
        typer.Argument(
            metavar="WORD",
            help="An option, by its path (totem.token, meta.target-role, op.timeout) or its name"
            " (token, stonith-enabled); or an agent (IPaddr2, ocf:heartbeat:IPaddr2).",
        ),
    ],
) -> None:
    from hadoctor.cli import Exit, fail
    from hadoctor.explain import near, text

    shown = text(word)
    if not shown:
        hint = near(word)
        fail(
            f"no option or agent {word!r}" + (f"; did you mean {hint}?" if hint else ""), Exit.USAGE
        )
    print(shown, end="")
