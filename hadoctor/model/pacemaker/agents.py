"""Resource and fence agents: their parameters, actions and advice, as their own meta-data say.

The tables in `metadata/` are made by tests/agents.py from the packages in MADE_FROM. An agent that
is not there may exist all the same; of it nothing is known, and nobody may say that it is wrong.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from hadoctor.source import suggest

MADE_FROM = (
    "resource-agents 1:4.12.0-2, pacemaker 2.1.5-1+deb12u1, fence-agents 4.12.1-1 and others"
    " of Debian 12"
)
"""The packages that the facts are from; `Agent.package` names the one of an agent."""

_FOLDER = os.path.join(os.path.dirname(__file__), "metadata")
_WORD = re.compile(r"[\w.+@/-]+")
_USUAL = ("resource-agents", "pacemaker-resource-agents", "pacemaker")
"""The packages whose OCF agents are on every cluster node."""


class Parameter(NamedTuple):
    """A parameter of an agent. Defaults are Debian's: paths may differ elsewhere."""

    name: str
    type: str
    """string, integer, boolean, second, select; whatever the agent says."""
    required: bool = False
    unique: bool = False
    """Two resources of the agent must not share the value."""
    default: str | None = None
    words: tuple[str, ...] = ()
    """The values of a select."""
    deprecated: bool = False
    obsoletes: str = ""
    """The deprecated parameter that this one stands in for."""
    reloadable: bool = False
    unique_group: str = ""
    """Parameters with the same group must together be unique."""


class Action(NamedTuple):
    """An action that the agent offers. Times are the advised ones, as written: `20s`, `20`."""

    name: str
    timeout: str = ""
    interval: str = ""
    role: str = ""
    depth: str = ""
    start_delay: str = ""
    automatic: bool = False
    """A fence agent's `on` is called when a node joins: unfencing."""
    on_target: bool = False


class Agent(NamedTuple):
    name: str
    """As in a configuration: ocf:heartbeat:IPaddr2, stonith:fence_ipmilan."""
    package: str
    """The package that the facts are from, with its version."""
    parameters: Mapping[str, Parameter]
    actions: tuple[Action, ...]

    @property
    def type(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def promotable(self) -> bool:
        return any(a.name == "promote" for a in self.actions)

    @property
    def migratable(self) -> bool:
        """It can move a running resource to another node."""
        return {"migrate_to", "migrate_from"} <= {a.name for a in self.actions}

    @property
    def unfencing(self) -> bool:
        """A fenced node must be turned on by the device before it may do anything."""
        return any(a.name == "on" and a.automatic for a in self.actions)

    def takes(self, parameter: str) -> bool:
        """The agent has a parameter of that name, or it is a fence agent and the fencer reads it."""
        if parameter in self.parameters:
            return True
        return self.name.startswith("stonith:") and parameter in _of_the_fencer()

    def advice(self, action: str, role: str = "") -> Action | None:
        """The first action of that name, of that role if one is given."""
        for found in self.actions:
            if found.name == action and (not role or found.role.lower() == role.lower()):
                return found
        return None


@cache
def ocf_providers(type: str) -> tuple[str, ...]:
    """Who provides an OCF agent of that name, the one first that crmsh takes when none is written.
    Capitals do not matter there (crm_resource --list-ocf-alternatives, which crmsh asks).

    Only the usual agents count: those of resource-agents and of Pacemaker itself. What else is
    installed differs from node to node; crmsh takes heartbeat for what it does not find.
    """
    if not _WORD.fullmatch(type):
        return ()
    return tuple(
        provider
        for provider in ("heartbeat", "pacemaker")
        if any(
            f"\nagent\t{type}\t{package}\n".lower() in _lower_table(provider) for package in _USUAL
        )
    )


@cache
def _lower_table(provider: str) -> str:
    return _table("ocf", provider).lower()


@cache
def agent(cls: str, provider: str, type: str) -> Agent | None:
    """The facts about an agent; None: nothing is known. `provider` is empty but for class ocf."""
    if not _WORD.fullmatch(type):
        return None
    table = _table(cls, provider)
    start = table.find(f"\nagent\t{type}\t")
    if start < 0:
        return None
    end = min(at for at in (table.find("\nagent\t", start + 1), len(table)) if at > 0)
    head, *rows = table[start + 1 : end].splitlines()
    package = head.split("\t")[2]
    found = re.search(rf"^from\t({re.escape(package)} .*)", table, re.M)
    parameters = [_parameter(row.split("\t")) for row in rows if row.startswith("parameter\t")]
    actions = [_action(row.split("\t")) for row in rows if row.startswith("action\t")]
    if cls == "stonith":
        # So does Pacemaker change what a fence agent says before it shows it to anybody.
        parameters = [p._replace(required=p.required and p.name != "action") for p in parameters]
        actions += [Action("stop", "20s"), Action("start", "20s")]
    return Agent(
        ":".join(part for part in (cls, provider, type) if part),
        found[1] if found else package,
        MappingProxyType({p.name: p for p in parameters}),
        tuple(actions),
    )


def names() -> Iterator[str]:
    """All agents that are known: ocf:heartbeat:IPaddr2, stonith:fence_ipmilan."""
    for stem in (n.removesuffix(".tsv") for n in sorted(os.listdir(_FOLDER)) if n.endswith(".tsv")):
        cls, _, provider = stem.partition("-")
        start = f"{cls}:{provider}:" if provider else f"{cls}:"
        for name in re.findall(r"(?m)^agent\t([^\t\n]+)", _table(cls, provider)):
            yield start + name


def near(cls: str, provider: str, type: str) -> str | None:
    """The whole name of a known agent that was probably meant: the type in another case, at another
    provider, or misspelt."""
    known = [name for name in names() if name.startswith(f"{cls}:")]
    types = {name.rpartition(":")[2] for name in known}
    same = next((t for t in sorted(types) if t.lower() == type.lower()), None)
    meant = same if same is not None else suggest(type, sorted(types))
    found = [name for name in known if name.endswith(f":{meant}")]
    return next(
        (n for n in found if n.startswith(f"{cls}:{provider}:")), found[0] if found else None
    )


@cache
def _of_the_fencer() -> frozenset[str]:
    from hadoctor.model.pacemaker.option import Place
    from hadoctor.model.pacemaker.options import names

    return frozenset(names(Place.FENCE))


@cache
def _table(cls: str, provider: str) -> str:
    """One file of facts, a row for each fact; empty for a class or provider of which none are."""
    stem = f"{cls}-{provider}" if provider else cls
    if not re.fullmatch(r"[a-z0-9-]+", stem):
        return ""
    try:
        with open(os.path.join(_FOLDER, f"{stem}.tsv"), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def _parameter(row: list[str]) -> Parameter:
    _, name, kind, flags, default, words, obsoletes, group = row + [""] * (8 - len(row))
    return Parameter(
        name,
        kind,
        required="required" in flags.split(),
        unique="unique" in flags.split(),
        default=_plain(default[1:]) if default else None,
        words=tuple(map(_plain, words.split("|"))) if words else (),
        deprecated="deprecated" in flags.split(),
        obsoletes=obsoletes,
        reloadable="reloadable" in flags.split(),
        unique_group=group,
    )


def _action(row: list[str]) -> Action:
    _, name, timeout, interval, role, depth, delay, flags = row + [""] * (8 - len(row))
    return Action(
        name, timeout, interval, role, depth, delay, "automatic" in flags, "on_target" in flags
    )


def _plain(text: str) -> str:
    """A text as it was before it was put on one line."""
    escapes = {"t": "\t", "n": "\n", "\\": "\\"}
    return re.sub(r"\\([tn\\])", lambda m: escapes[m[1]], text) if "\\" in text else text
