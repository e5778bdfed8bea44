"""What people leave on a line by mistake, and the daemon takes for a part of it: comments, braces,
quotes, variables of templates, characters that only look like ASCII.

Texts are Latin-1 here, as in the tree: one character is one byte.
"""

from __future__ import annotations

import re
from functools import cache

from hadoctor.model.cmap import _NAME as NAME_CHARACTERS

_COMMENT = re.compile(r"(?:[ \t]+|^)#|[ \t]+//|^//(?=[ \t])")
_TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^}\n]*%\}|\{#.*?#\}|\$\{[^}\n]*\}|<%.*?%>")
_ODD = re.compile(r"[^\t\n\r -~]|\r(?!\n)")


def comment(value: str) -> int | None:
    """Where in a value its author began a comment (the blanks before it included)."""
    found = _COMMENT.search(value)
    if found is None:
        return None
    before = value[: found.start()]
    if before.count('"') % 2 or before.count("'") % 2:
        return None  # inside of quotes, as in a command
    return found.start()


def quoted(value: str) -> str | None:
    """What stands inside a pair of quotes around the whole value."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return None


def swallowed_brace(value: str) -> bool:
    """Whether a closing brace was written behind the value, on its line."""
    return value == "}" or value.endswith((" }", "\t}"))


def template(text: str) -> str | None:
    """A variable or a tag of a template that nobody filled in."""
    found = _TEMPLATE.search(text)
    return found[0] if found else None


def illegal(name: str) -> str:
    """The characters of a key or section name that the daemon's map does not take, each once."""
    return "".join(dict.fromkeys(c for c in name if c not in NAME_CHARACTERS))


def odd(text: str) -> bool:
    """Whether there is anything but printable ASCII, blanks, tabs and line ends."""
    return not text.isascii() or _ODD.search(text) is not None


@cache
def look_alikes() -> dict[str, tuple[str, str]]:
    """Characters that come with a copy from elsewhere: what was meant, and what they are called."""
    found = {
        "\ufeff": ("", "a byte order mark"),
        "\u200b": ("", "a zero-width space"),
        "\u200c": ("", "a zero-width non-joiner"),
        "\u200d": ("", "a zero-width joiner"),
        "\u2060": ("", "a word joiner"),
        "\u00ad": ("", "a soft hyphen"),
        "\u00a0": (" ", "a no-break space"),
        "\u202f": (" ", "a narrow no-break space"),
        "\u3000": (" ", "an ideographic space"),
        "\r": ("", "a carriage return inside the line"),
    }
    for plain, name, odd in (
        (" ", "a typographic space", map(chr, range(0x2000, 0x200B))),
        ("'", "a typographic quote", "\u2018\u2019\u201a\u2032"),
        ('"', "a typographic quote", "\u201c\u201d\u201e\u2033\u00ab\u00bb"),
        ("-", "a typographic dash", map(chr, (*range(0x2010, 0x2016), 0x2212))),
        # Single bytes of Latin-1 and Windows: not UTF-8, so they come as lone surrogates.
        (" ", "a no-break space (Latin-1)", "\udca0"),
        ("'", "a typographic quote (Windows)", "\udc91\udc92"),
        ('"', "a typographic quote (Windows)", "\udc93\udc94"),
        ("-", "a typographic dash (Windows)", "\udc96\udc97"),
        ("", "a control character", map(chr, (*range(9), 11, 12, *range(14, 32), 127))),
    ):
        found.update(dict.fromkeys(odd, (plain, name)))
    for code in range(0xFF01, 0xFF5F):
        found[chr(code)] = (chr(code - 0xFEE0), "a full-width character")
    return found


def characters(text: str) -> str:
    """The text as UTF-8 has it, bytes that are not UTF-8 as lone surrogates."""
    return text.encode("latin-1").decode("utf-8", "surrogateescape")


def plain(text: str) -> str:
    """The text with plain characters in place of those that only look like them."""
    if not odd(text):
        return text
    known = look_alikes()
    return "".join(known[c][0] if c in known else c for c in characters(text))


def only_odd(name: str) -> bool:
    """Whether nothing but odd characters spoils a name, or a comment that is taken for one."""
    meant = plain(name).strip()
    return odd(name) and (meant.startswith("#") or not illegal(meant))


def is_junk(text: str) -> bool:
    """Whether a line would still be none of the daemon's kinds of line with plain characters."""
    bare = plain(text).strip()
    return bool(bare) and not bare.startswith("#") and not any(sign in bare for sign in "{:}")


def secret(key: str) -> bool:
    """Whether the value of a key must not be shown: that of totem.key."""
    return key.rpartition(".")[2].lower() == "key"


def bare(value: str) -> str:
    """The value without a comment, quotes and odd characters: what its author meant."""
    start = comment(value)
    text = plain(value if start is None else value[:start]).strip()
    inner = quoted(text)
    return text if inner is None else inner.strip()
