"""Nodes of the cluster as the CIB knows them."""

from __future__ import annotations

from hadoctor.model.pacemaker.settings import Find, Settings
from hadoctor.source import Span
from hadoctor.syntax.element import Element


class Node:
    """One `<node>`."""

    def __init__(self, element: Element, find: Find) -> None:
        self.element = element
        self.attributes = Settings(element.all("instance_attributes"), find)
        self.utilization = Settings(element.all("utilization"), find)

    def __repr__(self) -> str:
        return f"Node({self.name})"

    @property
    def id(self) -> str:
        return self.element.id

    @property
    def name(self) -> str:
        return self.element.get("uname") or ""

    @property
    def name_at(self) -> Span:
        return self.element.place("uname")

    @property
    def type(self) -> str:
        """member, remote or ping; member where nothing is said."""
        return self.element.get("type") or "member"

    @property
    def is_member(self) -> bool:
        """Whether corosync runs on it (or should)."""
        return self.type in ("member", "normal")

    @property
    def span(self) -> Span:
        return self.element.span
