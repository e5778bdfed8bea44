"""What the left side of a match in nft's JSON asks for (libnftables-json(5), 'EXPRESSIONS')."""

from __future__ import annotations

from typing import Any, NamedTuple

from hadoctor.model.firewall.pool import Numbers
from hadoctor.model.firewall.ruleset import Condition, Field, Test
from hadoctor.model.firewall.words import PROTOCOLS


class Asked(NamedTuple):
    """`needs`: what must hold before the kernel compares at all: there is no udp port in tcp."""

    fields: tuple[Field, ...]
    needs: tuple[Test, ...] = ()
    why: str = ""
    """Why it cannot be told from the outside of the packet; then there are no fields."""


IP4 = Condition((Field.FAMILY,), Numbers((4,), (4,)))
IP6 = Condition((Field.FAMILY,), Numbers((6,), (6,)))
_META = {
    "nfproto": Field.FAMILY,
    "protocol": Field.FAMILY,
    "l4proto": Field.PROTOCOL,
    "iifname": Field.IIF,
    "iif": Field.IIF,
    "oifname": Field.OIF,
    "oif": Field.OIF,
    "pkttype": Field.CAST,
}
_PAYLOAD = {
    ("ip", "saddr"): Field.SADDR,
    ("ip", "daddr"): Field.DADDR,
    ("ip", "protocol"): Field.PROTOCOL,
    ("ip", "version"): Field.FAMILY,
    ("ip6", "saddr"): Field.SADDR,
    ("ip6", "daddr"): Field.DADDR,
    # Packets of a cluster have no extension headers: the next header is the protocol.
    ("ip6", "nexthdr"): Field.PROTOCOL,
    ("ip6", "version"): Field.FAMILY,
}


def is_protocol(number: int) -> Condition:
    return Condition((Field.PROTOCOL,), Numbers((number,), (number,)))


def asked(left: Any) -> Asked:
    """`left` is from the file: it may be of any shape."""
    if not isinstance(left, dict) or len(left) != 1:
        return Asked((), why="not known to hadoctor")
    ((kind, what),) = left.items()
    if kind == "concat" and isinstance(what, list):
        return _concat(what)
    if kind == "&" and isinstance(what, list) and what:
        # Bits of a field. Whether there is such a field in the packet can be told all the same.
        below = asked(what[0]) if not _bits(what[0]) else Asked(())
        return Asked((), below.needs, below.why or "bits of a field")
    if not isinstance(what, dict):
        return Asked((), why=f"'{kind}' is not known to hadoctor")
    if kind == "meta":
        return _meta(str(what.get("key")))
    if kind == "payload":
        return _payload(str(what.get("protocol")), str(what.get("field")))
    if kind == "ct":
        return _ct(str(what.get("key")), what.get("dir"))
    if kind == "fib":
        return _fib(str(what.get("result")), what.get("flags"))
    if kind in ("tcp option", "sctp chunk"):
        needs = is_protocol(PROTOCOLS[kind.partition(" ")[0]])
        return Asked((), (needs,), f"'{kind}' is inside the packet")
    return Asked((), why=f"'{kind}' cannot be told from outside")


def _bits(left: Any) -> bool:
    return isinstance(left, dict) and "&" in left


def _concat(parts: list[Any]) -> Asked:
    fields: list[Field] = []
    needs: list[Test] = []
    why = ""
    for part in parts:
        nested = isinstance(part, dict) and ("concat" in part or "&" in part)
        one = Asked((), why="not known to hadoctor") if nested else asked(part)
        fields += one.fields
        needs += one.needs
        why = why or one.why
    return Asked(() if why else tuple(fields), tuple(needs), why)


def _meta(key: str) -> Asked:
    field = _META.get(key)
    return Asked((field,)) if field else Asked((), why=f"'meta {key}' cannot be told from outside")


def _payload(protocol: str, name: str) -> Asked:
    needs: tuple[Test, ...] = ()
    if protocol in ("ip", "ip6"):
        needs = (IP4,) if protocol == "ip" else (IP6,)
    elif protocol in PROTOCOLS:
        needs = (is_protocol(PROTOCOLS[protocol]),)
    field = _PAYLOAD.get((protocol, name))
    if field is None and name in ("sport", "dport") and (needs or protocol == "th"):
        field = Field.SPORT if name == "sport" else Field.DPORT
    if field is None:
        return Asked((), needs, f"'{protocol} {name}' cannot be told from outside")
    return Asked((field,), needs)


def _ct(key: str, way: object) -> Asked:
    if way is None and key == "state":
        return Asked((Field.STATE,))
    if way is None and key == "direction":
        return Asked((Field.WAY,))
    if way is None and key == "status":
        return Asked((Field.STATUS,))
    return Asked((), why=f"'ct {key}' is known to the kernel only")


def _fib(result: str, flags: object) -> Asked:
    given = [flags] if isinstance(flags, str) else flags if isinstance(flags, list) else []
    names = {flag for flag in given if isinstance(flag, str)}
    if result == "type" and "daddr" in names:
        return Asked((Field.DESTINATION_TYPE,))
    if result == "type" and "saddr" in names:
        return Asked((Field.SOURCE_TYPE,))
    if result in ("oif", "oifname") and {"saddr", "iif"} <= names:
        return Asked((Field.RETURN,))
    return Asked((), why="the routing table was not asked")
