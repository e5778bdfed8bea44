"""What Pacemaker 3.0 removed, and what it makes of a configuration that still has it.

Pacemaker 3 translates a stored CIB of a schema before 4.0 each time it reads it: some things get their new
name, others are dropped, with a line on stderr at most. A CIB of schema 4.0 with them is refused. Found with
crm_verify, crm_simulate and cibadmin --upgrade of 2.1.5, 2.1.10, 3.0.0 and 3.0.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Applicability, Fix
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.edits import fix, remove_pair, rename, rename_attribute, set_value
from hadoctor.model.pacemaker.option import Place
from hadoctor.model.pacemaker.options import instead, option, rows
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.source import Span
from hadoctor.syntax.element import Element
from hadoctor.target import PACEMAKERS

SAFE = Applicability.SAFE
_OLD, _NEW = PACEMAKERS["2.1"], PACEMAKERS["3.0"]
_TAGS = frozenset(
    "primitive template rkt docker podman lifetime date_spec node"
    " fencing-level instance_attributes meta_attributes".split()
)
"""The elements that `_element` has something to say about."""
_TOPOLOGY = 9
"""The highest level of fencing that the fencer takes."""


class Removed(NamedTuple):
    """One thing of an older release. `kind` is the same for all that one finding can tell."""

    kind: str
    what: str
    at: Span
    then: str
    """What Pacemaker 3 makes of it."""
    lost: bool
    """Whether it is dropped or has no effect there; else it is translated."""
    now: bool = False
    """Whether it has no effect in 2.1 either."""
    fix: Fix | None = None


def removed(pacemaker: Pacemaker, *, translated: bool) -> Iterator[Removed]:
    """`translated`: the CIB has a schema before 3.0, so that every release translates the names that
    schema 3.0 removed."""
    for setting in pacemaker.properties.all:
        yield from _property(pacemaker, setting, translated=translated)
    for setting in _metas(pacemaker):
        yield from _meta(setting)
    for element in pacemaker.elements:
        if element.tag in _TAGS:
            yield from _element(element)


def _property(pacemaker: Pacemaker, setting: Setting, *, translated: bool) -> Iterator[Removed]:
    name, other = setting.name, instead(Place.PROPERTY, setting.name)
    old = option(Place.PROPERTY, name, _OLD)
    if other:
        then = f"it is translated to {other}" if translated else f"it has no effect: write {other}"
        again = other in pacemaker.properties or not option(Place.PROPERTY, other)
        better = None if translated or again else fix(f"write {other}", rename(setting, other))
        what = f"the name '{name}' is from before Pacemaker 2"
        yield Removed(name, what, setting.name_at, then, not translated, not translated, better)
    elif old and old.name != name:
        change = rename(setting, old.name)
        yield Removed(
            "crmd",
            f"'{name}' is called '{old.name}' now",
            setting.name_at,
            "the controller does not read the old name, until cibadmin --upgrade translates it",
            lost=_NEW is pacemaker.target,
            fix=None
            if old.name in pacemaker.properties
            else fix(
                f"write {old.name}",
                change,
                # What is not read now will be: the value counts only then.
                applicability=Applicability.UNSAFE if _NEW is pacemaker.target else SAFE,
            ),
        )
    elif name == "remove-after-stop":
        on = values.boolean(setting.value or "") is True
        change = remove_pair(setting)
        yield Removed(
            name,
            f"'{name}' is '{setting.value or ''}'" + ("" if on else ", which is the default"),
            setting.span,
            "it is dropped",
            lost=on,
            fix=fix(
                f"remove {name}",
                change,
                applicability=Applicability.UNSAFE if on else SAFE,
            ),
        )
    elif name == "stonith-action" and (setting.value or "").lower() == "poweroff":
        change = set_value(setting.pair, "value", "off")
        what = f"{name} is 'poweroff', an old word for 'off'"
        then = "it becomes 'off'"
        yield Removed(
            name,
            what,
            setting.at,
            then,
            lost=False,
            fix=fix("write off", change, applicability=SAFE),
        )


def _metas(pacemaker: Pacemaker) -> Iterator[Setting]:
    for resource in pacemaker.resources.values():
        yield from resource.own_meta.all
    yield from pacemaker.rsc_defaults.all


def _meta(setting: Setting) -> Iterator[Removed]:
    name = setting.name
    known = rows(Place.RESOURCE, name)
    if known and all(row.until and _NEW.since(row.until) for row in known):
        yield Removed(name, f"meta attribute '{name}'", setting.name_at, "it is dropped", lost=True)


def _element(element: Element) -> Iterator[Removed]:
    if element.tag in ("primitive", "template"):
        word = element.get("class")
        if word in ("upstart", "nagios"):
            yield Removed(
                word,
                f"'{element.id}' is a resource of class '{word}'",
                element.place("class"),
                "it is dropped, with its constraints and with groups and clones that hold only it",
                lost=True,
            )
    elif element.tag == "rkt":
        then = "the whole bundle is dropped, with its constraints"
        yield Removed("rkt", "the bundle runs containers of rkt", element.span, then, lost=True)
    elif element.tag in ("docker", "podman") and element.get("masters") is not None:
        change = rename_attribute(element, "masters", "promoted-max")
        yield Removed(
            "masters",
            "'masters' of a bundle is called 'promoted-max' now",
            element.place("masters"),
            "it is translated",
            lost=False,
            fix=fix("write promoted-max", change, applicability=SAFE),
        )
    elif element.tag == "lifetime":
        then = "it is dropped, and a location with a node and a score as a whole"
        yield Removed("lifetime", "a constraint has a lifetime", element.span, then, lost=True)
    elif element.tag == "date_spec" and element.get("moon") is not None:
        then = "it is dropped, and a date_spec with nothing else is always true"
        yield Removed("moon", "'moon' in a date_spec", element.place("moon"), then, lost=True)
    elif element.tag == "node" and element.get("type") == "ping":
        then = "it becomes a cluster node that runs nothing, and is fenced as one that is lost"
        what = f"'{element.get('uname') or element.id}' is a node of type 'ping'"
        yield Removed("ping", what, element.place("type"), then, lost=True)
    elif element.tag == "fencing-level":
        index = values.integer(element.get("index") or "")
        if index is not None and index > _TOPOLOGY:
            what = f"fencing level {index}: there are {_TOPOLOGY}"
            then = "it is dropped"
            yield Removed("level", what, element.place("index"), then, lost=True, now=True)
    elif element.tag in ("instance_attributes", "meta_attributes") and element.get("id-ref"):
        what = f"the list '{element.get('id-ref')}' is used by reference"
        then = "3.0.2 finds no list that is referred to: the resource runs without its values"
        yield Removed("id-ref", what, element.place("id-ref"), then, lost=True)
