"""The fact of a hosts file (/etc/hosts), read as the C library reads it: words between blanks, `#`
and NUL end a line, a line whose first word is no address in its usual form is none."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from hadoctor.model.address import Literal, parse
from hadoctor.source import Source, Span

_LINE = rb"[^\n#\0]*"
_WORD = rb"[^ \t\v\f\r]+"


class Mapping(NamedTuple):
    """A name and the address that a line of the file gives it."""

    literal: Literal
    address: Span
    name: Span


class Hosts:
    """The names of a hosts file. Nothing is read before a rule asks for a name."""

    ABSENT = (
        "needs the node: its hosts file, as 'hosts' beside corosync.conf or in the folder above"
    )

    def __init__(self, source: Source) -> None:
        self.source = source

    @cached_property
    def _places(self) -> dict[bytes, list[tuple[int, int, int, int]]]:
        """Offsets of address and name, by the name in small letters."""
        data = self.source.data
        line, word = re.compile(_LINE), re.compile(_WORD)
        found: dict[bytes, list[tuple[int, int, int, int]]] = {}
        for start in self.source.line_starts:
            match = line.match(data, start)
            words = word.finditer(data, start, match.end() if match else start)
            address = next(words, None)
            if address is None:
                continue
            for name in words:
                found.setdefault(name[0].lower(), []).append((*address.span(), *name.span()))
        return found

    def mappings(self, name: str) -> tuple[Mapping, ...]:
        """What the file gives a name, in the order of its lines. The name has a character a byte,
        as values of a corosync.conf have."""
        found = []
        for start, end, first, last in self._places.get(
            name.encode("latin-1", "replace").lower(), ()
        ):
            literal = _strict(self.source.text[start:end])
            if literal is not None:
                spans = self.source.span(start, end), self.source.span(first, last)
                found.append(Mapping(literal, *spans))
        return tuple(found)

    def resolve(self, name: str, families: tuple[int, ...]) -> Mapping | None:
        """What getaddrinfo(3) takes from the file, and the daemon from that: the first family that
        the name has. All lines of a name count; a loopback address is sorted before all others, then
        the order is that of the file as far as the file alone decides it.
        """
        found = self.mappings(name)
        for family in families:
            fits = [m for m in found if m.literal.family == family]
            if families == (4,):
                # Asked for IPv4 only, the library takes ::1 for 127.0.0.1.
                fits = [m for m in found if m.literal.family == 4 or m.literal.loopback]
            if fits:
                return next((m for m in fits if m.literal.loopback), fits[0])
        return None


def _strict(text: str) -> Literal | None:
    """The forms of inet_pton(3) alone."""
    if len(text) > 45:
        return None
    literal = parse(text) if "." in text or ":" in text else None
    if not isinstance(literal, Literal) or (literal.family == 4 and str(literal) != text):
        return None
    return literal
