"""Loads a grammar of `grammars/` into a Lark lexer, once per process, when it is first needed.

Lark's own cache is a pickle under a guessable name in the shared temporary directory; it is not used.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark, Token

# In an installed package the grammars lie inside it, in a checkout beside it.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDERS = (os.path.join(_PACKAGE, "grammars"), os.path.join(os.path.dirname(_PACKAGE), "grammars"))


def grammar(language: str) -> str:
    """The text of a grammar."""
    for folder in FOLDERS:
        path = os.path.join(folder, f"{language}.lark")
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                return file.read()
    raise FileNotFoundError(f"no grammar {language}.lark in {' or '.join(FOLDERS)}")


@cache
def lexer(language: str) -> Lark:
    """The terminals of a line grammar. There is no tree to build from lines: tables for a parser would
    only cost time."""
    from lark import Lark

    return Lark(grammar(language), parser=None, lexer="basic")


def tokens(language: str, text: str) -> list[Token]:
    """The text as the tokens of a line grammar: joined, they are the text again."""
    return list(lexer(language).lex(text))
