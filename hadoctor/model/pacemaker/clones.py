"""Settings of clones that do nothing or not what they seem to. Tried on 2.1.5, 2.1.10 and 3.0.2."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from hadoctor.finding import Note
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.known import plain
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.settings import Setting

_PAIRS = 10_000
"""So many pairs of one order are looked at: large sets make as many as their sizes multiplied."""


class Fault(NamedTuple):
    clone: Resource
    setting: Setting | None
    message: str
    why: str
    remove: bool = False
    """Whether the setting may simply go."""
    missing: str = ""
    """The boolean that should be true."""
    notes: tuple[Note, ...] = ()


def faults(pacemaker: Pacemaker) -> Iterator[Fault]:
    for clone in pacemaker.top:
        if clone.kind in ("clone", "master"):
            yield from _numbers(pacemaker, clone)
            yield from _unique(clone)
    yield from _interleave(pacemaker)


def _numbers(pacemaker: Pacemaker, clone: Resource) -> Iterator[Fault]:
    per_node = clone.meta("clone-node-max")
    size = values.integer(plain(per_node) or "1", pacemaker.target)
    if per_node is not None and size is not None and size > 1 and _unique_state(clone) is None:
        why = (
            "Pacemaker 3 makes the clone globally-unique for it"
            if pacemaker.target.since("3.0")
            else "Pacemaker 2 ignores it, and Pacemaker 3 makes the clone globally-unique"
        )
        said = f"clone-node-max is '{per_node.value}', and globally-unique is not set"
        yield Fault(clone, per_node, said, why)
    elif per_node is not None and size is not None and size > 1 and not _unique_state(clone):
        said = f"clone-node-max is '{per_node.value}', and globally-unique is false"
        yield Fault(clone, per_node, said, "one instance runs on a node at most", remove=True)
    most = clone.meta("clone-max")
    number = values.integer(plain(most) or "1", pacemaker.target)
    if (
        most is not None
        and number is not None
        and number < 1
        and not clone.meta_depends("clone-max")
    ):
        said = f"clone-max is '{most.value}': there is no instance"
        yield Fault(clone, most, said, "the resource runs nowhere")


def _unique_state(clone: Resource) -> bool | None:
    """globally-unique; None where it is not set (or a rule decides: then nothing is said)."""
    setting = clone.meta("globally-unique")
    if setting is None:
        return True if clone.meta_depends("globally-unique") else None
    return values.boolean(setting.value or "") is True


def _unique(clone: Resource) -> Iterator[Fault]:
    setting = clone.meta("globally-unique")
    if setting is None or not _unique_state(clone):
        return
    for one in clone.primitives():
        if one.agent is not None and one.agent.class_ in ("systemd", "lsb", "service"):
            said = f"globally-unique is '{setting.value}', and '{one.id}' is of class {one.agent.class_}"
            yield Fault(
                clone, setting, said, "Pacemaker ignores it: such a service has no instances", True
            )
            return


def _interleave(pacemaker: Pacemaker) -> Iterator[Fault]:
    """Clones that are ordered after another clone and wait for it on all nodes."""
    seen: set[str] = set()
    for order in pacemaker.orders:
        if order.mode != "Mandatory":
            continue
        for first, then in islice(order.pairs(), _PAIRS):
            for one in (r.top for r in pacemaker.named(first.name)):
                for other in (r.top for r in pacemaker.named(then.name)):
                    if other.id in seen or one.id == other.id:
                        continue
                    found = _waits(one, other)
                    if found is not None:
                        seen.add(other.id)
                        yield found._replace(notes=(Note(order.id_at, "the order"),))


def _waits(one: Resource, other: Resource) -> Fault | None:
    if not {one.kind, other.kind} <= {"clone", "master"} or other.meta_depends("interleave"):
        return None
    setting = other.meta("interleave")
    if values.boolean(plain(setting) or "false") is True:
        return None
    if values.integer(plain(other.meta("clone-max"))) == 1:
        return None
    own = other.own_meta.get("interleave")
    said = f"it is ordered after the clone '{one.id}' and not interleaved"
    why = f"it waits for '{one.id}' on all nodes, and is restarted everywhere with any of its instances"
    return Fault(other, own, said, why, missing="interleave")
