"""What a word of a configuration means: an option of Corosync or Pacemaker, or an agent."""

from __future__ import annotations

from hadoctor.explain import agents, corosync, pacemaker
from hadoctor.source import suggest

_ENOUGH = 5
"""So many letters of a beginning say which word was meant."""


def text(word: str) -> str:
    """The pages of everything that the word may mean; empty when it means nothing."""
    word = word.strip()
    pages = [*pacemaker.pages(word), *agents.pages(word)]
    rows = corosync.find(word)
    if rows:
        pages.insert(0, corosync.text(rows))
    return "\n".join(pages)


def near(word: str) -> str | None:
    """The word that was probably meant, of everything that has a page."""
    known = [*corosync.words(), *pacemaker.words(), *agents.words()]
    longer = [w for w in known if len(word) >= _ENOUGH and w.lower().startswith(word.lower())]
    if longer:
        return min(longer, key=len)
    return suggest(word, known) or suggest(word.rpartition(".")[2], known)
