"""Every key and value of a TOML text is found where it stands."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hadoctor.generate.toml_places import Path, Places
from hadoctor.generate.write_toml import toml

KEYS = st.sampled_from(["a", "b", "a-b", "with blank", "é", "dot.ted", "1"])
LEAVES = st.one_of(
    st.integers(0, 99), st.booleans(), st.text("ab\\\"'#[]{}=,\n é", max_size=8), st.just("x")
)
INLINE = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def inline(value: Any) -> str:
    """On one line, with blanks as people set them."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {inline(one)}" for key, one in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return "[\n  # two\n  " + ",\n  ".join(map(inline, value)) + " ]"
    return json.dumps(value, ensure_ascii=False)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from leaves(one, (*path, number))
    else:
        yield path, value


def stands_at(text: str, line: int, column: int) -> str:
    return "\n".join(text.split("\n")[line - 1 :])[column - 1 :]


@given(st.dictionaries(KEYS, INLINE, max_size=4))
def test_inline_values(data: dict[str, Any]) -> None:
    text = "# a comment = 1\n" + "".join(
        f"{json.dumps(key)} = {inline(value)} # end\n" for key, value in data.items()
    )
    assert tomllib.loads(text) == data
    places = Places(text)
    for path, value in leaves(data):
        found = stands_at(text, *places.value(path))
        assert found.startswith(json.dumps(value, ensure_ascii=False)), (path, found)


TABLES = st.recursive(
    st.dictionaries(KEYS, LEAVES, max_size=3),
    lambda inner: st.dictionaries(
        KEYS, LEAVES | inner | st.lists(inner, min_size=1, max_size=2), max_size=3
    ),
    max_leaves=5,
)


@given(TABLES)
def test_tables(data: dict[str, Any]) -> None:
    text = toml(data)
    assert tomllib.loads(text) == data
    places = Places(text)
    for path, value in leaves(data):
        assert stands_at(text, *places.value(path)).startswith(json.dumps(value)), path
        key = stands_at(text, *places.key(path))
        assert key.startswith((str(path[-1]), json.dumps(path[-1]))), path


@given(st.text("ab[]{}=\"'#\n,. \\", max_size=60))
def test_any_text_ends(text: str) -> None:
    at = Places(text).value(("a", 0, "b"))
    assert at.line >= 1
    assert at.column >= 1
