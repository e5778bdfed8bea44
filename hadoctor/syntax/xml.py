"""XML: text to elements with places. Every byte sequence gives a document and a list of problems.

The tokens are expat's; the places of the attributes are found again in the bytes of the start tag.
Nothing is expanded or fetched: a document type is refused before its first declaration is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from hadoctor.source import Source, Span
from hadoctor.syntax.element import Comment, Element, Value
from hadoctor.syntax.xml_faults import fault

if TYPE_CHECKING:
    from pyexpat import XMLParserType

MAX_DEPTH = 257
"""libxml2 reads no deeper (without an option that Pacemaker does not set)."""
MAX_ELEMENTS = 400_000
MAX_ATTRIBUTES = 1_000_000
"""Comments count as attributes. What is built stays below some 500 MB, whatever the input; the CIB
of a cluster with 20,000 resources has less than half of either."""
MAX_TEXTS = 100

BLANK = " \t\r\n"
_NAME = re.compile(rb"<[^\s/>]+")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class XmlProblem(NamedTuple):
    """What is wrong with the text.

    `fatal`: it is no XML, and reading ended there. Otherwise it is text between elements: plain
    text is dropped by Pacemaker and by the shell before they look at anything; a CDATA section is
    `refused` by Pacemaker, as its schemas allow no text (the shell drops it too).
    """

    message: str
    at: Span
    fatal: bool = True
    refused: bool = True


class XmlDocument(NamedTuple):
    """`root` is None when there is no start tag. It has what was read up to a fatal problem."""

    source: Source
    root: Element | None
    problems: tuple[XmlProblem, ...] = ()

    @property
    def complete(self) -> bool:
        """False when reading ended early: elements may be missing that the author has written."""
        return not any(problem.fatal for problem in self.problems)


def parse(source: Source) -> XmlDocument:
    """Read the bytes of a file, in the encoding that they declare."""
    return _Builder(source, source.data, None, None).run()


def parse_text(text: str, source: Source, offset_of: Callable[[int], int]) -> XmlDocument:
    """Read XML that stands inside another text.

    `offset_of` gives for an index in `text` (its length included) the byte offset in `source`.
    """
    data = text.encode("utf-8", "surrogatepass")
    place = offset_of
    if len(data) != len(text):
        starts: list[int] = []
        at = 0
        for character in text:
            starts.append(at)
            at += len(character.encode("utf-8", "surrogatepass"))
        starts.append(at)

        def place(byte: int) -> int:
            return offset_of(bisect_right(starts, byte) - 1)

    return _Builder(source, data, "utf-8", place).run()


class _StopError(Exception):
    """Raised in a handler to end the reading; the problem is noted already."""


class _Builder:
    def __init__(
        self,
        source: Source,
        data: bytes,
        encoding: str | None,
        place: Callable[[int], int] | None,
    ) -> None:
        self.source = source
        self.data = data
        self.encoding = encoding
        self.place = place
        # In UTF-16 a tag cannot be searched as bytes: only elements have places there.
        self.wide = encoding is None and (
            data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]
        )
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.problems: list[XmlProblem] = []
        self.elements = 0
        self.attributes = 0
        self.texts = 0
        self.in_text = False
        self.in_cdata = False

    def run(self) -> XmlDocument:
        from xml.parsers import expat

        parser = expat.ParserCreate(self.encoding)
        parser.ordered_attributes = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.CommentHandler = self.comment
        parser.StartCdataSectionHandler = lambda: self.cdata(begins=True)
        parser.EndCdataSectionHandler = lambda: self.cdata(begins=False)
        parser.StartDoctypeDeclHandler = self.doctype
        self.parser: XMLParserType = parser
        try:
            parser.Parse(self.data, True)
        except _StopError:
            pass
        except expat.ExpatError as error:
            at = min(max(parser.ErrorByteIndex, 0), len(self.data))
            self.fault(error.code, at)
        except (ValueError, LookupError) as error:
            # Python's own answer to an encoding that expat has to ask it for.
            self.problem(f"cannot be read in the encoding it declares: {error}", 0, 0)
        end = self.offset(min(max(parser.CurrentByteIndex, 0), len(self.data)))
        for element in self.stack:
            element.end = max(end, element.head_end)
        # The handlers are methods of this object: without this they and the parser hold each other.
        del self.parser
        return XmlDocument(self.source, self.root, tuple(self.problems))

    def offset(self, byte: int) -> int:
        return byte if self.place is None else self.place(byte)

    def span(self, start: int, end: int) -> Span:
        first, last = self.offset(start), self.offset(end)
        if end > start and last <= first:
            last = first + 1  # A part of a character that stands as a reference in the text.
        return Span(self.source, first, max(first, last))

    def problem(self, message: str, start: int, end: int) -> None:
        self.problems.append(XmlProblem(message, self.span(start, end)))

    def fault(self, code: int, at: int) -> None:
        """The fault that expat found at `at`, in our words."""
        inside = self.stack[-1] if self.stack else None
        found = fault(code, self.data, at, inside.tag if inside else "", self.root is not None)
        if found.unclosed and inside is not None:
            self.problems.append(XmlProblem(found.message, inside.span))
        else:
            self.problem(found.message, found.start, found.end)

    def start(self, tag: str, attributes: list[str]) -> None:
        at = self.parser.CurrentByteIndex
        self.in_text = False
        self.elements += 1
        if len(self.stack) >= MAX_DEPTH:
            self.problem(f"elements are nested more than {MAX_DEPTH} deep", at, at + 1)
            raise _StopError
        self.count(len(attributes) >> 1, at)
        if self.wide or self.place is not None:
            element = self.element(tag, attributes, at)
        else:
            element = _element(tag, attributes, at, self.source)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def count(self, attributes: int, at: int) -> None:
        self.attributes += attributes
        if self.elements > MAX_ELEMENTS or self.attributes > MAX_ATTRIBUTES:
            limit = f"{MAX_ELEMENTS} elements and {MAX_ATTRIBUTES} attributes"
            self.problem(f"too large: no more than {limit} are read", at, at + 1)
            raise _StopError

    def element(self, tag: str, attributes: list[str], at: int) -> Element:
        """An element of a text whose bytes are not the bytes of the source."""
        if self.wide:
            element = Element(tag, self.source, at, at + 1)
            for i in range(0, len(attributes), 2):
                element.attributes[attributes[i]] = Value(attributes[i + 1])
            return element
        found = _element(tag, attributes, at, self.source, self.data)
        offset = self.offset
        element = Element(tag, self.source, offset(found.start), offset(found.head_end))
        for name, value in found.attributes.items():
            start, end = offset(value.start), offset(value.end)
            element.attributes[name] = Value(value.text, start, end, offset(value.name_start))
        return element

    def end(self, _tag: str) -> None:
        at = self.parser.CurrentByteIndex
        self.in_text = False
        element = self.stack.pop()
        if self.data[at - 2 : at] == b"/>" and self.offset(at) == element.head_end:
            return  # It closed itself; what stands here is the end tag of another.
        if self.data.startswith(b"</", at):
            end = self.data.find(b">", at) + 1
            element.end = self.offset(end)
        elif self.wide:
            element.end = max(at, element.head_end)

    def text(self, text: str) -> None:
        if not text.strip(BLANK) or self.in_text:
            return
        self.in_text = True
        # The section on the state of the cluster may hold anything.
        if self.texts >= MAX_TEXTS or (len(self.stack) > 1 and self.stack[1].tag == "status"):
            return
        self.texts += 1
        at = self.parser.CurrentByteIndex
        stop = self.data.find(b"<", at + 1)
        raw = self.data[at : stop if stop >= 0 else len(self.data)]
        start = at + len(raw) - len(raw.lstrip())
        end = max(at + len(raw.rstrip()), start)
        what = "a CDATA section" if self.in_cdata else "text"
        message = f"{what} inside <{self.stack[-1].tag}>, where only elements may stand"
        at_text = self.span(start, end)
        self.problems.append(XmlProblem(message, at_text, False, refused=self.in_cdata))

    def cdata(self, *, begins: bool) -> None:
        self.in_cdata = begins
        self.in_text = False

    def comment(self, text: str) -> None:
        if not self.stack:
            return
        at = self.parser.CurrentByteIndex
        self.count(1, at)
        end = at if self.wide else self.data.find(b"-->", at) + 3
        parent = self.stack[-1]
        parent.comments.append(
            Comment(text, len(parent.children), self.offset(at), self.offset(end))
        )

    def doctype(self, *_: object) -> None:
        at = self.parser.CurrentByteIndex
        start = self.data.rfind(b"<!DOCTYPE", 0, at + len(b"<!DOCTYPE"))
        start = at if start < 0 else start
        self.problem(
            "a document type: it is not read, as it can declare entities", start, start + 9
        )
        raise _StopError


def _element(
    tag: str, attributes: list[str], at: int, source: Source, data: bytes | None = None
) -> Element:
    """The element whose start tag begins at `at`: expat has checked it, it is only measured here."""
    raw = source.data if data is None else data
    name = _NAME.match(raw, at)
    end = at if name is None else name.end()
    written: dict[str, Value] = {}
    match = _ATTRIBUTE.match
    for i in range(0, len(attributes), 2):
        found = match(raw, end)
        if found is None:
            written[attributes[i]] = Value(attributes[i + 1])
            continue
        end = found.end()
        start, stop = found.span(2) if found.lastindex == 2 else found.span(3)
        written[attributes[i]] = Value(attributes[i + 1], start, stop, found.start(1))
    close = raw.find(b">", end)
    head_end = len(raw) if close < 0 else close + 1
    element = Element(tag, source, at, head_end)
    element.attributes = written
    return element
