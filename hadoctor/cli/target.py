"""`--target corosync=3.1`: which releases to judge for."""

from __future__ import annotations

from collections.abc import Iterable

from hadoctor.cli import Exit, fail
from hadoctor.target import DEFAULTS, PROGRAMS, Targets


def parse(texts: Iterable[str], default: Targets = DEFAULTS) -> Targets:
    """For each program the last word wins. Ends the program on a word that is no release."""
    targets = default
    for text in texts:
        program, _, release = text.partition("=")
        try:
            targets = targets.with_(program, release)
        except KeyError:
            forms = "; ".join(f"{name}={'|'.join(known)}" for name, known in PROGRAMS.items())
            fail(f"--target takes {forms}, not {text!r}", Exit.USAGE)
    return targets
