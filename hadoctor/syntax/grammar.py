"""Loads a grammar of `grammars/` into a Lark lexer, once per process, when it is first needed.

Lark's own cache is a pickle under a guessable name in the shared temporary directory; it is not used.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark, Token

# In an installed package the grammars lie inside it, in a checkout beside it.
_PACKAGE = Path(__file__).parent.parent
FOLDERS = (_PACKAGE / "grammars", _PACKAGE.parent / "grammars")


def grammar_file(language: str) -> Path:
    for folder in FOLDERS:
        path = folder / f"{language}.lark"
        if path.is_file():
            return path
    raise FileNotFoundError(f"no grammar {language}.lark in {' or '.join(map(str, FOLDERS))}")


@cache
def lexer(language: str) -> Lark:
    """The terminals of a line grammar. There is no tree to build from lines: tables for a parser would
    only cost time."""
    from lark import Lark

    text = grammar_file(language).read_text(encoding="utf-8")
    return Lark(text, parser=None, lexer="basic")


def tokens(language: str, text: str) -> list[Token]:
    """The text as the tokens of a line grammar: joined, they are the text again."""
    return list(lexer(language).lex(text))
