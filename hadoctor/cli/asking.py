"""Questions on the terminal. Anything but yes is no."""

from __future__ import annotations

import select
import sys

WITHIN = 100
"""Seconds for the answer whether the operator is still there; the timer comes a little later."""


def yes_or_no(question: str) -> bool:
    print(f"{question} [y/N] ", end="", flush=True)
    return _answer()


def still_there() -> bool:
    """Asks after a repair that could have cut the operator off; no answer in time is no."""
    print(f"  done and proven. Keep it? Taken back in {WITHIN} s without a yes [y/N] ", end="")
    sys.stdout.flush()
    ready, _, _ = select.select([sys.stdin], [], [], WITHIN)
    if not ready:
        print()
        return False
    return _answer()


def _answer() -> bool:
    return sys.stdin.readline().strip().lower() in ("y", "yes")
