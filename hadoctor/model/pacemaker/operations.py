"""Operations of a primitive: what runs when, and how long it may take."""

from __future__ import annotations

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.settings import NONE, Settings
from hadoctor.source import Span
from hadoctor.syntax.element import Element


class Operation:
    """One `op`. A value of `attributes` counts before the meta attribute of the same name."""

    __slots__ = ("element", "enabled", "interval", "meta", "name", "params", "role")

    def __init__(self, element: Element, meta: Settings, params: Settings) -> None:
        self.element = element
        self.meta = meta
        self.params = params
        self.name = element.get("name") or ""
        self.interval = self.get("interval") or "0"
        """As written; "0" where it is not: it runs once."""
        self.role = self.get("role")
        enabled = self.get("enabled")
        self.enabled = enabled is None or values.boolean(enabled or "true") is not False

    @property
    def span(self) -> Span:
        return self.element.span

    def get(self, name: str) -> str | None:
        """What is written for an attribute: on the operation itself, or in its meta attributes."""
        own = self.element.attributes.get(name)
        if own is not None:
            return own.text
        if self.meta is NONE:
            return None
        setting = self.meta.get(name)
        return None if setting is None else setting.value

    def place(self, name: str) -> Span:
        """Where it is written; the operation, where it is not."""
        setting = self.meta.get(name)
        if setting is not None and self.element.get(name) is None:
            return setting.at
        return self.element.place(name)
