"""A statement's words, taken from left to right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from hadoctor.model.crm.dialect import Dialect
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.source import Span, suggest
from hadoctor.syntax.crm import Statement
from hadoctor.syntax.element import NOWHERE, Element, Value

IDENTIFIER = re.compile(r"[A-Za-z0-9_#$-][^=]*")
RESOURCE = re.compile(r"[A-Za-z_#$][^=]*")
SCORE = re.compile(r"([^:]+):")
_DESCRIPTION = re.compile(r"description=(.+)", re.IGNORECASE)
_ID = re.compile(r"\$id=(.*)", re.IGNORECASE)
_HEAD_ID = re.compile(r"([\w-]+):")
_ID_OR_REF = re.compile(r"(\$id-ref|\$id)=(.*)", re.IGNORECASE)
_ATTRIBUTE_NAME = re.compile(r"(?:\{[^{}]*\})?[A-Za-z_][\w.-]*", re.ASCII)


class StatementError(Exception):
    """Ends the reading of a statement."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


class Cursor:
    """Patterns must match a word as a whole; the empty word matches none, as in the shell."""

    __slots__ = ("at", "count", "dialect", "source", "statement", "texts", "words")

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        self.statement = statement
        self.source = statement.source
        self.dialect = dialect
        self.words = statement.words
        self.texts = [word.text for word in statement.words]
        self.count = len(self.words)
        self.at = 0

    # What stands here.

    @property
    def more(self) -> bool:
        return self.at < self.count

    @property
    def text(self) -> str:
        """The current word; empty at the end."""
        return self.texts[self.at] if self.at < self.count else ""

    def take(self, what: str, form: str = "") -> int:
        """Take any word, even the empty one: its number."""
        if self.at >= self.count:
            self.missing(what, form)
        self.at += 1
        return self.at - 1

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the word if it matches."""
        if self.at < self.count:
            text = self.texts[self.at]
            if text and (found := pattern.fullmatch(text)):
                self.at += 1
                return found
        return None

    def need(self, pattern: re.Pattern[str], what: str, form: str = "") -> re.Match[str]:
        return self.match(pattern) or self.missing(what, form)

    def keyword(self, word: str) -> bool:
        """Take the word if it is this one, in any case."""
        if self.text.lower() == word:
            self.at += 1
            return True
        return False

    def identifier(self, what: str = "an id") -> Value:
        self.need(IDENTIFIER, what)
        return self.whole()

    def resource(self) -> Value:
        self.need(RESOURCE, "the name of a resource")
        return self.whole()

    def head_id(self) -> Value | None:
        """`$id=ID` or `ID:`, as some statements have it in front."""
        found = self.match(_ID)
        return self.part(found, named=True) if found else self.part_if(self.match(_HEAD_ID))

    def id_or_reference(self) -> tuple[str, Value] | None:
        """`$id=ID` or `$id-ref=ID`: the name as it is written, without the dollar."""
        found = self.match(_ID_OR_REF)
        return (found[1][1:], self.part(found, 2, named=True)) if found else None

    def describe(self, element: Element) -> None:
        """`description=TEXT`, if it stands here."""
        if found := self.match(_DESCRIPTION):
            element.attributes["description"] = self.part(found, named=True)

    # Values with their places.

    def whole(self, number: int | None = None) -> Value:
        """A word that was taken, by default the last one, as a value."""
        word = self.words[self.at - 1 if number is None else number]
        if word.offsets is None:
            return Value(word.text, word.start, word.end)
        return Value(word.text, *word.place(0, len(word.text)))

    def part(self, found: re.Match[str], group: int = 1, *, named: bool = False) -> Value:
        """A group of the match of the word that was taken last."""
        word = self.words[self.at - 1]
        place = word.place(*found.span(group))
        return Value(found[group], *place, word.place(0, 0)[0] if named else NOWHERE)

    def part_if(self, found: re.Match[str] | None, group: int = 1) -> Value | None:
        return self.part(found, group) if found and found[group] is not None else None

    def piece(self, number: int, i: int, j: int) -> Value:
        """`text[i:j]` of a word."""
        word = self.words[number]
        return Value(word.text[i:j], *word.place(i, j))

    def begin(self, tag: str, first: int) -> Element:
        """An element that begins with the word `first` and has the words up to here."""
        last = self.words[max(self.at - 1, first)].end
        return Element(tag, self.source, self.words[first].start, last)

    def end(self, element: Element) -> Element:
        """Let the element have the words up to here."""
        element.end = max(element.head_end, self.words[self.at - 1].end)
        return element

    def set(self, element: Element, name: str, value: Value, number: int | None = None) -> None:
        """Set an attribute whose name the text gives: the shell dies of names that XML has not."""
        if not _ATTRIBUTE_NAME.fullmatch(name):
            at = self.at - 1 if number is None else number
            self.crash(f"'{name}' cannot be the name of an attribute", at)
        element.attributes[name.removeprefix("{}")] = value

    # What is wrong.

    def missing(self, what: str, form: str = "") -> NoReturn:
        """The current word is not `what`, or there is none."""
        if self.at >= self.count:
            after = f" after '{self.texts[-1]}'" if self.count else ""
            self.fail(f"{what} is missing{after}", form, self.count - 1)
        if not self.texts[self.at]:
            self.fail(f"{what} is missing: '' is empty", form)
        self.fail(f"'{self.texts[self.at]}' is not {what}", form)

    def fail(self, message: str, form: str = "", number: int | None = None) -> NoReturn:
        raise StatementError(Refusal(Stage.SYNTAX, message, self.place(number), form))

    def crash(self, message: str, number: int | None = None, form: str = "") -> NoReturn:
        raise StatementError(Refusal(Stage.CRASH, message, self.place(number), form))

    def place(self, number: int | None = None) -> Span:
        if not self.count:
            return self.statement.span
        word = self.words[min(self.at if number is None else number, self.count - 1)]
        return Span(self.source, word.start, word.end)


def canonical(text: str, known: tuple[str, ...]) -> str | None:
    """The known word that this is, whatever its case."""
    lower = text.lower()
    return next((word for word in known if word.lower() == lower), None)


def nearest(text: str, known: tuple[str, ...]) -> str:
    """What may be meant, or all that there is."""
    return suggest(text, known) or one_of(known)


def one_of(words: tuple[str, ...] | Mapping[str, object]) -> str:
    return " | ".join(words)
