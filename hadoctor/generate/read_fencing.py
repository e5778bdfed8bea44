"""The fencing of a description: an agent, and what the device of each node is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hadoctor.generate.description import NONE, Fencing, Node
from hadoctor.generate.values import Values
from hadoctor.model.pacemaker.agents import agent as known_agent

_AGENT = re.compile(r"fence_[A-Za-z0-9_]{1,40}")
_PATH = ("fencing",)
_BY_ITSELF = frozenset(("plug", "port", "action"))
"""Where they are not given, Pacemaker tells the agent the name of the node, and what to do."""


def read_fencing(values: Values, given: object, nodes: Sequence[Node]) -> Fencing:
    if given is None:
        values.bad_key(
            _PATH,
            'what fences is not said: [fencing] agent = "fence_…", or agent = "none", which means that'
            " data can be damaged when a node hangs",
        )
        return Fencing(NONE)
    before = len(values.problems)
    table = values.table(given, _PATH)
    values.keys(table, _PATH, ("agent", "parameters", "nodes"))
    if "agent" not in table:
        values.bad_key(_PATH, 'the fencing needs an agent, as "fence_ipmilan", or "none"')
    agent = values.text(table, (*_PATH, "agent"), _AGENT, NONE)
    common = values.parameters(table.get("parameters", {}), (*_PATH, "parameters"))
    own = values.table(table.get("nodes", {}), (*_PATH, "nodes"))
    values.keys(own, (*_PATH, "nodes"), tuple(node.name for node in nodes))
    each = tuple(
        (name, values.parameters(one, (*_PATH, "nodes", name))) for name, one in own.items()
    )
    found = Fencing(agent, common, each)
    if agent == NONE and "agent" in table and (common or each):
        values.bad((*_PATH, "agent"), "there are parameters, and no agent that takes them")
    # What could not be read is not missing.
    for node in nodes if len(values.problems) == before else ():
        _device(values, found, node.name)
    return found


def _device(values: Values, fencing: Fencing, name: str) -> None:
    given = {key for key, _ in fencing.of(name)}
    at = (*_PATH, "nodes", name)
    if any(key.startswith("pcmk_host") for key in given):
        values.bad_key(at, "pcmk_host_…: which node a device fences is written by itself")
    missing = [need for need in _needed(fencing.agent) if not given.intersection(need)]
    if missing:
        names = " and ".join(f"'{need[0]}'" for need in missing)
        values.bad_key(at, f"{fencing.agent} needs {names} for '{name}'")


def _needed(agent: str) -> Iterator[tuple[str, ...]]:
    """The parameters without which the agent does not work, each with its old name, by its meta-data. An
    address they often do not call required, and then ask for one at run time."""
    known = known_agent("stonith", "", agent)
    for one in known.parameters.values() if known else ():
        needed = one.required or (one.name == "ip" and one.default is None)
        if (
            needed
            and not one.deprecated
            and one.name not in _BY_ITSELF
            and not _old(agent, one.name)
        ):
            yield (one.name, one.obsoletes) if one.obsoletes else (one.name,)


def _old(agent: str, name: str) -> bool:
    known = known_agent("stonith", "", agent)
    return known is not None and any(p.obsoletes == name for p in known.parameters.values())
