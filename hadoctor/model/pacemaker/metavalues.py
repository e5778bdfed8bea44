"""Values of meta attributes that Pacemaker cannot read. The types of the options are in `options/`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.pacemaker import options
from hadoctor.model.pacemaker.option import Option, Place, Type
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import PROMOTED, UNPROMOTED, Resource
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.source import suggest

_PLACES = {
    "primitive": Place.RESOURCE,
    "group": Place.GROUP,
    "clone": Place.CLONE,
    "master": Place.CLONE,
    "bundle": Place.BUNDLE,
}
_DEFAULT = ("default", "#default")
"""Words that Pacemaker 2 takes for the default of the option, whatever it is."""


class Unread(NamedTuple):
    setting: Setting
    owner: str
    said: str
    instead: str
    """What counts; empty where the value is ignored."""
    meant: str | None = None


def unread(pacemaker: Pacemaker) -> Iterator[Unread]:
    seen: set[int] = set()
    for owner, place, setting, resource in _all(pacemaker):
        if id(setting.pair) in seen or setting.value is None or setting.value in _DEFAULT:
            continue
        seen.add(id(setting.pair))
        found = options.option(place, setting.name, pacemaker.target)
        if found is None:
            continue
        if not found.reads(setting.value, pacemaker.target):
            instead = found.unreadable or found.default.partition(";")[0]
            said = _said(found)
            yield Unread(setting, owner, said, instead, _meant(found, setting.value))
        elif setting.name == "target-role" and resource is not None:
            role = setting.value.lower()
            if role in (*PROMOTED, *UNPROMOTED) and not _may_promote(resource):
                yield Unread(setting, owner, "is for promotable clones only", "Started")


def _all(pacemaker: Pacemaker) -> Iterator[tuple[str, Place, Setting, Resource | None]]:
    for resource in pacemaker.resources.values():
        for setting in resource.own_meta.all:
            yield f"'{resource.id}'", _PLACES[resource.kind], setting, resource
    for setting in pacemaker.rsc_defaults.all:
        place = Place.RESOURCE
        if options.option(place, setting.name, pacemaker.target) is None:
            place = Place.CLONE
        yield "rsc_defaults", place, setting, None


def _may_promote(resource: Resource) -> bool:
    """Whether it is, or holds or is in, something that may be promoted; a rule may decide so."""
    return any(one.promotable is not False for one in resource.walk())


def _said(option: Option) -> str:
    if option.type is Type.WORD:
        return "is none of " + ", ".join(option.words)
    if option.type is Type.BOOLEAN:
        return "is neither true nor false"
    return f"is not {option.type.value}"


def _meant(option: Option, text: str) -> str | None:
    if option.type is Type.WORD:
        plain = text.lower().replace("-", "_")
        same = next((w for w in option.words if w.lower().replace("-", "_") == plain), None)
        return same or suggest(text, option.words)
    if option.type is Type.BOOLEAN:
        return suggest(text, ("true", "false"))
    if option.type is Type.SCORE and text.lower().lstrip("+-") in ("inf", "infinity"):
        return "-INFINITY" if text.startswith("-") else "INFINITY"
    return None
