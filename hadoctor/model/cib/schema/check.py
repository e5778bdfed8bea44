"""One element against its form: what is unknown, missing, bad, or does not go together."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.finding import Note
from hadoctor.model.cib.schema import values
from hadoctor.model.cib.schema.eithers import eithers
from hadoctor.model.cib.schema.grammar import Form
from hadoctor.model.cib.schema.nearest import Nearest
from hadoctor.model.crm.refusal import Refusal, Stage, Topic
from hadoctor.source import Span
from hadoctor.syntax.element import Element
from hadoctor.target import Release


def faults(element: Element, form: Form, schema: Release, nearest: Nearest) -> Iterator[Refusal]:
    """The faults of `element` itself. Its children are only looked at as its children."""
    check = _Check(element, form, schema, nearest)
    yield from check.attributes()
    if element.children or form.least:
        yield from check.children()
    if form.eithers:
        present = check.meant.union(element.attributes)
        present.update(f"<{child.tag}>" for child in element.children)
        yield from eithers(element, present, form.eithers, lenient=check.foreign)
    if form.check is not None:
        yield from form.check(element, schema)


class _Check:
    """What was found so far, so that one fault is not told twice.

    `meant`: names (a child's as `<tag>`) that something misspelt was probably meant to be; they
    do not miss. `foreign`: something belongs to another version of the schema.
    """

    def __init__(self, element: Element, form: Form, schema: Release, nearest: Nearest) -> None:
        self.element = element
        self.form = form
        self.schema = schema
        self.nearest = nearest
        self.meant: set[str] = set()
        self.foreign = False

    def attributes(self) -> Iterator[Refusal]:
        element, form = self.element, self.form
        for name, value in element.attributes.items():
            known = form.attributes.get(name)
            if known is not None:
                if known.type is not values.TEXT:
                    bad = values.check(known.type, value.text, self.nearest)
                    if bad is not None:
                        yield _bad(element, name, bad, known.type)
            elif not name.startswith("xmlns:") and (name != "xmlns" or value.text):
                yield self.unknown(name)
        for name in form.required:
            if name not in element.attributes and name not in self.meant:
                message = f"<{element.tag}> without '{name}'"
                yield _refusal(message, element.span, f"'{name}'")

    def unknown(self, name: str) -> Refusal:
        element, form = self.element, self.form
        at = name_place(element, name)
        message = f"'{name}' is no attribute of <{element.tag}>"
        other = form.other_attributes.get(name)
        if other is not None:
            self.foreign = True
            return _refusal(f"{message} {_when(other.since, other.until, self.schema)}", at)
        free = tuple(n for n in form.attributes if n not in element.attributes)
        # In other letters it may be there already: the shell adds some attributes by itself.
        lower = name.lower()
        near = lower if lower in form.attributes else self.nearest(name, free)
        if near is None:
            return _refusal(message, at)
        self.meant.add(near)
        return _refusal(message, at, f"'{near}'")

    def children(self) -> Iterator[Refusal]:
        element, form = self.element, self.form
        first: dict[str, Element] = {}
        rank, before = 0, ""
        for child in element.children:
            tag = child.tag
            known = form.children.get(tag)
            if known is None:
                yield self.unknown_child(child)
                continue
            if tag not in first:
                first[tag] = child
            elif known.most == 1:
                note = Note(first[tag].span, "the first one")
                yield _refusal(f"<{element.tag}> with a second <{tag}>", child.span, "", note)
            if not form.ranks:
                continue
            if form.ranks[tag] < rank:
                message = f"<{tag}> has to come before <{before}>"
                yield _refusal(message, child.span, "", Note(first[before].span, "here"))
            else:
                rank, before = form.ranks[tag], tag
        for entry in form.least:
            if entry.tag not in first and f"<{entry.tag}>" not in self.meant:
                yield _refusal(f"<{element.tag}> without <{entry.tag}>", element.span)

    def unknown_child(self, child: Element) -> Refusal:
        element, form, tag = self.element, self.form, child.tag
        other = form.other_children.get(tag)
        if other is not None:
            self.foreign = True
            when = _when(other.since, other.until, self.schema)
            message = f"<{tag}> is not known in <{element.tag}> {when}"
            return _refusal(message, child.span)
        near = self.nearest(tag, tuple(form.children))
        message = f"<{tag}> has no place in <{element.tag}>"
        if near is None:
            return _refusal(message, child.span)
        self.meant.add(f"<{near}>")
        return _refusal(message, child.span, f"<{near}>")


def _refusal(message: str, at: Span, expected: str = "", *notes: Note) -> Refusal:
    return Refusal(Stage.SCHEMA, message, at, expected, notes)


def _bad(element: Element, name: str, bad: values.Bad, kind: values.Type) -> Refusal:
    message = f"{name} '{element.attributes[name].text}' {bad.reason}"
    about = Topic.ID if kind is values.ID else None
    return Refusal(Stage.SCHEMA, message, element.place(name), bad.expected, (), about)


def name_place(element: Element, name: str) -> Span:
    """Where the name of an attribute stands, else its value, else the element."""
    value = element.attributes[name]
    if value.name_start < 0:
        return element.place(name)
    raw = len(name.encode("utf-8", "replace"))
    return Span(element.source, value.name_start, value.name_start + raw)


def _when(since: Release, until: Release, schema: Release) -> str:
    """Why a thing that other versions know is not known in this one."""
    if schema < since:
        return f"before schema {_dotted(since)}, and this is {_dotted(schema)}"
    return f"since schema {_dotted(until)}"


def _dotted(schema: Release) -> str:
    return ".".join(map(str, schema))
