"""Faults that `hadoctor diagnose --fix` repairs, and what has to be as before afterwards."""

from __future__ import annotations

from typing import NamedTuple

from .faults import CONF, KEY


class Mend(NamedTuple):
    """`inject` and `clear` are shell scripts, run on n1. `code` is the finding that is repaired."""

    name: str
    inject: str
    clear: str
    code: str
    allow: str = ""
    """What --allow has to grant; without it nothing may be done."""
    wait: str = ""
    """A command that ends with 0 when the fault is there in full."""


FILES = (
    Mend("key-readable", f"chmod 644 {KEY}", f"chmod 400 {KEY}", "SEC003"),
    Mend("key-of-a-user", f"chown nobody {KEY}", f"chown root {KEY}", "SEC003"),
)
__all__ = ["CONF", "FILES", "KEY", "Mend"]
