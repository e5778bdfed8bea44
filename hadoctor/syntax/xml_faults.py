"""Why a text is no XML, in words: what expat says with a number, and what is to be seen there."""

from __future__ import annotations

import re
from typing import NamedTuple

# The codes of expat.h; `xml.parsers.expat.errors` has the same, for the price of an import.
SYNTAX = 2
NO_ELEMENTS = 3
INVALID_TOKEN = 4
UNCLOSED_TOKEN = 5
PARTIAL_CHARACTER = 6
TAG_MISMATCH = 7
DUPLICATE_ATTRIBUTE = 8
JUNK_AFTER_DOCUMENT = 9
UNDEFINED_ENTITY = 11
BAD_CHARACTER_REFERENCE = 14
MISPLACED_DECLARATION = 17
UNKNOWN_ENCODING = 18
INCORRECT_ENCODING = 19
UNCLOSED_CDATA = 20
DECLARATION_MALFORMED = 30

MESSAGES = {
    NO_ELEMENTS: "no element",
    UNCLOSED_TOKEN: "the text ends inside a tag, a comment or a reference",
    PARTIAL_CHARACTER: "the text ends inside a character",
    JUNK_AFTER_DOCUMENT: "text after the end of the root element",
    BAD_CHARACTER_REFERENCE: "a reference to a character that XML does not allow",
    MISPLACED_DECLARATION: "an XML declaration that is not at the very start",
    UNKNOWN_ENCODING: "the encoding that it declares is not known",
    INCORRECT_ENCODING: "the encoding that it declares is not the one it is written in",
    UNCLOSED_CDATA: "a CDATA section without its end",
    DECLARATION_MALFORMED: "an XML declaration that cannot be read",
}

# No word is quoted whole that is much longer than a word.
_END_TAG = re.compile(rb"</\s*([^\s>]{0,100})")
_REFERENCE = re.compile(rb"&[^\s;&<\"']{0,100};?")
_NAME = re.compile(rb"[^\s=/>]{1,100}")
_OPEN_REFERENCE = re.compile(rb"&[\w#.:-]{0,40}\Z")
_BARE_NAME = re.compile(rb"\s([^\s=\"'<>/]{1,100})\s*\Z")
LOOK_BACK = 2_000
"""How far the beginning of a broken tag is searched, in bytes."""


class Fault(NamedTuple):
    """`start` and `end` are byte offsets. `unclosed`: it is the innermost open element's fault."""

    message: str
    start: int
    end: int
    unclosed: bool = False


def fault(code: int, data: bytes, at: int, inside: str, begun: bool) -> Fault:
    """The fault with expat's `code` at byte `at`.

    `inside` is the innermost open element; `begun` is False before the root element.
    """
    end = min(at + 1, len(data))
    if code == NO_ELEMENTS and inside:
        return Fault(f"no end tag for <{inside}>", at, end, unclosed=True)
    if code == TAG_MISMATCH:
        return _mismatch(data, at, inside)
    if code == DUPLICATE_ATTRIBUTE:
        found = _NAME.match(data, at)
        name = found.group().decode("utf-8", "replace") if found else ""
        return Fault(
            f"the attribute '{name}' is there twice", at, at + len(found[0] if found else b"")
        )
    if code == UNDEFINED_ENTITY:
        found = _REFERENCE.match(data, at)
        word = found.group() if found else b"&"
        shown = word.decode("utf-8", "replace")
        return Fault(f"the entity '{shown}' is not one of XML's five", at, at + len(word))
    if code in (SYNTAX, INVALID_TOKEN):
        if not begun and (before := _before_root(data, at)) is not None:
            return before
        return Fault(_invalid(data, at, inside), at, end)
    return Fault(MESSAGES.get(code, f"no XML (expat's error {code})"), at, end)


def _before_root(data: bytes, at: int) -> Fault | None:
    """Text where the first tag has to be, as that of a file which is no XML at all."""
    if not b" " <= data[at : at + 1] < b"\x80":
        return None
    head = data[: min(at + 1, 200)].removeprefix(b"\xef\xbb\xbf")
    text = head.lstrip()
    if not text or text.startswith(b"<") or text[0] < ord(" "):
        return None
    start = data.index(text[:1])
    end = data.find(b"<", start)
    return Fault("text before the root element", start, max(at, end, start + 1))


def _mismatch(data: bytes, at: int, inside: str) -> Fault:
    start = max(data.rfind(b"</", 0, at + 2), 0)
    found = _END_TAG.match(data, start)
    name = found.group(1).decode("utf-8", "replace") if found else ""
    end = found.end() if found else at + 1
    return Fault(f"'</{name}>' where '</{inside}>' has to come first", start, end)


def _invalid(data: bytes, at: int, inside: str) -> str:
    byte = data[at : at + 1]
    if not byte:
        return "the text ends too early"
    if byte == b"\0":
        return "a NUL byte"
    if byte < b" " and byte not in b"\t\r\n":
        return f"the character U+{byte[0]:04X}, which XML does not allow"
    if byte >= b"\x80":
        return f"the byte 0x{byte[0]:02X} is no character in the encoding of the text"
    before = data[max(at - LOOK_BACK, 0) : at]
    if byte == b"<":
        return "a '<' inside a tag or a value: a value has it as '&lt;'"
    if byte == b"&" or _OPEN_REFERENCE.search(before):
        return "a '&' that begins no reference: it is written '&amp;'"
    if before.endswith(b"--"):
        return "'--' inside a comment"
    tag = before[before.rfind(b"<") :]
    if before.rfind(b"<") >= 0 and b">" not in tag and (fault := _in_tag(byte, tag)):
        return fault
    where = f" inside <{inside}>" if inside else ""
    shown = "blank" if byte.isspace() else f"'{byte.decode('ascii')}'"
    return f"a {shown} that XML does not allow here{where}"


def _in_tag(byte: bytes, before: bytes) -> str:
    """What is wrong at `byte` behind the beginning of a tag, if it is one of the common faults."""
    if before.rstrip().endswith(b"="):
        return "a value without quotes"
    if before.endswith((b'"', b"'")) and byte not in b"/>":
        return "no blank between two attributes"
    bare = _BARE_NAME.search(before)
    if bare is not None:
        return f"the attribute '{bare[1].decode('utf-8', 'replace')}' has no value"
    return ""
