"""Edits on configurations of Pacemaker, for the fixes of rules, in crm text and in XML.

An edit is made from an element and its places; None where none can be made: what is to be changed does
not stand in the text, or it is XML inside crm text. `fix` then makes a fix that only says what to do.
"""

from __future__ import annotations

import re
from itertools import pairwise

from hadoctor.finding import Applicability, Edit, Fix
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.source import Source, Span
from hadoctor.syntax.element import Element

_PLAIN = re.compile(r"[\w.:/@%+,;#-]+", re.ASCII)
_CONTINUED = re.compile(r"[ \t]*\\\r?\n")
_LAST = re.compile(r"[ \t]*(?:\r?\n|\Z)")
_BLANKS = re.compile(r"[ \t]*")


def fix(
    title: str, *edits: Edit | None, applicability: Applicability = Applicability.UNSAFE
) -> Fix:
    """A fix of these edits; where one of them cannot be made, the title alone."""
    made = tuple(edit for edit in edits if edit is not None)
    spans = sorted((edit.span.start, edit.span.end) for edit in made)
    apart = all(one[1] <= next_[0] for one, next_ in pairwise(spans))
    if not made or len(made) != len(edits) or not apart:
        return Fix(title, (), Applicability.GUIDED)
    return Fix(title, made, applicability)


def set_value(element: Element, attribute: str, text: str) -> Edit | None:
    """Another value for an attribute that stands in the text; in crm text also for a word without a
    name, such as a score or a role."""
    value = element.attributes.get(attribute)
    if value is None or not value.written:
        return None
    span = Span(element.source, value.start, value.end)
    written = _written(element, text)
    if _PLAIN.fullmatch(text):
        return Edit(span, written)
    if _is_xml(element):
        return Edit(span, written) if _is_xml_file(element.source) else None
    quoted = element.source.text[value.start - 1 : value.start] in ("'", '"')
    if any(char in text for char in "\"'\\\n\r") or (not quoted and value.start == value.end):
        return None
    return Edit(span, written if quoted else f'"{written}"')


def rename(setting: Setting, name: str) -> Edit | None:
    """Another name for a pair. Its id in XML stays: an id is no more than an id."""
    return None if twice(setting) else set_value(setting.pair, "name", name)


def rename_attribute(element: Element, old: str, new: str) -> Edit | None:
    """Another name for an attribute that is written with its name."""
    value = element.attributes.get(old)
    if value is None or value.name_start < 0 or new in element.attributes:
        return None
    span = Span(element.source, value.name_start, value.name_start + len(_bytes(old)))
    return Edit(span, new) if span.text == old else None


def remove_pair(setting: Setting) -> Edit | None:
    """Takes a pair away; in crm text, with the last pair of a list the list."""
    pair, around = setting.pair, setting.set
    if _is_xml(pair):
        return remove(pair) if _is_xml_file(pair.source) else None
    if twice(setting):
        return None
    if len(around.children) > 1:
        return remove_part(pair)
    return remove(around) if _is_statement(around) else remove_part(around)


def twice(setting: Setting) -> bool:
    """Whether crm text writes the name twice in one list: the shell stores the first name with the
    last value."""
    value, pair = setting.pair.attributes.get("value"), setting.pair
    return value is not None and value.written and not pair.start <= value.start <= pair.end


def remove(element: Element) -> Edit | None:
    """Takes away a statement of crm text, or an element of XML: whole lines where nothing else is on
    them, with what continues them."""
    if _is_xml(element) != _is_xml_file(element.source) or element.end <= element.start:
        return None
    text = element.source.text
    first = text.rfind("\n", 0, element.start) + 1
    last = _LAST.match(text, element.end)
    if last is not None and not text[first : element.start].strip(" \t"):
        return Edit(Span(element.source, first, last.end()), "")
    if _is_xml(element):
        return Edit(element.whole, "")
    return None  # A prompt stands before it, or something behind it.


def remove_part(element: Element) -> Edit | None:
    """Takes words away from a statement of crm text, so that what is left stays one statement."""
    if _is_xml(element) or element.end <= element.start:
        return None
    source, text = element.source, element.source.text
    first = text.rfind("\n", 0, element.start) + 1
    alone = not text[first : element.start].strip(" \t")
    continued = _CONTINUED.match(text, element.end)
    if continued and alone:
        return Edit(Span(source, first, continued.end()), "")
    before = _separator(text, element.start)
    if before == element.start:
        return None
    start = before if _LAST.match(text, element.end) else element.start
    if start == element.start:
        blanks = _BLANKS.match(text, element.end)
        if continued:  # Other words stand before it on the line: their blank goes with it.
            start = first + len(text[first : element.start].rstrip(" \t"))
            return Edit(Span(source, start, element.end), "")
        assert blanks is not None
        return Edit(Span(source, start, blanks.end()), "")
    return Edit(Span(source, start, element.end), "")


def add_pair(around: Element, name: str, value: str) -> Edit | None:
    """One more pair at the end of a list that has pairs, written as they are."""
    pairs = list(around.all("nvpair"))
    if not pairs or not _PLAIN.fullmatch(value):
        return None
    last = pairs[-1]
    source, text = last.source, last.source.text
    if _is_xml(last):
        if not _is_xml_file(source) or not around.id:
            return None
        line = text.rfind("\n", 0, last.start) + 1
        indent = text[line : last.start]
        between = "\n" + indent if not indent.strip() and line else ""
        made = f'{between}<nvpair id="{around.id}-{name}" name="{name}" value="{value}"/>'
        return Edit(Span(source, last.end, last.end), _bytes(made))
    between = text[_separator(text, last.start) : last.start]
    between = between if "\n" in between else " "
    return Edit(Span(source, last.end, last.end), f"{between}{name}={value}")


def add_attribute(element: Element, name: str, value: str) -> Edit | None:
    """One more attribute of an element: `timeout=20s` of an operation."""
    if not _PLAIN.fullmatch(value) or element.end <= element.start or name in element.attributes:
        return None
    source, text = element.source, element.source.text
    if not _is_xml(element):
        return Edit(Span(source, element.head_end, element.head_end), f" {name}={value}")
    if not _is_xml_file(source):
        return None
    at = re.compile(r"<[^\s/>]+").match(text, element.start)
    return None if at is None else Edit(Span(source, at.end(), at.end()), f' {name}="{value}"')


def _separator(text: str, at: int) -> int:
    """Where the blanks and continued lines before a word begin."""
    while at > 0:
        if text[at - 1] in " \t":
            at -= 1
        elif text.endswith(("\\\n", "\\\r\n"), 0, at):
            at -= 2 if text[at - 2] == "\\" else 3
        else:
            break
    return at


def _is_statement(element: Element) -> bool:
    """Whether a part of crm text is all of its statement, as the pairs of `property`."""
    text = element.source.text
    first = text.rfind("\n", 0, element.start) + 1
    continued = text.endswith(("\\\n", "\\\r\n"), 0, first)
    return not text[first : element.start].strip(" \t") and not continued


def _is_xml(element: Element) -> bool:
    return element.source.text.startswith("<", max(element.start, 0))


def _is_xml_file(source: Source) -> bool:
    return source.data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _written(element: Element, text: str) -> str:
    if _is_xml(element):
        for char, name in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;"), ("'", "&apos;")):
            text = text.replace(char, name)
    return _bytes(text)


def _bytes(text: str) -> str:
    """One character a byte, as edits have it."""
    return text.encode("utf-8").decode("latin-1")


def remove_attribute(element: Element, name: str) -> Edit | None:
    """Takes an attribute that is written with its name away, with the blank before it."""
    value = element.attributes.get(name)
    if value is None or not value.written or value.name_start < 0:
        return None
    source, text = element.source, element.source.text
    if _is_xml(element) and not _is_xml_file(source):
        return None
    end = value.end + (text[value.end : value.end + 1] in ("'", '"'))
    start = value.name_start - 1
    return Edit(Span(source, start, end), "") if text[start] in " \t\n" else None
