"""The matches of iptables, each as a condition."""

from __future__ import annotations

from collections.abc import Sequence

from hadoctor.model.firewall import words
from hadoctor.model.firewall.pool import Numbers, Span, Words, pool
from hadoctor.model.firewall.ruleset import Condition, Doubt, Field, Test

NEVER = Condition((Field.FAMILY,), Numbers((), ()))
"""Holds for no packet."""
BARE = frozenset(("socket", "unclean", "quota2"))
"""Modules that ask for something even without an option."""
_TYPES6 = {
    "local": ("local",),
    "unicast": ("local", "unicast"),
    "multicast": ("multicast",),
}
_STATES = {"NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED"}
_DOUBTS = {
    "limit": "it has a limit of packets per time",
    "hashlimit": "it has a limit of packets per time",
    "connlimit": "it has a limit of connections",
    "recent": "it depends on who was there before",
    "mark": "marks are known to the kernel only",
    "connmark": "marks are known to the kernel only",
    "owner": "it depends on who sends",
    "quota": "it has a quota",
    "statistic": "it depends on chance",
    "time": "it depends on the time",
}
_NOT_KNOWN = Doubt("the value is not known to hadoctor")


def why(module: str, option: str) -> str:
    """Why a match is in doubt."""
    return _DOUBTS.get(module, f"'{module} {option}'".strip(" ") + " cannot be told from outside")


def _condition(field: Field, spans: Sequence[Span | None], negated: bool) -> Test:
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return _NOT_KNOWN
    return Condition((field,), pool([(span,) for span in known]), negated)


def _address(field: Field, text: str, family: int, negated: bool) -> Test:
    spans = []
    for one in text.split(","):
        address, _, length = one.partition("/")
        spans.append(words.network(address, length or (32 if family == 4 else 128), family))
    return _condition(field, spans, negated)


def source(text: str, family: int, negated: bool) -> Test:
    return _address(Field.SADDR, text, family, negated)


def destination(text: str, family: int, negated: bool) -> Test:
    return _address(Field.DADDR, text, family, negated)


def _range(field: Field, text: str, family: int, negated: bool) -> Test:
    first, _, last = text.partition("-")
    low, high = words.address(first, family), words.address(last or first, family)
    span = (low, high) if low is not None and high is not None else None
    return _condition(field, [span], negated)


def source_range(text: str, family: int, negated: bool) -> Test:
    return _range(Field.SADDR, text, family, negated)


def destination_range(text: str, family: int, negated: bool) -> Test:
    return _range(Field.DADDR, text, family, negated)


def protocol(text: str, family: int, negated: bool) -> Test:
    if text in ("all", "0"):
        return Condition((Field.PROTOCOL,), Numbers((0,), (255,)), negated)
    number = words.protocol(text)
    return _condition(Field.PROTOCOL, [None if number is None else (number, number)], negated)


def _ports(field: Field, text: str, negated: bool) -> Test:
    spans: list[Span | None] = []
    for one in text.split(","):
        first, colon, last = one.partition(":")
        low = words.port(first or "0")
        high = words.port(last or "65535") if colon else low
        spans.append((low, high) if low is not None and high is not None else None)
    return _condition(field, spans, negated)


def source_port(text: str, family: int, negated: bool) -> Test:
    return _ports(Field.SPORT, text, negated)


def destination_port(text: str, family: int, negated: bool) -> Test:
    return _ports(Field.DPORT, text, negated)


def _names(field: Field, names: list[str], negated: bool) -> Condition:
    return Condition((field,), pool([(name,) for name in names]), negated)


def input_interface(text: str, family: int, negated: bool) -> Test:
    return _names(Field.IIF, [_wild(text)], negated)


def output_interface(text: str, family: int, negated: bool) -> Test:
    return _names(Field.OIF, [_wild(text)], negated)


def _wild(text: str) -> str:
    """A plus at the end is iptables' star. A star is a character of the name, but nobody has one."""
    return f"{text[:-1]}*" if text.endswith("+") else text


def state(text: str, family: int, negated: bool) -> Test:
    given = set(text.split(","))
    if given <= _STATES:
        return _names(Field.STATE, [name.lower() for name in sorted(given)], negated)
    rewritten = given & {"DNAT", "SNAT"}
    if given == rewritten:
        return _names(Field.STATUS, [name.lower() for name in sorted(given)], negated)
    return Doubt("states and rewritten addresses in one")


def way(text: str, family: int, negated: bool) -> Test:
    return _names(Field.WAY, [text.lower()], negated)


def source_type(text: str, family: int, negated: bool) -> Test:
    return _type(Field.SOURCE_TYPE, text, family, negated)


def destination_type(text: str, family: int, negated: bool) -> Test:
    return _type(Field.DESTINATION_TYPE, text, family, negated)


def _type(field: Field, text: str, family: int, negated: bool) -> Test:
    """In IPv6 an address of the node is unicast, too, and of several types it must have all (xt_addrtype:
    the same option, but another function)."""
    given = text.lower().split(",")
    if family == 4:
        return _names(field, given, negated)
    if not set(given) <= _TYPES6.keys():
        return _NOT_KNOWN
    fitting = set.intersection(*(set(_TYPES6[one]) for one in given))
    return _names(field, sorted(fitting), negated)


def cast(text: str, family: int, negated: bool) -> Test:
    return _names(Field.CAST, ["host" if text == "unicast" else text], negated)


def returns(inverted: bool, given: Sequence[str]) -> Test:
    """rpfilter. `--loose` asks for any way back: whether there is one is not asked here."""
    if "--loose" in given:
        return Doubt("the routing table was not asked")
    return Condition((Field.RETURN,), Words(frozenset({"found"}), ()), inverted)
