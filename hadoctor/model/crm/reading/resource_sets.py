"""Resource sets of constraints: `a b ( c d:Master ) [ e f ] sequential=false`."""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from hadoctor.model.crm.reading.cursor import Cursor, canonical, nearest
from hadoctor.syntax.element import Element, Value

_CLOSING = {"(": ")", "[": "]"}
_FORCED = "_rsc_set_"
"""Makes a set of what would be the simple form; it is no member."""
_OPTIONS = ("sequential", "require-all")
TRUE = ("yes", "true", "on", "1")
FALSE = ("no", "false", "off", "0")


class _Part(NamedTuple):
    """A word, or a bracket that sticks to one: `text[i:j]` of word `number`."""

    text: str
    number: int
    i: int


class _Sets:
    """`qualifier` is what a member may have behind its colon: `role` or `action`."""

    def __init__(self, cursor: Cursor, qualifier: str, last: str) -> None:
        self.cursor = cursor
        self.last = last
        self.qualifier = qualifier
        self.made: list[Element] = []
        self.members: list[Element] = []
        self.ordered = True
        self.all = True
        self.options: dict[str, Value] = {}
        self.bracket: _Part | None = None
        self.begin: _Part | None = None
        self.value: Value | None = None
        """The role or action that the members of the set have."""

    def open(self, part: _Part) -> None:
        self.close_set()
        if self.bracket:
            self.fail(f"'{part.text}' stands inside of '{self.bracket.text}'", part)
        self.bracket = self.begin = part
        self.ordered = False
        self.options.pop("sequential", None)
        if part.text == "[":
            self.all = False
            self.options.pop("require-all", None)

    def close(self, part: _Part) -> None:
        if not self.members:
            self.fail(f"the set before '{part.text}' is empty", part)
        self.close_set(part)
        if not self.bracket:
            self.fail(f"'{part.text}' closes nothing", part)
        closing = _CLOSING[self.bracket.text]
        if part.text != closing:
            self.fail(f"'{self.bracket.text}' is closed by '{part.text}'", part, closing)
        self.ordered = self.all = True
        self.options = {}
        self.bracket = None

    def option(self, part: _Part) -> None:
        name, _, value = part.text.partition("=")
        if "=" in value:
            self.fail(f"'{part.text}' has more than one '='", part)
        if name not in _OPTIONS:
            self.no_option(part, name, value)
        if value.lower() not in TRUE + FALSE:
            self.fail(f"'{value}' is no boolean", part, f"{name}=true | {name}=false")
        true = value.lower() in TRUE
        if name == "sequential":
            self.ordered = true
        else:
            self.all = true
        at = part.i + len(name) + 1
        written = self.cursor.piece(part.number, at, at + len(value))
        start = self.cursor.piece(part.number, part.i, part.i).start
        self.options[name] = written._replace(name_start=start)

    def no_option(self, part: _Part, name: str, value: str) -> NoReturn:
        last = self.last.partition("=")[0]
        if last and name.lower() == last:
            if part.number + 1 < len(self.cursor.words):
                self.fail(f"'{part.text}' must be the last word", part)
            self.fail(f"'{value}' is no value of '{name}'", part, self.last)
        names = (*_OPTIONS, last) if last else _OPTIONS
        self.fail(f"'{name}' is no attribute of a resource set", part, nearest(name, names))

    def member(self, part: _Part) -> None:
        name, value = self.split(part)
        now = self.value.text if self.value and self.members else ""
        if (value.text if value else "") != now:
            self.close_set()
        if not self.members:
            self.value = value
        ref = Element("resource_ref", self.cursor.source, *self.span(part))
        ref.attributes["id"] = name
        self.members.append(ref)

    def split(self, part: _Part) -> tuple[Value, Value | None]:
        """`RSC[:ROLE]` or `RSC[:ACTION]`."""
        cursor, text, i = self.cursor, part.text, part.i
        name, colon, word = text.partition(":")
        if ":" in word:
            cursor.crash(f"'{text}' has more than one ':'", part.number)
        value = cursor.piece(part.number, i, i + len(name))
        if not colon:
            return value, None
        lists = cursor.dialect.lists
        known = lists.actions if self.qualifier == "action" else lists.roles
        wanted = word if self.qualifier == "action" else cursor.dialect.role(word)
        stored = canonical(wanted, known)
        if not stored:
            kind = f"{'an' if self.qualifier == 'action' else 'a'} {self.qualifier}"
            self.fail(f"'{word}' of '{text}' is not {kind}", part, nearest(word, known))
        second = cursor.piece(part.number, i + len(name) + 1, i + len(text))
        return value, second._replace(text=stored)

    def close_set(self, closing: _Part | None = None) -> None:
        if not self.members:
            return
        start = self.span(self.begin)[0] if self.begin else self.members[0].start
        end = self.span(closing)[1] if closing else self.members[-1].end
        made = Element("resource_set", self.cursor.source, start, end)
        if not self.all:
            made.attributes["require-all"] = self.written("require-all", "[")
        if not self.ordered:
            made.attributes["sequential"] = self.written("sequential", "([")
        if self.value:
            made.attributes[self.qualifier] = self.value
        made.end = made.head_end = max(end, *(v.end for v in made.attributes.values()), end)
        made.children.extend(self.members)
        self.made.append(made)
        self.members = []
        self.value = self.begin = None

    def written(self, name: str, brackets: str) -> Value:
        """`false`, and where it is said: by the option, or by the bracket."""
        if option := self.options.get(name):
            return option._replace(text="false")
        if self.bracket and self.bracket.text in brackets:
            return Value("false", *self.span(self.bracket))
        return Value("false")

    def span(self, part: _Part) -> tuple[int, int]:
        word = self.cursor.words[part.number]
        return word.place(part.i, part.i + len(part.text))

    def fail(self, message: str, part: _Part, form: str = "") -> NoReturn:
        self.cursor.fail(message, form, part.number)


def read_sets(cursor: Cursor, qualifier: str, until: int, last: str = "") -> list[Element]:
    """The sets that the words up to number `until` make. `last` is an option that the statement
    takes only at its end, with its values: none of it is left here."""
    sets = _Sets(cursor, qualifier, last)
    for part in _parts(cursor, until):
        text = part.text
        if text == _FORCED:
            continue
        if text in _CLOSING:
            sets.open(part)
        elif text in _CLOSING.values():
            sets.close(part)
        elif "=" in text:
            sets.option(part)
        else:
            sets.member(part)
    if sets.bracket:
        closing = _CLOSING[sets.bracket.text]
        sets.fail(f"'{sets.bracket.text}' is never closed", sets.bracket, closing)
    sets.close_set()
    return sets.made


def _parts(cursor: Cursor, until: int) -> list[_Part]:
    """The words, brackets apart. One bracket may stick to a word, in front or else behind."""
    parts: list[_Part] = []
    for number in range(cursor.at, until):
        text = cursor.texts[number]
        if not text:
            cursor.crash("an empty word stands in a resource set", number)
        if len(text) > 1 and text[0] in _CLOSING:
            parts += (_Part(text[0], number, 0), _Part(text[1:], number, 1))
        elif len(text) > 1 and text[-1] in _CLOSING.values():
            last = len(text) - 1
            parts += (_Part(text[:-1], number, 0), _Part(text[-1], number, last))
        else:
            parts.append(_Part(text, number, 0))
    cursor.at = until
    return parts
