"""Saved facts of real nodes in which somebody has changed something: refused, or judged; nothing breaks."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hadoctor.engine import run
from hadoctor.facts.files import given as read_given
from hadoctor.facts.saved import dump
from hadoctor.probe import node
from hadoctor.probe.frozen import Frozen
from hadoctor.registry import chosen
from hadoctor.report import human
from hadoctor.target import DEFAULTS

FOLDER = Path(__file__).parents[2] / "fixtures" / "nodes"
NODES = ("cluster-sound", "cluster-trouble", "cluster-device")
NASTY: tuple[Any, ...] = (
    *(None, True, -1, 0, 10**18, 10**30, 10**400, 1e308, float("nan"), float("inf")),
    *(
        "",
        "\ud800",
        "\0",
        "a\nb",
        "\u202e",
        "x" * 10_000,
        "-5",
        "9" * 30,
        "10.0.0.1/99",
        "\u0663",
        "²",
    ),
    *([], {}, [[]], [None], {"unknown": "x"}, {"unknown": 5}),
)


@cache
def saved(name: str) -> Any:
    answers = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return json.loads(dump(node.ask(Frozen(answers)).node))


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with a key, the deepest last."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in items:
        yield value, key
        if isinstance(one, (dict, list)):
            yield from places(one)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NODES), st.integers(0), st.sampled_from(NASTY))
def test_anything_may_be_anything(name: str, number: int, nasty: Any) -> None:
    changed = copy.deepcopy(saved(name))
    where = list(places(changed))
    container, key = where[number % len(where)]
    container[key] = nasty
    others = [other for other in NODES if other != name]
    texts = [("changed.json", changed), *((f"{other}.json", saved(other)) for other in others)]
    found = [
        one for file, data in texts for one in read_given(file, json.dumps(data).encode(), DEFAULTS)
    ]
    report = run(found, chosen())
    assert not report.broken
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    human.render(report, stream, verbose=True)
    stream.flush()
