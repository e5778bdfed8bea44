"""What a misspelt word was probably meant to be, for as many words as there is time for."""

from __future__ import annotations

from hadoctor.source import suggest

BUDGET = 200
"""Different words that are looked up in one run. A file with more is not misspelt but hostile."""


class Nearest:
    """Remembers what it has found; beyond its budget of words it finds nothing new."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._found: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def __call__(self, word: str, candidates: tuple[str, ...]) -> str | None:
        key = (word, candidates)
        if key not in self._found:
            if len(self._found) >= self._budget:
                return None
            self._found[key] = suggest(word, candidates)
        return self._found[key]
