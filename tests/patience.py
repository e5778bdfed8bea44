"""Work that must come to an end. How long it takes is measured in `bench/`; here only what would take
for ever is caught."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import Any

ENDLESS = 60.0
"""Seconds of CPU: a hundred times what any of it needs."""


@contextlib.contextmanager
def ends() -> Iterator[None]:
    def give_up(_number: int, _frame: Any) -> None:
        raise AssertionError(f"no end after {ENDLESS:g} s of CPU")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
