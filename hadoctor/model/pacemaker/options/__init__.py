"""All options of Pacemaker, and how to find one. From the daemons' own meta-data (2.1.5) and the
sources of 2.1.10 and 3.0.2; what differs between releases was tried on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from hadoctor.model.pacemaker.option import Option, Place
from hadoctor.model.pacemaker.options import (
    bundle,
    clone,
    cluster,
    fencing,
    node,
    operation,
    resource,
)
from hadoctor.model.pacemaker.options.retired import INSTEAD
from hadoctor.source import suggest
from hadoctor.target import DEFAULTS, Target

OPTIONS: tuple[Option, ...] = (
    *cluster.OPTIONS,
    *fencing.OPTIONS,
    *resource.OPTIONS,
    *clone.OPTIONS,
    *bundle.OPTIONS,
    *operation.OPTIONS,
    *node.OPTIONS,
)

_INHERITED = {
    Place.GROUP: (Place.GROUP, Place.RESOURCE),
    Place.CLONE: (Place.CLONE, Place.RESOURCE),
    Place.BUNDLE: (Place.RESOURCE,),
}
"""Where a resource inherits from, the names of the resource count too."""


@cache
def _table(place: Place, pacemaker: Target) -> Mapping[str, Option]:
    """Every name that counts at a place, older names too; a newer name comes before an older one."""
    rows = [o for p in _INHERITED.get(place, (place,)) for o in OPTIONS if o.place is p]
    known = [o for o in rows if o.known_to(pacemaker)]
    found = {old: o for o in known for old in o.legacy}
    for row in reversed(known):
        found[row.name] = row
    return MappingProxyType(found)


def option(place: Place, name: str, pacemaker: Target = DEFAULTS.pacemaker) -> Option | None:
    """The option that a name stands for, its own or an older one that still works. None: the release
    stores the name and ignores it."""
    found = _table(place, pacemaker).get(name)
    if found is None and place is Place.NODE and name.startswith("#health"):
        return _table(place, pacemaker)["#health"]
    return found


def names(place: Place, pacemaker: Target = DEFAULTS.pacemaker) -> tuple[str, ...]:
    """The names that count at a place, without the older ones."""
    return tuple(name for name, o in _table(place, pacemaker).items() if name == o.name)


def near(place: Place, name: str, pacemaker: Target = DEFAULTS.pacemaker) -> str | None:
    """The name that was probably meant: case and `_` for `-` first, then a misspelling."""
    table = _table(place, pacemaker)
    plain = name.lower().replace("_", "-")
    same = next((n for n in table if n.lower().replace("_", "-") == plain), None)
    meant = same if same is not None else suggest(name, list(table))
    return None if meant is None else table[meant].name


def elsewhere(name: str, pacemaker: Target = DEFAULTS.pacemaker) -> tuple[Place, ...]:
    """The places that know an option of that name, as `timeout` given to a resource."""
    known = (o for o in OPTIONS if name in (o.name, *o.legacy) and o.known_to(pacemaker))
    return tuple(dict.fromkeys(o.place for o in known))


def rows(place: Place, name: str) -> tuple[Option, ...]:
    """Everything that any release knows under a name, for those that do not know it now."""
    return _rows(place).get(name, ())


@cache
def _rows(place: Place) -> Mapping[str, tuple[Option, ...]]:
    found: dict[str, tuple[Option, ...]] = {}
    for row in OPTIONS:
        if row.place is place:
            for name in dict.fromkeys((row.name, *row.legacy)):
                found[name] = (*found.get(name, ()), row)
    return MappingProxyType(found)


def instead(place: Place, name: str) -> str | None:
    """What to write for a name that no release reads any more."""
    return INSTEAD.get((place, name))
