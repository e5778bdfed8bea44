"""Matches and maps of nft's JSON: the right side, sets and operators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from hadoctor.model.firewall import words
from hadoctor.model.firewall.nft_fields import Asked, asked
from hadoctor.model.firewall.pool import Component, Element, Pool, pool
from hadoctor.model.firewall.ruleset import Condition, Doubt, Field, Test

_FAMILIES = {"ipv4": 4, "ipv6": 6, "ip": 4, "ip6": 6, "arp": 0, "vlan": 0, "8021q": 0, "8021ad": 0}
_ADDRESSES = (Field.SADDR, Field.DADDR)
_NAMES = (Field.IIF, Field.OIF, Field.CAST, Field.SOURCE_TYPE, Field.DESTINATION_TYPE, Field.STATE)
_CASTS = {"unicast": "host"}
# What the numbers of ct status and ct state stand for is not shown; only these words are.
_WORDS = {
    Field.STATUS: {"dnat", "snat"},
    Field.WAY: {"original", "reply"},
    Field.STATE: {"new", "established", "related", "invalid", "untracked"},
}
_HIGHEST = (1 << 128) - 1


class NamedSet(NamedTuple):
    """A set or map of a table. `doubt`: why it may have other elements than those that are listed."""

    elements: tuple[Any, ...]
    doubt: str = ""


class Sets:
    """The named sets of a table, read once for each use that differs."""

    def __init__(self, sets: Mapping[str, NamedSet]) -> None:
        self._sets = sets
        self._read: dict[tuple[str, tuple[Field, ...], int], Pool | None] = {}

    def get(self, name: str) -> NamedSet | None:
        return self._sets.get(name)

    def pool(self, name: str, fields: tuple[Field, ...], family: int) -> Pool | None:
        key = name, fields, family
        if key not in self._read:
            found = self._sets.get(name)
            self._read[key] = read_pool(found.elements, fields, family) if found else None
        return self._read[key]


def family_of(one: Asked) -> int:
    """Of which family the addresses are."""
    for need in one.needs:
        if isinstance(need, Condition) and need.fields == (Field.FAMILY,):
            return 4 if need.holds({Field.FAMILY: (4, 4)}) else 6
    return 4


def match(statement: Any, sets: Sets) -> list[Test]:
    """`{"op": …, "left": …, "right": …}`."""
    if not isinstance(statement, dict):
        return [Doubt("a match that is not known to hadoctor")]
    left = asked(statement.get("left"))
    tests = list(left.needs)
    if left.why:
        return [*tests, Doubt(left.why)]
    op, right = statement.get("op", "=="), statement.get("right")
    negated = op in ("!=", "!")
    family = family_of(left)
    if isinstance(right, str) and right.startswith("@"):
        named = sets.get(right[1:])
        if named is not None and named.doubt:
            return [*tests, Doubt(named.doubt)]
        found = sets.pool(right[1:], left.fields, family)
    elif op in ("<", ">", "<=", ">="):
        found = _compared(op, right, left.fields, family)
    else:
        found = _pool(right, op, left.fields, family)
    if found is None or op not in ("==", "in", "!=", "!", "<", ">", "<=", ">="):
        return [*tests, Doubt("the value is not known to hadoctor")]
    return [*tests, Condition(left.fields, found, negated)]


def _pool(right: Any, op: str, fields: tuple[Field, ...], family: int) -> Pool | None:
    if isinstance(right, dict) and isinstance(right.get("set"), list):
        return read_pool(right["set"], fields, family)
    flags = right.get("|") if isinstance(right, dict) else right
    if isinstance(flags, list):
        # Flags: any of them. Compared with == all of them would have to be there.
        return read_pool(flags, fields, family) if op != "==" else None
    return read_pool([right], fields, family)


def _compared(op: str, right: Any, fields: tuple[Field, ...], family: int) -> Pool | None:
    one = component(right, fields[0], family) if len(fields) == 1 else None
    if not isinstance(one, tuple):
        return None
    low, high = one
    if op == "<":
        return pool([((0, low - 1),)] if low > 0 else [])
    if op == "<=":
        return pool([((0, high),)])
    return pool([((high + 1 if op == ">" else low, _HIGHEST),)])


def read_pool(items: Any, fields: tuple[Field, ...], family: int) -> Pool | None:
    """None when one of the elements is not known: the set could hold any value then."""
    found: list[Element] = []
    for item in items:
        one = element(item, fields, family)
        if one is None:
            return None
        found.append(one)
    return pool(found)


def element(item: Any, fields: tuple[Field, ...], family: int) -> Element | None:
    if isinstance(item, dict) and isinstance(item.get("elem"), dict):
        item = item["elem"].get("val")
    parts = item.get("concat") if isinstance(item, dict) else None
    if not isinstance(parts, list):
        parts = [item]
    if parts == ["*"] and len(fields) > 1:
        parts = ["*"] * len(fields)
    if len(parts) != len(fields):
        return None
    found = [component(part, field, family) for part, field in zip(parts, fields, strict=True)]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None


def component(item: Any, field: Field, family: int) -> Component | None:
    """One value as it is written for a field."""
    if field is Field.RETURN:
        return {False: "missing", True: "found"}.get(item) if isinstance(item, bool) else None
    if field in _WORDS:
        return item if isinstance(item, str) and item in _WORDS[field] else None
    if field in _NAMES:
        return _name(item, field)
    if item == "*":
        return (0, _HIGHEST)
    if isinstance(item, dict):
        return _span(item, field, family)
    one = _number(item, field, family)
    return None if one is None else (one, one)


def _name(item: Any, field: Field) -> str | None:
    if not isinstance(item, str):
        return None
    if field is Field.CAST:
        return _CASTS.get(item, item)
    if field in (Field.IIF, Field.OIF):
        # A star that belongs to the name is escaped.
        return None if "\\" in item else item
    return item


def _span(item: dict[str, Any], field: Field, family: int) -> Component | None:
    prefix, ends = item.get("prefix"), item.get("range")
    if isinstance(prefix, dict) and field in _ADDRESSES:
        return words.network(prefix.get("addr"), prefix.get("len"), family)
    if isinstance(ends, list) and len(ends) == 2:
        low, high = (_number(end, field, family) for end in ends)
        if low is not None and high is not None:
            return (low, high)
    return None


def _number(item: Any, field: Field, family: int) -> int | None:
    if field in _ADDRESSES:
        return words.address(item, family)
    if field is Field.PROTOCOL:
        return words.protocol(item)
    if field is Field.FAMILY:
        return _FAMILIES.get(item) if isinstance(item, str) else words.number(item)
    return words.port(item)
