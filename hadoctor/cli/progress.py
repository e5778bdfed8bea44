"""One line on a terminal that says what is still being waited for."""

from __future__ import annotations

import sys
from types import TracebackType


class Progress:
    """Writes to standard error where that is a terminal, and wipes its line at the end."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.shown = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def ended(self, name: str) -> None:
        self.done += 1
        if self.shown:
            print(
                f"\r\033[Kasked {self.done} of {self.total} ({name})",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
