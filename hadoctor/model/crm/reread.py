"""Objects that the shell dies of while it loads them.

It prints each new object in its own notation and reads that again, to learn whether it may use the
notation. Quotes and backslashes that its printing does not protect, and elements that it has no
words for, end it there, before anything is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hadoctor.model.crm.kinds import SETTINGS
from hadoctor.model.crm.objects import Object
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.source import Source, Span
from hadoctor.syntax.element import Element
from hadoctor.target import Target

_DANGEROUS = frozenset("\\'\"\n")
_DANGER = re.compile(r"[\\'\"\n]")
_IN_QUOTES = frozenset("\\\n")
"""What is dangerous in a value that is printed between quotes."""


_BACKSLASH = re.compile(rb"\\(?![ \t\r]*\n)")
_XML = re.compile(rb"\bxml\b")


def check(objects: Iterable[Object], source: Source, crmsh: Target) -> Iterator[Refusal]:
    """The objects of a file that end the shell. Sets of options are not printed while loading."""
    if not _suspicious(source.data):
        return
    for each in objects:
        if each.tag in SETTINGS:
            continue
        at = _suspicion(each.made)
        if at is not None and (message := _death(each, crmsh)):
            yield Refusal(Stage.CRASH, message, at)


def _suspicious(text: bytes) -> bool:
    """False for a text that has no object that could end the shell. One look for each sign takes a
    tenth of the time of one for all."""
    if b"'" in text or _BACKSLASH.search(text):
        return True
    lower = text.lower()
    return b"xml" in lower and _XML.search(lower) is not None


def _suspicion(top: Element) -> Span | None:
    """The place of something that could be printed wrongly; most objects have nothing such."""
    if top.start >= 0 and top.source.text[top.start : top.start + 1] == "<":
        return top.span
    texts: list[str] = []
    todo = [top]
    while todo:
        element = todo.pop()
        texts += [value.text for value in element.attributes.values()]
        todo += [child for child in element.children if child.tag not in _OTHERS]
    # Most objects have nothing such anywhere: they are looked at as one text.
    return _placed(top) if _DANGER.search(" ".join(texts)) else None


def _placed(top: Element) -> Span | None:
    todo = [top]
    while todo:
        element = todo.pop()
        for name, value in element.attributes.items():
            quoted = name == "value" and element.tag == "nvpair"
            dangerous = _IN_QUOTES if quoted else _DANGEROUS
            if not dangerous.isdisjoint(value.text):
                return element.place(name)
        todo.extend(child for child in element.children if child.tag not in _OTHERS)
    return None


_OTHERS = frozenset({"primitive", "group"})
"""Members are objects of their own; their container prints only their names."""


def _death(each: Object, crmsh: Target) -> str:
    from hadoctor.model.crm.dialect import Dialect
    from hadoctor.model.crm.dump.look import Look, UnprintableError
    from hadoctor.model.crm.dump.objects import KINDS
    from hadoctor.model.crm.dump.tree import from_element
    from hadoctor.model.crm.read import read
    from hadoctor.syntax.crm import parse

    if each.tag == "rsc_location" and not _has_target(each.made):
        return ""  # it says so and goes on
    what = f"{each.keyword} '{each.id}'"
    try:
        lines = KINDS[each.tag].write(from_element(each.made), Look(crmsh))
    except UnprintableError:
        return f"the shell dies of {what}: it has no words for it"
    printed = Source("", " ".join(lines).encode("utf-8", "surrogateescape"))
    for statement in parse(printed).statements:
        again = read(statement, Dialect(crmsh))
        if isinstance(again, Refusal) and again.stage is Stage.CRASH:
            return f"the shell dies of {what}: it cannot read what it prints for it"
    return ""


def _has_target(location: Element) -> bool:
    return (
        "rsc" in location.attributes
        or "rsc-pattern" in location.attributes
        or location.first("resource_set") is not None
    )
