"""Names that stand where nobody reads them: meta attributes, parameters and attributes of operations
in each other's place. What Pacemaker reads where, is in `options/`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hadoctor.finding import Edit
from hadoctor.model.pacemaker import options
from hadoctor.model.pacemaker.known import known
from hadoctor.model.pacemaker.option import Place
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.releases import complete, takes
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.source import Span

_PLACES = {
    "primitive": Place.RESOURCE,
    "group": Place.GROUP,
    "clone": Place.CLONE,
    "master": Place.CLONE,
    "bundle": Place.BUNDLE,
}
_DEFAULTS = (Place.RESOURCE, Place.GROUP, Place.CLONE)
"""Each resource looks into rsc_defaults for what it knows itself."""
_NOTES = ("CRM_meta_", "hawk", "sap", "pcs", "trace_", "OCF_", "#")
"""Names that begin so are notes of other programs."""
_HARMLESS = frozenset({"description", "comment", "interval-origin"})
"""Names that shells write there without an effect."""


class Owner(NamedTuple):
    """Who has a meta attribute."""

    name: str
    kind: str

    def __str__(self) -> str:
        return f"'{self.name}'" if self.name else self.kind

    @property
    def article(self) -> str:
        return f"a {self.kind}" if self.name else self.kind


def meta_name(name: str, *, certain: bool = False) -> str | None:
    """The meta attribute that a parameter is by its name, written with `_` too. Names of one word may be
    parameters, unless it is `certain` that the agent has none of that name."""
    plain = name.replace("_", "-")
    return plain if plain in _names() and ("-" in plain or certain) else None


@cache
def _names() -> frozenset[str]:
    rows = (o for o in options.OPTIONS if o.place in _DEFAULTS)
    return frozenset(name for o in rows for name in (o.name, *o.legacy))


def meta_of_others(name: str) -> str:
    """What a meta attribute is for: clones, groups; empty where it is for none or for all."""
    if options.rows(Place.CLONE, name):
        return "clones"
    return "groups" if options.rows(Place.GROUP, name) else ""


def unknown_metas(pacemaker: Pacemaker) -> Iterator[tuple[Owner, Setting, str | None]]:
    """Meta attributes that nothing looks at, with the name that was probably meant."""
    seen: set[int] = set()
    for owner, place, setting in _metas(pacemaker):
        name = setting.name
        if id(setting.pair) in seen or name.startswith(_NOTES) or name in _HARMLESS:
            continue
        seen.add(id(setting.pair))
        places = _DEFAULTS if owner.kind == "rsc_defaults" else (place,)
        if any(_known(pacemaker, one, name) for one in places) or _elsewhere(owner, name):
            continue
        near = (options.near(one, name, pacemaker.target) for one in places)
        yield owner, setting, next((n for n in near if n is not None), None)


def _metas(pacemaker: Pacemaker) -> Iterator[tuple[Owner, Place, Setting]]:
    for resource in pacemaker.resources.values():
        for setting in resource.own_meta.all:
            if not _is_parameter(resource, setting.name):
                yield Owner(resource.id, _kind(resource)), _PLACES[resource.kind], setting
    for setting in pacemaker.rsc_defaults.all:
        yield Owner("", "rsc_defaults"), Place.RESOURCE, setting


def _kind(resource: Resource) -> str:
    return "clone" if resource.kind == "master" else resource.kind


def _known(pacemaker: Pacemaker, place: Place, name: str) -> bool:
    """Whether it is read, or was or will be: what other releases read is another rule's."""
    if options.option(place, name, pacemaker.target) is not None or name == "container":
        return True
    if place is Place.BUNDLE and options.rows(Place.CLONE, name):
        return True  # The clone that Pacemaker makes in a bundle takes them from it.
    if options.instead(Place.RESOURCE, name) or options.rows(Place.RESOURCE, name):
        return True
    return bool(options.rows(place, name))


def _elsewhere(owner: Owner, name: str) -> bool:
    """Whether it belongs to operations: RES012 says so."""
    return bool(owner.name) and belongs_to_operations(name)


def belongs_to_operations(name: str) -> bool:
    return name in ("timeout", "interval", "on-fail", "start-delay", "record-pending", "role")


def _is_parameter(resource: Resource, name: str) -> bool:
    agent = known(resource)
    return agent is not None and takes(agent, name)


class Misplaced(NamedTuple):
    owner: Resource
    setting: Setting
    what: str
    where: str
    """Where it belongs, as crm text calls it."""


def misplaced(pacemaker: Pacemaker) -> Iterator[Misplaced]:
    """What stands in the wrong list, each pair once."""
    seen: set[int] = set()
    for resource in pacemaker.resources.values():
        for found in (*_in_params(resource), *_in_meta(resource), *_in_operations(resource)):
            if id(found.setting.pair) not in seen:
                seen.add(id(found.setting.pair))
                yield found


def _in_params(resource: Resource) -> Iterator[Misplaced]:
    if not resource.own_params.sets:
        return
    agents = [known(one) for one in resource.primitives()]
    for setting in resource.own_params.all:
        name = setting.name
        certain = all(agent is not None and complete(agent) for agent in agents)
        meant = meta_name(name, certain=certain)
        if meant is None or any(agent is not None and takes(agent, name) for agent in agents):
            continue
        said = f"'{meant}' is a meta attribute and stands among the parameters"
        yield Misplaced(resource, setting, said + _as(name, meant), "meta")


def _in_meta(resource: Resource) -> Iterator[Misplaced]:
    agent = known(resource)
    for setting in resource.own_meta.all:
        name = setting.name
        if options.option(_PLACES[resource.kind], name) is not None:
            continue
        if agent is not None and name in agent.parameters:
            said = f"'{name}' is a parameter of {agent.name} and stands among the meta attributes"
            yield Misplaced(resource, setting, said, "params")
        elif belongs_to_operations(name):
            said = f"'{name}' is for operations and stands among the meta attributes"
            yield Misplaced(resource, setting, said, "op")


def _in_operations(resource: Resource) -> Iterator[Misplaced]:
    agent = known(resource)
    for operation in resource.operations:
        for setting in (*operation.params.all, *operation.meta.all):
            name = setting.name
            meant = meta_name(name)
            if meant is not None and not (agent is not None and takes(agent, name)):
                said = f"'{meant}' is a meta attribute of resources and stands in an operation"
                said += _as(name, meant)
                yield Misplaced(resource, setting, said, "meta")


def _as(name: str, meant: str) -> str:
    return "" if name == meant else f", as '{name}'"


def to_meta(resource: Resource, setting: Setting) -> Edit | None:
    """Makes meta attributes of a list of parameters in crm text, where it holds nothing else and the
    resource has no others yet."""
    around = setting.set
    pairs = list(around.all("nvpair"))
    text = around.source.text
    if around not in resource.element.children or around.first("rule") is not None:
        return None
    if text.startswith("<", max(around.start, 0)) or resource.element.first("meta_attributes"):
        return None
    names = [pair.get("name") or "" for pair in pairs]
    if not all(options.option(_PLACES[resource.kind], name) is not None for name in names):
        return None
    if text.startswith("params ", around.start):
        return Edit(Span(around.source, around.start, around.start + len("params")), "meta")
    return Edit(Span(around.source, pairs[0].start, pairs[0].start), "meta ")
