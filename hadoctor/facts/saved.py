"""The facts of a node as a file, secrets left out, and back.

hadoctor show facts > node1.json        on the node
hadoctor check node1.json node2.json    anywhere
"""

from __future__ import annotations

import json
from typing import Any

from hadoctor.facts import Unknown
from hadoctor.facts.freeze import ThawError, freeze, thaw
from hadoctor.facts.language import SAVED as MARK
from hadoctor.facts.live import Node, Text
from hadoctor.secret import masked
from hadoctor.source import shown

FORMAT = 1


def dump(node: Node) -> str:
    """JSON text of the facts. Passwords and keys are not in it."""
    texts: dict[str, Any] = {}
    for name, text in node.texts.items():
        if isinstance(text, Unknown):
            texts[name] = {"unknown": text.why}
        else:
            texts[name] = {"origin": text.origin, "text": shown(masked(text.data))}
    return json.dumps(
        {
            "format": f"{MARK}-{FORMAT}",
            "node": node.name,
            "taken": node.taken,
            "texts": texts,
            "facts": dict(sorted((k.__name__, freeze(fact)) for k, fact in node.facts.items())),
        },
        # By its first words such a file is known: the format comes first.
        indent=1,
    )


def load(data: bytes) -> Node:
    """Raises ThawError for what is no such file."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ThawError(f"no JSON: {error}") from error
    if not isinstance(found, dict) or found.get("format") != f"{MARK}-{FORMAT}":
        raise ThawError(f"'format' is not '{MARK}-{FORMAT}'")
    texts = {
        name: _text(name, one) for name, one in _object(found.get("texts", {}), "texts").items()
    }
    kinds = {kind.__name__: kind for kind in _kinds()}
    facts: dict[type, Any] = {}
    for name, one in _object(found.get("facts", {}), "facts").items():
        # A newer hadoctor may know more kinds.
        if name in kinds:
            facts[kinds[name]] = _fact(kinds[name], one)
    taken = thaw(float, found.get("taken", 0), "taken")
    return Node(thaw(str, found.get("node", "?"), "node"), taken, texts, facts)


def _fact(kind: type, data: Any) -> Any:
    """The place of what does not fit begins with the name of the fact."""
    try:
        return thaw(kind, data)
    except ThawError as error:
        raise ThawError(f"facts.{error}") from error


def _text(name: str, one: Any) -> Text | Unknown:
    if isinstance(one, dict) and isinstance(one.get("unknown"), str):
        return Unknown(one["unknown"])
    if not isinstance(one, dict) or not all(
        isinstance(one.get(k), str) for k in ("origin", "text")
    ):
        raise ThawError(f"texts.{name} has no origin and text")
    return Text(one["origin"], one["text"].encode("utf-8", "replace"))


def _object(value: Any, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ThawError(f"{at} is no object")
    return value


def _kinds() -> tuple[type, ...]:
    from hadoctor.facts.node.all import KINDS

    return KINDS
