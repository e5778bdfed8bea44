"""Several oracles side by side."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from .oracle import Oracle, Started, Verdict

Case = tuple[bytes, Iterable[str]]
Answer = TypeVar("Answer")


class Pool:
    """`workers` oracles with the same set-up (by default one for each processor)."""

    def __init__(
        self, workers: int | None = None, hosts: str = "", prefix: Path | None = None
    ) -> None:
        self._oracles = [Oracle(hosts, prefix) for _ in range(workers or os.cpu_count() or 1)]
        self._idle: queue.SimpleQueue[Oracle] = queue.SimpleQueue()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            for oracle in self._oracles:
                self._idle.put(opening.enter_context(oracle))
            self._threads = opening.enter_context(ThreadPoolExecutor(len(self._oracles)))
            self._open = opening.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    @contextmanager
    def one(self) -> Iterator[Oracle]:
        """An oracle that nobody else uses for the moment; waits for one if need be."""
        oracle = self._idle.get()
        try:
            yield oracle
        finally:
            self._idle.put(oracle)

    def test_many(self, cases: Sequence[Case]) -> list[Verdict]:
        """`Oracle.test` for each (data, addresses), in the order given."""
        return self._map(Oracle.test, cases)

    def start_many(self, cases: Sequence[Case], *, effective: bool = False) -> list[Started]:
        """`Oracle.start` for each (data, local addresses), in the order given."""
        return self._map(partial(Oracle.start, effective=effective), cases)

    def _map(
        self, ask: Callable[[Oracle, bytes, Iterable[str]], Answer], cases: Sequence[Case]
    ) -> list[Answer]:
        def one(case: Case) -> Answer:
            with self.one() as oracle:
                return ask(oracle, *case)

        return list(self._threads.map(one, cases))
