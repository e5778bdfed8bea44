"""Faults that people and programs make in crm text: words dropped, doubled, swapped, joined, wrong
brackets, quotes, case, continuation, comments, characters that are not ASCII."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from . import vocabulary

WORDS = re.compile(r"\S+")
# A statement with its continued lines.
STATEMENTS = re.compile(r"(?:[^\n]*\\\n)*[^\n]*(?:\n|(?<=[^\n])$)")
# Names that the shell makes up itself, that are keywords, or that only nearly are the same.
TAKEN = (
    "p1-instance_attributes p1-meta_attributes p1-monitor-10s p1-instance_attributes-a c1-rule c1-0"
    " cib-bootstrap-options rsc-options op-options params meta op rule P1 a.b a-b_c p1.x id-ref 1p n1"
    " g1-meta_attributes p1-operations fencing_topology fencing role1-0 alert1-recipient-1 _x -x #x"
).split()
PIECES = [
    *("\\", '"', "'", "#", "=", ":", "@", "$", "(", ")", "[", "]", "{", "}", "<", "&", "/", ","),
    *("\n", "\r", "\r\n", "\\\n", " \\\n", "\t", "\v", "\f", "\x1f", "\x85", "\xa0", "\u2028"),
    *("\u00e9", "\u0410", "\ufeff", "\u3000", "\U0001f600", "\x7f", "\n\n", "\n# note\n", "--"),
    *(
        '\\"',
        "\\'",
        "\\\\",
        "\\ ",
        "\\#",
        "\\=",
        '" "',
        '""',
        '"\\""',
        "'\"'",
        '"\'"',
        '"\\\\"',
        "${RED}",
    ),
]


def mutated(text: str, dice: random.Random) -> str:
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        text = dice.choice(MUTATIONS)(text, dice)
    return text


def _lines(text: str, dice: random.Random) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, dice.randrange(len(lines))


def _word(text: str, dice: random.Random) -> tuple[int, int]:
    """The place of a word, most likely of a longer text's middle; an empty place where none is."""
    found = list(WORDS.finditer(text))
    return dice.choice(found).span() if found else (0, 0)


def drop_line(text: str, dice: random.Random) -> str:
    lines, at = _lines(text, dice)
    del lines[at]
    return "\n".join(lines)


def double_line(text: str, dice: random.Random) -> str:
    lines, at = _lines(text, dice)
    lines.insert(dice.randrange(len(lines) + 1), lines[at])
    return "\n".join(lines)


def join_lines(text: str, dice: random.Random) -> str:
    lines, at = _lines(text, dice)
    lines[at : at + 2] = [dice.choice((" ", "")).join(lines[at : at + 2])]
    return "\n".join(lines)


def lose_continuation(text: str, dice: random.Random) -> str:
    places = [match.start() for match in re.finditer(r"\\\n", text)]
    if not places:
        return text
    at = dice.choice(places)
    return (
        text[:at] + dice.choice(("\n", "\\ \n", "\\\\\n", "\\\n\n", "\\\n# x\n")) + text[at + 2 :]
    )


def drop_word(text: str, dice: random.Random) -> str:
    start, end = _word(text, dice)
    return text[:start] + text[end:]


def double_word(text: str, dice: random.Random) -> str:
    start, end = _word(text, dice)
    return f"{text[:end]} {text[start:]}"


def swap_words(text: str, dice: random.Random) -> str:
    found = list(WORDS.finditer(text))
    if len(found) < 2:
        return text
    at = dice.randrange(len(found) - 1)
    a, b = found[at], found[at + 1]
    between = text[a.end() : b.start()]
    return text[: a.start()] + b.group() + between + a.group() + text[b.end() :]


def other_word(text: str, dice: random.Random) -> str:
    start, end = _word(text, dice)
    other = _word(text, dice)
    new = dice.choice((text[slice(*other)], *vocabulary.ODD))
    return text[:start] + new + text[end:]


def new_word(text: str, dice: random.Random) -> str:
    start, _ = _word(text, dice)
    other = _word(text, dice)
    new = dice.choice((text[slice(*other)], *vocabulary.ODD))
    return f"{text[:start]}{new} {text[start:]}"


def join_words(text: str, dice: random.Random) -> str:
    _, end = _word(text, dice)
    return text[:end] + text[end:].lstrip(" ")


def split_word(text: str, dice: random.Random) -> str:
    start, end = _word(text, dice)
    places = [k for k in range(start, end) if text[k] in "=:,"] or [start]
    at = dice.choice(places) + dice.choice((0, 1))
    return f"{text[:at]} {text[at:]}"


def new_case(text: str, dice: random.Random) -> str:
    start, end = _word(text, dice)
    change: Callable[[str], str] = dice.choice((str.upper, str.lower, str.title, str.swapcase))
    return text[:start] + change(text[start:end]) + text[end:]


def quote_word(text: str, dice: random.Random) -> str:
    start, end = _word(text, dice)
    if dice.random() < 0.3:
        start = dice.randint(start, end)
    mark = dice.choice("\"'")
    return f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"


def new_piece(text: str, dice: random.Random) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + dice.choice(PIECES) + text[at:]


def drop_character(text: str, dice: random.Random) -> str:
    at = dice.randint(0, max(0, len(text) - 1))
    return text[:at] + text[at + 1 :]


def other_character(text: str, dice: random.Random) -> str:
    at = dice.randint(0, max(0, len(text) - 1))
    return text[:at] + dice.choice(PIECES) + text[at + 1 :]


def other_value(text: str, dice: random.Random) -> str:
    places = [match.span(1) for match in re.finditer(r"=(\"[^\"\n]*\"|[^\s\"]*)", text)]
    if not places:
        return text
    start, end = dice.choice(places)
    return (
        text[:start] + dice.choice([*vocabulary.VALUES.good, *vocabulary.VALUES.bad]) + text[end:]
    )


def rename(text: str, dice: random.Random) -> str:
    """One word everywhere, most likely a name, to one that may be taken or be a keyword."""
    start, end = _word(text, dice)
    old = re.escape(text[start:end].partition("=")[0].strip("\\"))
    new = dice.choice((*TAKEN, *text.split())).partition("=")[0].replace("\\", "")
    return re.sub(rf"(?<![\w.-]){old}(?![\w.-])", lambda _: new, text) if old else text


def move_statement(text: str, dice: random.Random) -> str:
    found = STATEMENTS.findall(text)
    if found:
        found.insert(dice.randrange(len(found)), found.pop(dice.randrange(len(found))))
    return "".join(found)


def double_statement(text: str, dice: random.Random) -> str:
    """A statement once more, perhaps under another name."""
    found = STATEMENTS.findall(text)
    if not found:
        return text
    copy = dice.choice(found)
    if dice.random() < 0.7:
        copy = re.sub(r"^(\S+\s+)(\w+)", r"\g<1>\g<2>x", copy)
    found.insert(dice.randrange(len(found) + 1), copy)
    return "".join(found)


def new_comment(text: str, dice: random.Random) -> str:
    found = STATEMENTS.findall(text) or [text]
    found.insert(dice.randrange(len(found)), f"#{dice.choice(vocabulary.COMMENTS.good)}\n")
    return "".join(found)


def refer(text: str, dice: random.Random) -> str:
    """A reference to a list where a list may stand."""
    names = re.findall(r"^\w+\s+([\w.-]+)", text, re.MULTILINE)
    places = [m.end() for m in re.finditer(r"\b(params|meta|operations|attributes|rule) ", text)]
    if not names or not places:
        return text
    at = dice.choice(places)
    name = dice.choice((*names, *TAKEN)) + dice.choice(("", "", "-meta_attributes", "-rule"))
    return f"{text[:at]}{dice.choice(('$id-ref=', '$id=', '@', '$id='))}{name} {text[at:]}"


def line_ends(text: str, dice: random.Random) -> str:
    return text.replace("\n", dice.choice(("\r\n", "\n\n", " \n", "\r")))


MUTATIONS = (
    *(drop_word, double_word, swap_words, other_word, other_word, new_word, new_word),
    *(join_words, split_word, new_case, quote_word, other_value, other_value),
    *(drop_line, double_line, join_lines, lose_continuation, rename, rename, rename),
    *(move_statement, double_statement, double_statement, new_comment, new_comment, refer, refer),
    *(new_piece, new_piece, drop_character, other_character, line_ends),
)
