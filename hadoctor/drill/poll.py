"""How long an address does not answer: it is asked twenty times a second, by ICMP, and the longest silence
counts. Not each question's answer: while nobody has the address, the kernel keeps questions back, and they
are all answered late."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import threading
import time
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from hadoctor.drill.icmp import NUMBER, is_reply, request
from hadoctor.model.address import Literal

EVERY = 0.05
"""Seconds from question to question."""
_FAMILIES = {4: (socket.AF_INET, socket.IPPROTO_ICMP), 6: (socket.AF_INET6, socket.IPPROTO_ICMPV6)}


class Silence(NamedTuple):
    """Of a stretch of time, in seconds."""

    longest: float
    """The longest time without an answer."""
    resolution: float
    """The longest time between two questions: less than that cannot be told from nothing."""
    ended: bool = True
    """Whether there was an answer after it."""

    @property
    def seen(self) -> bool:
        """Whether it is more than what lies between two questions."""
        return not self.ended or self.longest > 2 * self.resolution


class Poller:
    """Asks one address, from `with` to the end of the block. `why`: why it cannot be asked."""

    def __init__(self, address: Literal) -> None:
        self.family = address.family
        self.target = (str(address), 0)
        self.asked: list[float] = []
        self.answered: list[float] = []
        self.why = ""
        self._identity = (os.getpid() ^ id(self)) % NUMBER
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Poller:
        try:
            family, protocol = _FAMILIES[self.family]
            self._socket = socket.socket(family, socket.SOCK_RAW, protocol)
        except OSError as error:
            self.why = f"no echo requests can be sent: {(error.strerror or str(error)).lower()}"
            return self
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if not self.why:
            self._thread.join(5 * EVERY + 1)
            self._socket.close()

    def _work(self) -> None:
        number, following = 0, time.monotonic()
        while not self._stop.is_set():
            now = time.monotonic()
            if now >= following:
                self._ask(number, now)
                number, following = (number + 1) % NUMBER, max(following + EVERY, now)
            ready, _, _ = select.select([self._socket], [], [], max(0.0, following - now))
            if ready:
                self._listen()

    def _ask(self, number: int, now: float) -> None:
        self.asked.append(now)
        # No way to it, or nobody there: the silence is what is measured.
        with contextlib.suppress(OSError):
            question = request(self.family, self._identity, number)
            self._socket.sendto(question, socket.MSG_DONTWAIT, self.target)

    def _listen(self) -> None:
        try:
            data, sender = self._socket.recvfrom(2048, socket.MSG_DONTWAIT)
        except OSError:
            return
        if sender[0] == self.target[0] and is_reply(self.family, data, self._identity):
            self.answered.append(time.monotonic())

    def silence(self, start: float, end: float) -> Silence | None:
        """From one moment to another (time.monotonic); None where nothing is known of it: the address
        had never answered before."""
        return silence(tuple(self.asked), tuple(self.answered), start, end)


def silence(
    asked: Sequence[float], answered: Sequence[float], start: float, end: float
) -> Silence | None:
    before = [one for one in answered if one <= start]
    if not before:
        return None
    times = [before[-1], *(one for one in answered if start < one <= end)]
    steps = [b - a for a, b in pairwise(times)]
    open_ = end - times[-1]
    questions = [one for one in asked if start - EVERY <= one <= end]
    between = [b - a for a, b in pairwise(questions)]
    longest = max([*steps, open_])
    # The last question may still be on its way.
    ended = open_ < max(steps, default=0.0) or open_ < 4 * EVERY
    return Silence(longest, max(between, default=EVERY), ended)
