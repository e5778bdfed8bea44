"""The objects of a configuration while it is put together, found by the names that refer to them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from hadoctor.model.crm.kinds import KINDS
from hadoctor.syntax.element import Element

_GLOB = frozenset("*?[")
_LOOKS = 1_000_000
"""Names that are compared with wildcards before a wildcard is only a character: a bound for texts
that are full of them."""
_COMPILING = 100
"""What a pattern costs before it is compared, in comparisons."""


class Object:
    """One object: what a statement made, and where it went since."""

    __slots__ = ("_firsts", "element", "id", "index", "made", "parent", "tag", "written")

    def __init__(self, element: Element, id: str, tag: str, written: Element) -> None:
        self.element = element
        self.made = element
        """The element of its own statement; another may take its place, inside a container."""
        self.id = id
        self.tag = tag
        """The kind, a key of KINDS; the element of rsc_defaults is a meta_attributes."""
        self.written = written
        """The statement, for its place."""
        self.parent: Object | None = None
        """The container that it became a member of."""
        self.index: dict[Hashable, Element] | None = None
        """What a kind of statement has to find again in the object; it keeps it itself."""
        self._firsts: dict[str, str] | None = None

    @property
    def keyword(self) -> str:
        return KINDS[self.tag].keyword

    @property
    def is_node(self) -> bool:
        return self.tag == "node"

    def first(self, tag: str) -> str:
        """The id of the first element with that tag inside the object; empty: none or no id."""
        if self._firsts is None:
            self._firsts = {}
            for each in self.element.walk():
                if each is not self.element:
                    self._firsts.setdefault(each.tag, each.id)
        return self._firsts.get(tag, "")

    def grown(self, child: Element) -> None:
        """The object has got a child, behind all others of its kind."""
        if self._firsts is not None:
            for each in child.walk():
                self._firsts.setdefault(each.tag, each.id)

    def changed(self) -> None:
        """Forget what was looked up: the element is another one."""
        self._firsts = None
        self.index = None


class Objects:
    """All objects in the order of their creation.

    Names in the text are patterns: the shell looks them up with `*`, `?` and `[]` as wildcards, and
    takes the first object that matches. A node has two names, its id and its uname.
    """

    def __init__(self) -> None:
        self._all: list[Object] = []
        self._others: dict[str, Object] = {}
        self._nodes: dict[str, Object] = {}
        self._looks = 0

    def __iter__(self) -> Iterator[Object]:
        return iter(self._all)

    def add(self, new: Object) -> None:
        self._all.append(new)
        if new.is_node:
            self._nodes.setdefault(new.id, new)
            self._nodes.setdefault(new.element.get("uname") or new.id, new)
        else:
            self._others.setdefault(new.id, new)

    def other(self, name: str) -> Object | None:
        """The object of any kind but node: what the shell calls a resource."""
        if _GLOB.isdisjoint(name):
            return self._others.get(name)
        return self._match(name, nodes=False)

    def node(self, name: str) -> Object | None:
        if _GLOB.isdisjoint(name):
            return self._nodes.get(name)
        return self._match(name, nodes=True)

    def find(self, name: str) -> Object | None:
        """An object of any kind, the nodes last."""
        return self.other(name) or self.node(name)

    def _match(self, pattern: str, nodes: bool) -> Object | None:
        import re
        from fnmatch import translate

        names = self._nodes if nodes else self._others
        if self._looks > _LOOKS:
            return names.get(pattern)
        self._looks += len(self._all) + _COMPILING
        match = re.compile(translate(pattern)).match
        for each in self._all:
            if each.is_node is nodes and any(map(match, _names(each))):
                return each
        return None

    def ids(self) -> Iterable[str]:
        """What a constraint may name."""
        return self._others.keys()

    def last(self, tag: str) -> Object | None:
        """The object of that kind that was made last."""
        return next((each for each in reversed(self._all) if each.tag == tag), None)


def _names(found: Object) -> tuple[str, ...]:
    if not found.is_node:
        return (found.id,)
    return tuple(filter(None, (found.id, found.element.get("uname"))))
