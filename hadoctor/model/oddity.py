"""Characters outside of comments that are not plain, and what the daemon does because of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Blocks
from hadoctor.model.blemish import characters, is_junk, look_alikes, odd, only_odd, plain
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.model.names import bad_names
from hadoctor.model.outline import outline
from hadoctor.model.words import refusals
from hadoctor.source import Span
from hadoctor.syntax.tree import Junk, Kind, Pair, Section


class Oddity(NamedTuple):
    """`plain` is what was meant, `where` the part of the file in words. A `letter` is a character
    that looks like what it is."""

    at: Span
    name: str
    plain: str
    where: str
    blocks: Blocks | None
    letter: bool = False


class _Text(NamedTuple):
    """A piece of the file, and whether the daemon refuses it for the characters in it."""

    at: Span
    where: str
    blocks: Blocks | None
    value: bool = False


def oddities(corosync: CorosyncFile) -> Iterator[Oddity]:
    known = look_alikes()
    for text in _texts(corosync):
        raw = text.at.source.text[text.at.start : text.at.end]
        chars = characters(raw)
        start = text.at.start
        # Typographic quotes around a whole value are no part of it at all.
        around = text.value and len(chars) > 1 and plain(raw)[:1] in "\"'" and not raw[0].isascii()
        lettered = False
        for position, char in enumerate(chars):
            end = start + len(char.encode("utf-8", "surrogateescape"))
            at = Span(text.at.source, start, end)
            start = end
            if char in known:
                meant, name = known[char]
                outer = around and position in (0, len(chars) - 1) and meant in ("'", '"')
                yield Oddity(at, name, "" if outer else meant, text.where, text.blocks)
            elif not char.isascii() and text.value and not lettered:
                lettered = True
                yield Oddity(at, "a letter", char, text.where, None, letter=True)


def _texts(corosync: CorosyncFile) -> Iterator[_Text]:
    """What holds anything odd. The blanks between these texts are plain for the daemon, too."""
    bad = {
        (b.at.start, b.at.end) for b in bad_names(corosync) if b.fault.refused and only_odd(b.text)
    }
    refused = refusals(corosync) if isinstance(corosync, Corosync) else {}
    problems = {p.at.start: p for p in corosync.document.problems}
    heads = {p.at.line for p in problems.values() if p.kind is Kind.TEXT_AFTER_OPEN and p.refused}

    def name(at: Span, where: str) -> _Text:
        comment = plain(at.source.text[at.start : at.end]).strip().startswith("#")
        refused = (at.start, at.end) in bad or (comment and at.line in heads)
        return _Text(at, where, Blocks.LOAD if refused else None)

    for place in outline(corosync.document):
        node = place.node
        if isinstance(node, Section) and odd(node.source.text[node.name_start : node.name_end]):
            yield name(node.name_span, f"section name '{plain(node.name)}'")
        elif isinstance(node, Pair):
            if odd(node.key):
                yield name(node.key_span, f"key '{plain(node.key)}'")
            if odd(node.value):
                where = f"the value of {node.key_span.text}"
                value = name(node.value_span, where)._replace(value=True)
                yield value._replace(blocks=value.blocks or refused.get(node.start))
        elif isinstance(node, Junk) and not is_junk(node.text):
            problem = problems.get(node.span.start)
            if problem and problem.kind is Kind.NOT_A_DIRECTIVE:
                blocks = Blocks.LOAD if problem.refused else None
                yield _Text(_content(node.span), "a line of its own", blocks)
    for problem in corosync.document.problems:
        if problem.kind in (Kind.TEXT_AFTER_OPEN, Kind.TEXT_AROUND_CLOSE):
            text = problem.at.source.text[problem.at.start : problem.at.end]
            if plain(text).strip() in ("", "}"):
                at = problem.at if problem.kind is Kind.TEXT_AFTER_OPEN else _content(problem.at)
                yield _Text(at, "the line of a brace", Blocks.LOAD if problem.refused else None)


def _content(at: Span) -> Span:
    """The whole line without its line end, of which a carriage return is a part."""
    start = at.source.line_starts[at.line - 1]
    end = at.source.text.find("\n", start)
    end = len(at.source.data) if end < 0 else end
    return at.source.span(start, end - at.source.text[start:end].endswith("\r"))
