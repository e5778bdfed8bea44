"""The end of the process while something is half done."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import Any


class StoppedError(Exception):
    """Somebody wants the process to end."""


class Ends:
    """A signal to end becomes an exception, so that what was begun is taken back first; behind a shield
    it waits, so that no command is left behind running."""

    NUMBERS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

    def __init__(self) -> None:
        self._shielded = False
        self._came: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Ends:
        self._before = {number: signal.signal(number, self._come) for number in self.NUMBERS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, old in self._before.items():
            signal.signal(number, old)

    def _come(self, number: int, _frame: Any) -> None:
        self._came = number
        if not self._shielded:
            self._check()

    def _check(self) -> None:
        if self._came is not None:
            number, self._came = self._came, None
            raise StoppedError(f"ended by {signal.Signals(number).name}")

    @contextlib.contextmanager
    def shield(self, *, check: bool = True) -> Iterator[None]:
        """`check`: what came meanwhile is raised at the end; else it is forgotten."""
        self._shielded = True
        try:
            yield
        finally:
            self._shielded = False
        if check:
            self._check()
