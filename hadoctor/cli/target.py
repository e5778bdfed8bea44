"""`--target corosync=3.1`: which release to judge for."""

from __future__ import annotations

from collections.abc import Iterable

from hadoctor.cli import Exit, fail
from hadoctor.target import DEFAULT, TARGETS, Target


def parse(texts: Iterable[str]) -> Target:
    """The last word wins. Ends the program on a word that is no release."""
    target = DEFAULT
    for text in texts:
        program, _, release = text.partition("=")
        if program != "corosync" or release not in TARGETS:
            fail(
                f"--target takes corosync={'|'.join(TARGETS)}, not {text!r}",
                Exit.USAGE,
            )
        target = TARGETS[release]
    return target
