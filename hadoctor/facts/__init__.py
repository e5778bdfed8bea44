"""Facts: what is known about one node or one input. Each kind is a type; it is there, or `Unknown`
with the reason. Suppliers (`files`, later a node's probes) make them; rules ask for them."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Unknown(NamedTuple):
    """A fact that is not to be had, and why: the rules that need it are skipped, and say so."""

    why: str


class Facts:
    """A set of facts by kind. Immutable; `with_` gives a larger one."""

    def __init__(self, known: dict[type, Any], reasons: dict[type, str] | None = None) -> None:
        self._known = known
        self._reasons = reasons or {}

    def get(self, kind: type[T]) -> T | Unknown:
        if kind in self._known:
            value: T | Unknown = self._known[kind]
            return value
        return Unknown(self._reasons.get(kind, _why_not(kind)))

    def with_(self, **facts: Any) -> Facts:
        return Facts({**self._known, **{type(f): f for f in facts.values()}}, self._reasons)


def _why_not(kind: type) -> str:
    return getattr(kind, "ABSENT", "not among the inputs")
