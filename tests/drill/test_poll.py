"""How long an address is silent."""

from __future__ import annotations

import os
import socket
import time

import pytest

from hadoctor.drill.icmp import checksum, is_reply, request
from hadoctor.drill.poll import EVERY, Poller, silence
from hadoctor.model.address import Literal, parse


def asked(start: float, end: float) -> list[float]:
    return [start + EVERY * number for number in range(int((end - start) / EVERY) + 1)]


def test_the_longest_silence_counts() -> None:
    answered = [*asked(0, 2), *asked(3.5, 5)]
    found = silence(asked(0, 5), answered, 1.0, 5.0)
    assert found is not None
    assert found.longest == pytest.approx(1.5)
    assert found.resolution == pytest.approx(EVERY)
    assert found.ended
    assert found.seen


def test_answers_all_the_time() -> None:
    found = silence(asked(0, 5), asked(0, 5), 1.0, 5.0)
    assert found is not None
    assert not found.seen


def test_late_answers_hide_nothing() -> None:
    """While nobody has the address the kernel keeps the questions back, and they are answered at once."""
    late = [3.0 + number * 0.0001 for number in range(20)]
    found = silence(asked(0, 4), [*asked(0, 2), *late, *asked(3.05, 4)], 1.0, 4.0)
    assert found is not None
    assert found.longest == pytest.approx(1.0)


def test_it_never_comes_back() -> None:
    found = silence(asked(0, 5), asked(0, 2), 1.0, 5.0)
    assert found is not None
    assert found.longest == pytest.approx(3.0)
    assert not found.ended


def test_a_pause_between_questions_is_told() -> None:
    """A machine that had no time to ask knows nothing about that time."""
    times = [*asked(0, 2), *asked(4, 5)]
    found = silence(times, times, 1.0, 5.0)
    assert found is not None
    assert found.resolution == pytest.approx(2.0)
    assert not found.seen


def test_what_never_answered_is_not_measured() -> None:
    assert silence(asked(0, 5), [], 1.0, 5.0) is None
    assert silence(asked(0, 5), asked(2, 5), 1.0, 5.0) is None


def test_echo() -> None:
    asked_ = request(4, 0x1234, 7)
    assert checksum(asked_) == 0  # as who receives it computes it
    header = bytes([0x45, *([0] * 19)])
    reply = bytes([0, 0, 0, 0, 0x12, 0x34, 0, 7])
    assert is_reply(4, header + reply, 0x1234)
    assert not is_reply(4, header + reply, 0x1235)
    assert not is_reply(4, header + asked_, 0x1234)
    assert is_reply(6, bytes([129]) + reply[1:], 0x1234)
    for short in (b"", b"\x45", b"\x4f" * 30, header, reply[:7]):
        assert not is_reply(4, short, 0x1234)


@pytest.mark.skipif(os.geteuid() != 0, reason="echo requests need root")
@pytest.mark.parametrize("text", ["127.0.0.1", "::1"])
def test_the_kernel_answers(text: str) -> None:
    address = parse(text)
    assert isinstance(address, Literal)
    if address.family == 6 and not os.path.exists("/proc/net/if_inet6"):
        pytest.skip("no IPv6 here")
    with Poller(address) as poller:
        deadline = time.monotonic() + 10
        while len(poller.answered) < 5 and time.monotonic() < deadline:
            time.sleep(EVERY)
        assert poller.why == ""
        assert len(poller.answered) >= 5
        assert poller.silence(poller.answered[1], poller.answered[-1]) is not None


def test_no_raw_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> socket.socket:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(socket, "socket", refused)
    with Poller(Literal(4, 0x7F000001)) as poller:
        assert "operation not permitted" in poller.why
