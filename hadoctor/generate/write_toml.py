"""A description as TOML text: what questions, options and existing clusters become."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hadoctor.generate.values import is_secret

Lines = Iterator[str]


def toml(data: Mapping[str, Any]) -> str:
    """Tables of tables and lists of tables below their heads; plain values first."""
    return "\n".join(_table(data, ())).strip("\n") + "\n"


def without_secrets(text: str) -> str:
    """The same description, its secrets empty: as such it is not taken, until they are filled in."""
    import tomllib

    return toml(_emptied(tomllib.loads(text)))


def _emptied(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _emptied(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_emptied(one) for one in value]
    return "" if is_secret(key) else value


def _table(data: Mapping[str, Any], path: tuple[str, ...]) -> Lines:
    for key, value in data.items():
        if not _deep(value):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in data.items():
        here = (*path, key)
        name = ".".join(map(_key, here))
        if isinstance(value, Mapping):
            if not value or not all(map(_deep, value.values())):
                yield from ("", f"[{name}]")
            yield from _table(value, here)
        elif _deep(value):
            for one in value:
                yield from ("", f"[[{name}]]")
                yield from _table(one, here)


def _deep(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    several = isinstance(value, (list, tuple)) and bool(value)
    return several and all(isinstance(one, Mapping) for one in value)


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if plain else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value)
