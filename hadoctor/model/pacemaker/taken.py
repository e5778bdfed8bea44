"""Which values an agent takes for a parameter, where that is certain.

The words are from the agents themselves (resource-agents 4.12 to 4.18: the values that they tell apart
and refuse the rest), and from the choices in the meta-data of fence agents.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from hadoctor.finding import Severity
from hadoctor.model.pacemaker.agents import Agent


class Fault(NamedTuple):
    message: str
    why: str
    meant: str | None = None
    severity: Severity | None = None


_REFUSED = "the agent reports an error in its configuration: it runs on no node"
_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("ocf:heartbeat:LVM-activate", "vg_access_mode"): (
            "lvmlockd",
            "clvmd",
            "system_id",
            "tagging",
        ),
        ("ocf:heartbeat:LVM-activate", "activation_mode"): ("exclusive", "shared"),
        ("ocf:heartbeat:pgsql", "rep_mode"): ("none", "sync", "async", "slave"),
        ("ocf:heartbeat:portblock", "protocol"): ("tcp", "udp"),
        ("ocf:heartbeat:portblock", "action"): ("block", "unblock"),
        ("ocf:heartbeat:iSCSITarget", "implementation"): ("iet", "tgt", "lio", "lio-t", "scst"),
        ("ocf:heartbeat:iSCSILogicalUnit", "implementation"): (
            "iet",
            "tgt",
            "lio",
            "lio-t",
            "scst",
        ),
    }
)
_PATHS = {
    ("ocf:heartbeat:Filesystem", "directory"),
    ("ocf:heartbeat:exportfs", "directory"),
    ("ocf:heartbeat:VirtualDomain", "config"),
}
"""Parameters that are a path from the root of the file system: agents run in a directory of no meaning."""
_YES = {"yes", "true", "1", "YES", "TRUE", "True", "ja", "on", "ON"}
"""What `ocf_is_true` of the agents takes for yes; everything else is no, `Yes` too."""
_OTHER_SHELLS = ("azure-events", "gcp-", "dummypy", "storage-mon", "ldirectord")
"""Agents that are no shell scripts and read a boolean in their own way."""
_NO = {"no", "false", "0", "off", "nein", "n", "f", ""}


def fault(agent: Agent, name: str, value: str) -> Fault | None:
    parameter = agent.parameters.get(name)
    if parameter is None or "$" in value or "{" in value:
        return None
    words = _WORDS.get((agent.name, name))
    if words is not None and value not in words:
        listed = ", ".join(words)
        return Fault(f"{name} '{value}' is none of {listed}", _REFUSED, _meant(value, words))
    if value != value.strip() and value.strip() and not _is_text(name):
        why = "the blank is a part of the value"
        said = f"the value of {name} has a blank at its edge: '{value}'"
        return Fault(said, why, value.strip(), Severity.WARNING)
    if (agent.name, name) in _PATHS and value and not value.startswith("/"):
        return Fault(f"{name} '{value}' is no path from the root", "the agent does not find it")
    if parameter.type == "select" and parameter.words and agent.name.startswith("stonith:"):
        listed = ", ".join(w for w in parameter.words if w)
        if value not in parameter.words and value:
            why = "the fence agent stops with an error: the device cannot fence"
            return Fault(f"{name} '{value}' is none of {listed}", why)
    if parameter.type == "boolean" and agent.name.startswith("ocf:heartbeat:"):
        if agent.type.startswith(_OTHER_SHELLS):
            return None
        return _switch(name, value)
    return None


def _switch(name: str, value: str) -> Fault | None:
    """Agents take few words for yes, and every other for no."""
    lower = value.lower()
    if lower in _NO or value in _YES:
        return None
    words = (*_YES, "y", "t", "enable", "enabled", "ture", "ok")
    if lower in words or _meant(lower, ("true", "yes")):
        why = "the agent takes every word but yes, true, on and 1 for no"
        return Fault(f"{name} '{value}' counts as no", why, "true", Severity.WARNING)
    return None


def _meant(value: str, words: tuple[str, ...]) -> str | None:
    from hadoctor.source import suggest

    plain = {w: w.replace("-", "_") for w in words}
    same = next((w for w in words if plain[w] == value.lower().replace("-", "_")), None)
    return same or suggest(value, list(words), distance=1)


def _is_text(name: str) -> bool:
    """Whether blanks at the edges may be meant: texts, patterns, commands, what is secret."""
    return any(
        part in name.lower()
        for part in (
            "pass",
            "key",
            "secret",
            "token",
            "regex",
            "sql",
            "opt",
            "cmd",
            "command",
            "desc",
            "subject",
        )
    )
