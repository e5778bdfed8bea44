"""The names of a text: which one may have been meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hadoctor.model.crm.kinds import RESOURCES
from hadoctor.source import suggest

_COMPARISONS = 50_000
"""Names compared in one run to find a near one; after that nothing is suggested."""


class Names:
    """The ids that statements give, with their kinds.

    `unread`: ids of statements that could not be read. What refers to them is not to blame.
    """

    def __init__(self, kinds: Mapping[str, str], unread: Collection[str]) -> None:
        self._kinds = kinds
        self._unread = frozenset(unread)
        self._left = _COMPARISONS

    def unread(self, name: str) -> bool:
        return name in self._unread

    def tag(self, name: str) -> str:
        """The kind of the object that a statement gives that id; empty: there is none."""
        return self._kinds.get(name, "")

    def near(self, name: str) -> str | None:
        """The id of a resource that `name` may be a slip of."""
        self._left -= len(self._kinds)
        if self._left < 0:
            return None
        resources = [n for n, tag in self._kinds.items() if tag in RESOURCES]
        return suggest(name, resources)
