"""The settings of SBD: /etc/sysconfig/sbd or /etc/default/sbd, as its service reads them.

systemd reads the file as the environment of sbd and of Pacemaker: lines NAME=value, with or without
quotes; the last line of a name counts. Defaults are those of sbd(8).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hadoctor.model.pacemaker import values
from hadoctor.source import Source, Span

WATCHDOG_TIMEOUT = 5_000
"""Milliseconds of SBD_WATCHDOG_TIMEOUT where it is not set."""
_LINE = re.compile(rb"^[ \t]*(SBD_[A-Z_]+)[ \t]*=([^\r\n]*)", re.MULTILINE)
_QUOTED = re.compile(r"""(["'])(.*)\1""", re.DOTALL)


class Variable(NamedTuple):
    name: str
    value: str
    at: Span
    """The value without its quotes; where it is empty, the line."""


class Sbd(NamedTuple):
    source: Source
    variables: dict[str, Variable]

    def get(self, name: str) -> Variable | None:
        """A variable that is set to something."""
        found = self.variables.get(name)
        return found if found is not None and found.value else None

    @property
    def devices(self) -> tuple[str, ...]:
        """The disks of SBD_DEVICE; none: SBD has only the watchdog."""
        found = self.get("SBD_DEVICE")
        names = found.value.split(";") if found is not None else ()
        return tuple(name.strip() for name in names if name.strip())

    @property
    def watchdog_timeout(self) -> int:
        """Milliseconds after which the watchdog resets a node; with disks theirs count instead."""
        found = self.get("SBD_WATCHDOG_TIMEOUT")
        size = values.milliseconds(found.value) if found is not None else None
        return size or WATCHDOG_TIMEOUT


def read(source: Source) -> Sbd:
    found: dict[str, Variable] = {}
    for match in _LINE.finditer(source.data):
        name, text = match[1].decode(), match[2].decode("latin-1")
        start = match.end(2) - len(text.lstrip(" \t"))
        text = text.strip(" \t")
        end = start + len(text)
        quoted = _QUOTED.fullmatch(text)
        if quoted:
            start, end, text = start + 1, end - 1, quoted[2]
        at = source.span(start, end) if text else source.span(match.start(1), match.end(2))
        found[name] = Variable(name, text, at)
    return Sbd(source, found)
