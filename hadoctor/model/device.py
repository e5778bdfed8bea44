"""What corosync-qdevice takes from quorum.device. corosync itself stores nearly all of it unread;
the program on its side does not start when it does not like a value."""

from __future__ import annotations

from hadoctor.model.numbers import strtol
from hadoctor.model.option import Kind, Option

ALGORITHM = "ffsplit"
"""Used where net.algorithm is not set."""
_OFF = ("off", "no", "0")
# These are compared without regard to upper and lower case, all others letter by letter.
_ANY_CASE = ("tls", "mode", "keep_active_partition_tie_breaker")


def off(text: str) -> bool:
    """Whether a switch of corosync-qdevice is off."""
    return text.lower() in _OFF


def takes(option: Option, text: str) -> str:
    """Why corosync-qdevice does not take the value, in the words of what it wants; empty where it
    does."""
    if option.key == "tie_breaker":
        number = strtol(text)
        fine = text in option.words or (number is not None and 1 <= number <= 0xFFFFFFFF)
        return "" if fine else "lowest, highest or the id of a node"
    if option.key == "force_ip_version":
        return "" if strtol(text) in (0, 4, 6) else "0, 4 or 6"
    if option.key == "algorithm" and text == "test":
        return "an algorithm for real use (test is for tests of the program itself)"
    if option.kind is Kind.WORD:
        word = text.lower() if option.key in _ANY_CASE else text
        return "" if word in option.words else _either(option)
    if option.kind is Kind.TEXT and option.low is not None and option.high is not None:
        number = strtol(text)
        if number is None or not option.low <= number <= option.high:
            return f"a whole number from {option.low} to {option.high}"
    return ""


def _either(option: Option) -> str:
    words = [
        word for word in option.words if word not in ("2nodelms", "test", "yes", "no", "1", "0")
    ]
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
