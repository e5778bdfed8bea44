"""Pasted shells: statements in the wrappings in which tutorials and terminals show them.

    crm configure primitive vip IPaddr2 params ip=10.0.0.9      a command line, with or without sudo
    crm(live/node1)configure# property stonith-enabled=false    a session, with its prompt
    crm configure <<EOF … EOF                                   a here-document

Such a text is no file for `crm configure load`; what it would have the shell do is read all the same.
Wrappings are blanked out, so that every place stays where it is. A text without any is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.crm.kinds import KINDS
from hadoctor.source import Source, Span, suggest

COMMANDS = frozenset(
    "assist bye cd cib cibstatus commit default-timeouts delete down edit end erase exit filter"
    " get-property get_property graph help load ls modgroup ptest quit ra refresh remove rename"
    " reset rm rsctest save schema set show simulate template up upgrade validate-all verify"
    " .. ?".split()
)
"""What a session takes beside statements: no configuration comes of it here."""
KEYWORDS = frozenset(kind.keyword for kind in KINDS.values()) | {
    *("collocation", "fencing-topology", "master", "resource", "xml"),
}

_ANSI = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b\([A-Z0-9]")
_CRM_PROMPT = r"crm\([^()\s]*\)[\w/ ]*\#[ \t]*"
_SHELL_PROMPT = r"(?:\[[^\]\n]{1,80}\]|[\w.@~:/()-]{1,80}(?:[ ][\w.~/-]{1,80})?)?[ ]?[$%>\#][ \t]+"
_SUDO = r"(?:sudo(?:[ \t]+-\S+)*[ \t]+)?"
# Possessive: `-f -f -f` can be read in many ways, and a hostile line must not have them all tried.
_OPTIONS = r"(?:[ \t]+(?>(?-i:-[fcDHXol])[ \t]+\S+|-\S+))*+"
_CONFIGURE = r"[ \t]+(?:cfg|conf(?:i(?:g(?:u(?:r(?:e)?)?)?)?)?)(?=[ \t\\]|$)[ \t]*"
_LINE = re.compile(
    rf"[ \t]*(?:(?P<crm>{_CRM_PROMPT})(?:{_SUDO}crm{_OPTIONS}{_CONFIGURE})?"
    rf"|(?P<shell>{_SHELL_PROMPT})?{_SUDO}crm(?={_OPTIONS}[ \t\\]|{_OPTIONS}$)"
    rf"(?P<configure>{_OPTIONS}{_CONFIGURE})?)",
    re.IGNORECASE,
)
_CRM = re.compile(r"\bcrm\b")
_HERE = re.compile(r"<<-?[ \t]*['\"]?(\w+)")
_CONFIGURE_ALONE = re.compile(_CONFIGURE.removeprefix(r"[ \t]+"), re.IGNORECASE)
_FIRST = re.compile(r"[^\s\\]+")


class Unwrapped(NamedTuple):
    """`source` is what to read: the same bytes, with a `text` that has blanks for wrappings."""

    source: Source
    at: Span | None = None
    """The first wrapping; None where there is none."""
    comments: bool = False
    """Whether all wrappings begin with `#`: the shell takes them for comments."""
    colours: Span | None = None
    """The first escape sequence of a terminal. They are left out, so that columns are those that a
    person has seen."""


def unwrap(source: Source) -> Unwrapped:
    colours = None
    if b"\x1b" in source.data and (found := _ANSI.search(source.data)):
        plain = Source(source.name, _ANSI.sub(b"", source.data))
        colours = Span(plain, found.start(), min(found.start() + 1, len(plain.data)))
        source = plain
    if b"crm" not in source.data:
        return Unwrapped(source, colours=colours)
    for root_prompt in (False, True):
        masked = _Masked(source, root_prompt=root_prompt)
        # One comment that mentions the command is no session.
        if masked.at is not None and (masked.wrappings > 1 or not root_prompt):
            # The bytes stay, and with them what a report shows; only the reader sees the blanks.
            reading = Source(source.name, source.data)
            reading.text = masked.text
            return Unwrapped(reading, Span(reading, *masked.at), root_prompt, colours)
        if masked.statements:
            break
    return Unwrapped(source, colours=colours)


class _Masked:
    """A text with blanks for wrappings. `root_prompt`: a `#` before `crm` is a prompt, no comment."""

    def __init__(self, source: Source, *, root_prompt: bool) -> None:
        self.root_prompt = root_prompt
        self.at: tuple[int, int] | None = None
        self.wrappings = 0
        self.statements = 0
        """Statements that stand without a wrapping."""
        self.marker = ""
        self.wrapped = any(
            self._wrapping(line) or _here_document(line) for line in _lines(source.text)
        )
        self.text = "".join(self._lines(source.text))

    def _lines(self, text: str) -> Iterator[str]:
        at = 0
        continued = hidden = False
        for line in _lines(text):
            if continued:
                new = _blank(line) if hidden else re.sub(r"\A([ \t]*)> ", r"\1  ", line)
                if self.at is None:
                    new = line
            else:
                new = self._line(line, at)
                hidden = not new.strip() and bool(line.strip())
            yield new
            continued = line.rstrip().endswith("\\")
            at += len(line)

    def _line(self, line: str, at: int) -> str:
        if self.marker and line.strip() == self.marker:
            self.marker = ""
            return _blank(line)
        here = None if self.marker else _here_document(line)
        match = None if self.marker else self._wrapping(line)
        if match is None and here is None:
            return self._bare(line)
        self.wrappings += 1
        if self.at is None:
            start = len(line) - len(line.lstrip())
            end = match.end() if match is not None else len(line.rstrip())
            self.at = (at + start, at + max(end, start))
        if match is None or here is not None:
            self.marker = here[1] if here is not None else ""
            return _blank(line)
        if match["crm"] is None and match["configure"] is None:
            return _blank(line)
        return _blank(line[: match.end()]) + self._statement(line[match.end() :])

    def _wrapping(self, line: str) -> re.Match[str] | None:
        match = _LINE.match(line)
        if match is not None and (match["shell"] or "").strip() == "#" and not self.root_prompt:
            return None
        return match

    def _bare(self, line: str) -> str:
        """A line without wrapping; between wrappings it can be a command, or what one printed."""
        first = _FIRST.search(line)
        word = first[0].lower() if first else ""
        if word in KEYWORDS:
            self.statements += self.at is None
            return line
        if not self.wrapped or not word:
            return line
        if word.startswith("#"):
            return _blank(line) if word.startswith("#!") else line
        if _CONFIGURE_ALONE.match(line.lstrip()):
            return self._statement(line)
        if word in COMMANDS or not (self.marker or suggest(word, list(KEYWORDS))):
            return _blank(line)
        return line

    def _statement(self, rest: str) -> str:
        """What stands behind a prompt or `crm configure`."""
        before = ""
        first = _FIRST.search(rest)
        word = first[0].lower() if first else ""
        if first is not None and _CONFIGURE_ALONE.match(word):
            # The level, and perhaps a statement behind it.
            before, rest = _blank(rest[: first.end()]), rest[first.end() :]
            first = _FIRST.search(rest)
            word = first[0].lower() if first else ""
        if not word or word in COMMANDS or word == "#":
            return before + _blank(rest)
        # Another command on the same line is another line.
        return before + re.sub(
            r"(?<=[ \t])(?:;|&&)(?=[ \t]+(?:sudo[ \t]+)?crm[ \t])", _newline, rest
        )


def _here_document(line: str) -> re.Match[str] | None:
    """The mark of a here-document that goes to the shell, whatever stands before it."""
    return _HERE.search(line) if "<<" in line and _CRM.search(line) else None


def _newline(match: re.Match[str]) -> str:
    return "\n".rjust(len(match[0]))


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _lines(text: str) -> Iterator[str]:
    """Lines as the shell's reader has them: a carriage return alone ends one, too."""
    return (m[0] for m in re.finditer(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", text))
