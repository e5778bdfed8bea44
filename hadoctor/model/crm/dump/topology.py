"""The fencing topology."""

from __future__ import annotations

from hadoctor.model.crm.dump.look import Look, UnprintableError, need
from hadoctor.model.crm.dump.tree import Node


def topology(node: Node, look: Look) -> list[str]:
    """The levels of each target in the order of their indexes. When all nodes have the same levels
    the targets are left out."""
    levels: dict[tuple[str | None, ...], dict[str, str]] = {}
    for level in node.all("fencing-level"):
        index, devices = need(level.get("index")), need(level.get("devices"))
        levels.setdefault(_target(level), {})[index] = devices
    lists = {target: _ordered(by_index) for target, by_index in levels.items()}
    if len(set(lists.values())) == 1 and len(lists) == len(look.nodes):
        return [f"fencing_topology {next(iter(lists.values()))}"]
    return ["fencing_topology", *(f"{_named(target)} {text}" for target, text in lists.items())]


def _target(level: Node) -> tuple[str | None, ...]:
    pattern = level.get("target-pattern")
    if pattern is not None:
        return ("pattern", pattern)
    attribute = level.get("target-attribute")
    if attribute is not None:
        return ("attr", attribute, level.get("target-value"))
    return ("node", level.get("target"))


def _named(target: tuple[str | None, ...]) -> str:
    if target[0] == "node":
        return f"{need(target[1])}:"
    return f"{target[0]}:{'='.join(str(part) for part in target[1:])}"


def _ordered(by_index: dict[str, str]) -> str:
    """The shell looks the numbers up again as it would write them, so `01` is lost on it."""
    try:
        numbers = sorted(int(index) for index in by_index)
        return " ".join(by_index[str(number)] for number in numbers)
    except (ValueError, KeyError):
        raise UnprintableError from None
