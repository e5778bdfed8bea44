"""The sets that iptables asks for by `--match-set`: the reader of `ipset save` (ipset(8))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hadoctor.model.firewall import words
from hadoctor.model.firewall.pool import Element, Pool, pool
from hadoctor.model.firewall.ruleset import Condition, Doubt, Field, Test

_UNSEEN = "the sets of ipset are not known"


class IpSet(NamedTuple):
    kinds: tuple[str, ...]
    """What an element is made of: ip, net, port."""
    family: int
    pool: Pool
    doubt: str = ""
    """Why it is not certain what is in it."""


def read(text: str) -> dict[str, IpSet]:
    """`create NAME hash:ip,port family inet …`, then `add NAME ELEMENT …`."""
    heads: dict[str, list[str]] = {}
    elements: dict[str, list[list[str]]] = {}
    for line in text.split("\n"):
        parts = line.split()
        if len(parts) >= 3 and parts[0] == "create":
            heads[parts[1]] = parts[2:]
        elif len(parts) >= 3 and parts[0] == "add":
            elements.setdefault(parts[1], []).append(parts[2:])
    return {name: _set(head, elements.get(name, [])) for name, head in heads.items()}


def _set(head: list[str], items: list[list[str]]) -> IpSet:
    method, _, what = head[0].partition(":")
    kinds = tuple(what.split(","))
    family = 6 if "inet6" in head else 4
    if method not in ("hash", "bitmap") or not set(kinds) <= {"ip", "net", "port"}:
        return IpSet(kinds, family, pool([]), f"sets of the kind {head[0]} are not read")
    if "timeout" in head:
        return IpSet(kinds, family, pool([]), "the elements of the set come and go")
    found = [_element(item, kinds, family) for item in items]
    known = [one for one in found if one is not None]
    doubt = "" if len(known) == len(found) else "the set has elements that are not read"
    protocols = ("port" in kinds) and method == "hash"
    return IpSet(kinds, family, pool(known), doubt)._replace(
        kinds=(*kinds, "protocol") if protocols else kinds
    )


def _element(item: list[str], kinds: tuple[str, ...], family: int) -> Element | None:
    parts = item[0].split(",")
    if len(parts) != len(kinds) or "nomatch" in item:
        return None
    found: list[tuple[int, int]] = []
    protocol: tuple[int, int] | None = None
    for part, kind in zip(parts, kinds, strict=True):
        if kind == "port":
            name, _, ports = part.rpartition(":")
            first, _, last = ports.partition("-")
            low, high = words.port(first), words.port(last or first)
            number = words.protocol(name) if name else None
            protocol = (number, number) if number is not None else None
            if low is None or high is None or (name and protocol is None):
                return None
            found.append((low, high))
        else:
            address, _, length = part.partition("/")
            span = words.network(address, length or (32 if family == 4 else 128), family)
            if span is None:
                return None
            found.append(span)
    return (*found, protocol) if protocol else tuple(found)


def member(
    sets: Mapping[str, IpSet], name: str, directions: str, family: int, negated: bool
) -> Test:
    """`--match-set NAME src,dst`: a direction for each part of an element."""
    found = sets.get(name)
    ways = directions.split(",")
    if found is None:
        return Doubt(_UNSEEN)
    kinds = tuple(kind for kind in found.kinds if kind != "protocol")
    if found.doubt or len(ways) != len(kinds) or not set(ways) <= {"src", "dst"}:
        return Doubt(found.doubt or _UNSEEN)
    if found.family != family:
        return Doubt("a set of the other address family")
    fields = [_field(kind, way) for kind, way in zip(kinds, ways, strict=True)]
    if len(kinds) < len(found.kinds):
        fields.append(Field.PROTOCOL)
    return Condition(tuple(fields), found.pool, negated)


def _field(kind: str, way: str) -> Field:
    if kind == "port":
        return Field.SPORT if way == "src" else Field.DPORT
    return Field.SADDR if way == "src" else Field.DADDR
