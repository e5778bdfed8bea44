"""A description as TOML text: what questions, options and existing clusters become."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Lines = Iterator[str]


def toml(data: Mapping[str, Any]) -> str:
    """Tables of tables and lists of tables below their heads; plain values first."""
    return "\n".join(_table(data, ())).strip("\n") + "\n"


def _table(data: Mapping[str, Any], path: tuple[str, ...]) -> Lines:
    for key, value in data.items():
        if not _deep(value):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in data.items():
        here = (*path, key)
        name = ".".join(map(_key, here))
        if isinstance(value, Mapping):
            yield from ("", f"[{name}]")
            yield from _table(value, here)
        elif _deep(value):
            for one in value:
                yield from ("", f"[[{name}]]")
                yield from _table(one, here)


def _deep(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, Sequence) and bool(value) and isinstance(value[0], Mapping)


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if plain else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value)
