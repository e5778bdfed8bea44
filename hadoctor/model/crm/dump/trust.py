"""Which objects are printed in the notation, and the references that show on the way there."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from hadoctor.model.crm.dump.look import DeadlyError, Look, UnprintableError
from hadoctor.model.crm.dump.objects import Object
from hadoctor.model.crm.dump.plain import certain
from hadoctor.model.crm.dump.tree import Node

if TYPE_CHECKING:
    from hadoctor.model.crm.dump.roundtrip import World


class Fate(Enum):
    """How the shell prints an object."""

    WORDS = "words"
    XML = "xml"
    DEATH = "death"
    """Not at all: it dies of it."""


def fates(found: list[Object], look: Look, schema: str) -> tuple[list[Fate], Mapping[str, str]]:
    """For each object, how it is printed; and `Look.references`.

    Only what reads back from words is printed so. The shell goes through the objects by kind, and
    knows the references of those before.
    """
    resources: dict[str, Node] = {}
    for item in found:
        if item.node.tag != "node":
            resources.setdefault(item.identity, item.node)
    good: list[Fate] = []
    world: World | None = None
    for item in found:
        if certain(item.node, look, resources):
            good.append(Fate.WORDS)
            continue
        if world is None:
            world = _world(found, resources, look, schema)
        good.append(_tried(item, world))
    return good, {} if world is None else world.references


def _tried(item: Object, world: World) -> Fate:
    from hadoctor.model.crm.dump.roundtrip import CannotReadError, reads_back

    try:
        lines = item.kind.write(item.node, world.look._replace(references=world.references))
        return Fate.WORDS if reads_back(item, lines, world) else Fate.XML
    except (DeadlyError, CannotReadError):
        return Fate.DEATH
    except UnprintableError:
        return Fate.XML


def _world(found: list[Object], resources: dict[str, Node], look: Look, schema: str) -> World:
    from hadoctor.model.crm.dialect import lists_of
    from hadoctor.model.crm.dump.roundtrip import Unchanged, World

    dialect = Unchanged(look.crmsh, look.nodes, lists=lists_of(schema))
    nodes = {item.identity: item.node for item in found if item.node.tag == "node"}
    return World(look, dialect, resources, nodes, set(), {}, {})
