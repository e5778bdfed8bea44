"""What one line of corosync.conf means, by release: where the name and the key end, what may stand
beside a brace. The facts are those of the daemon's own reader, tried on each release.

The daemon reads with fgets(3) into 512 bytes, cuts the string at a NUL, strips one newline, one
carriage return, then blanks; a blank is a space or a tab, from 3.1.8 on also the single byte 0xA0.
"""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.target import Target

BUFFER = 511
"""What one fgets(3) reads at the most: a longer line does not fit, one of 511 bytes only without
its newline."""


class Reader(NamedTuple):
    """The habits of one release."""

    blanks: str
    """The characters that count as blank."""
    strict: bool
    """Refuses what it cannot use (3.x); 2.x drops it without a word."""
    refuses_empty_key: bool

    @staticmethod
    def of(target: Target) -> Reader:
        return Reader(
            blanks=" \t\xa0" if target.since("3.1.8") else " \t",
            strict=target.since("3.0"),
            refuses_empty_key=target.since("3.1.10"),
        )

    def content(self, line: str) -> str:
        """The line as the daemon looks at it: no line end, no blanks at its end."""
        if line.endswith("\n"):
            line = line[:-1]
        if line.endswith("\r"):
            line = line[:-1]
        return line.rstrip(self.blanks)

    def trim(self, text: str) -> tuple[int, int]:
        """Bounds of a name or key in `text`: blanks off, and trailing colons and braces, except that
        the first character always stays. 2.x leaves a name of one character untrimmed at its end."""
        start = len(text) - len(text.lstrip(self.blanks))
        end = len(text)
        while end - 1 > start and text[end - 1] in self.blanks + ":{":
            end -= 1
        if not self.strict and end - 1 == start:
            end = len(text)
        return start, max(start, end)

    def behind(self, text: str, mark: int) -> int:
        """Where the text behind the mark at index `mark` begins, its blanks skipped."""
        at = mark + 1
        while at < len(text) and text[at] in self.blanks:
            at += 1
        return at

    def open(self, text: str) -> tuple[int, int, int]:
        """Of a line with `{`: start and end of the section name, and where the text behind the brace
        begins."""
        after = self.behind(text, text.index("{"))
        if self.strict:
            start, end = self.trim(text[: after - 1])
        else:
            # 2.x trims the whole line first and cuts it behind the brace afterwards: what stands
            # behind the brace leaves the brace in the name.
            start, end = self.trim(text)
            end = max(start, min(end, after - 1))
        return start, end, after

    def pair(self, text: str) -> tuple[int, int, int]:
        """Of a line with `:`: start and end of the key, and where the value begins."""
        value = self.behind(text, text.index(":"))
        start, end = self.trim(text[: value - 1])
        return start, end, value
