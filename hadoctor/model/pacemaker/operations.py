"""Operations of a primitive: what runs when, and how long it may take."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.pacemaker.settings import Settings
from hadoctor.source import Span
from hadoctor.syntax.element import Element


class Operation(NamedTuple):
    """One `op`. A value of `attributes` counts before the meta attribute of the same name."""

    element: Element
    meta: Settings
    params: Settings

    @property
    def name(self) -> str:
        return self.element.get("name") or ""

    @property
    def span(self) -> Span:
        return self.element.span

    def get(self, name: str) -> str | None:
        """What is written for an attribute: on the operation itself, or in its meta attributes."""
        own = self.element.get(name)
        if own is not None:
            return own
        setting = self.meta.get(name)
        return None if setting is None else setting.value

    def place(self, name: str) -> Span:
        """Where it is written; the operation, where it is not."""
        setting = self.meta.get(name)
        if self.element.get(name) is None and setting is not None:
            return setting.at
        return self.element.place(name)

    @property
    def interval(self) -> str:
        """As written; "0" where it is not: it runs once."""
        return self.get("interval") or "0"

    @property
    def role(self) -> str | None:
        return self.get("role")

    @property
    def enabled(self) -> bool:
        from hadoctor.model.pacemaker import values

        return values.boolean(self.get("enabled") or "true") is not False
