"""Constraints that cannot both hold, or name a resource twice. Tried with crm_simulate of 2.1.5."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.pacemaker.constraints import INFINITY, Colocation, Constraint, Member, Order
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.relations import is_promoted, pairs


class Clash(NamedTuple):
    apart: Colocation
    together: Colocation | None
    """None: a group keeps them together."""
    dependent: str
    primary: str
    same: bool
    """Whether it is the same that depends on the other in both: then it never runs. Of two members of a
    group the later one depends on the earlier."""


def to_themselves(pacemaker: Pacemaker) -> Iterator[tuple[Constraint, str, str]]:
    """Constraints between a resource and itself, and what they do: `orders` or `colocates`."""
    for order in pacemaker.orders:
        name = _twice(order, "action")
        if name is not None:
            yield order, name, "orders"
    for colocation in pacemaker.colocations:
        name = _twice(colocation, "role")
        if name is not None and colocation.score != 0:
            yield colocation, name, "colocates"


def _twice(constraint: Order | Colocation, kind: str) -> str | None:
    for one, other in pairs(constraint):
        if one.name == other.name and _plain(one, kind) == _plain(other, kind):
            return one.name
    return None


def _plain(member: Member, kind: str) -> str:
    role = (member.role or "").lower()
    if kind == "role":
        return "promoted" if is_promoted(role) else "" if role == "started" else role
    return role or "start"


def apart_and_together(pacemaker: Pacemaker) -> Iterator[Clash]:
    """Pairs with a colocation of -INFINITY that must be together all the same."""
    together: dict[tuple[str, str, str, str], Colocation] = {}
    for colocation in pacemaker.colocations:
        if colocation.score == INFINITY and not colocation.element.get("node-attribute"):
            for one, other in pairs(colocation):
                together.setdefault(_key(one, other), colocation)
    for colocation in pacemaker.colocations:
        if colocation.score != -INFINITY or colocation.element.get("node-attribute"):
            continue
        for one, other in pairs(colocation):
            same, turned = together.get(_key(one, other)), together.get(_key(other, one))
            if same is not None or turned is not None:
                found = same if same is not None else turned
                yield Clash(colocation, found, one.name, other.name, same is not None)
            else:
                later = _later(pacemaker, one, other)
                if later is not None:
                    yield Clash(colocation, None, one.name, other.name, later)


def _key(one: Member, other: Member) -> tuple[str, str, str, str]:
    return one.name, _plain(one, "role"), other.name, _plain(other, "role")


def _later(pacemaker: Pacemaker, one: Member, other: Member) -> bool | None:
    """Whether one stands behind the other in a group that keeps its members together; None where they
    are not in such a group."""
    from hadoctor.model.pacemaker import values

    first, second = pacemaker.resources.get(one.name), pacemaker.resources.get(other.name)
    if first is None or second is None or first is second:
        return None
    group = first.parent
    if group is None or group.kind != "group" or second.parent is not group:
        return None
    setting = group.own_meta.get("collocated")
    if setting is not None and values.boolean(setting.value or "") is False:
        return None
    return group.children.index(first) > group.children.index(second)
