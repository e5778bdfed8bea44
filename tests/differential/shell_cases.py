"""Crm text to give to the real shell and to us, and what the two say about it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hadoctor.model.cib.canonical import canonical
from hadoctor.model.crm.dump import dump
from hadoctor.model.crm.load import load
from hadoctor.source import Source
from hadoctor.target import DEFAULTS, Targets
from tests.shell import generate
from tests.shell.fixtures import CORPUS
from tests.shell.mutate import mutated
from tests.shell.oracle import Verdict

# What only the agents that are installed decide: crmsh 5 refuses an operation that they do not have.
AGENTS = re.compile(r"not found in Resource Agent meta-data")


class Ours(NamedTuple):
    accepted: bool
    cib: str | None
    show: str | None
    why: tuple[str, ...]


class Disagreement(NamedTuple):
    """`about` is accepted, cib or show."""

    about: str
    text: bytes
    theirs: Verdict
    ours: Ours

    def __str__(self) -> str:
        if self.about == "accepted":
            said = [m for m in self.theirs.messages if "meta-data" not in m][-3:]
            sides = [f"shell: {self.theirs.stage} {said}", f"ours: {list(self.ours.why[:3])}"]
        else:
            pair = getattr(self.theirs, self.about), getattr(self.ours, self.about)
            sides = ["shell: {}\nours:  {}".format(*(_around(*pair, side) for side in (0, 1)))]
        shown = self.text.decode("utf-8", "backslashreplace")
        return "\n".join((f"-- {self.about} --", shown, *sides))


def _around(theirs: str, ours: str, side: int) -> str:
    """The place where two texts part, on one side."""
    pairs = zip(theirs, ours, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(theirs), len(ours)))
    return (theirs, ours)[side][max(0, at - 80) : at + 80]


def judged(text: bytes, targets: Targets = DEFAULTS) -> Ours:
    loaded = load(Source("cib.crm", text), targets)
    why = tuple(f"{r.stage.value}: {r.message}" for r in loaded.refusals if r.refused)
    if not loaded.accepted:
        return Ours(False, None, None, why)
    configuration = loaded.configuration
    return Ours(True, canonical(configuration), dump(configuration, targets.crmsh), why)


def compare(text: bytes, theirs: Verdict, targets: Targets = DEFAULTS) -> Disagreement | None:
    ours = judged(text, targets)
    if theirs.stage == "verify" and AGENTS.search(" ".join(theirs.messages)):
        return None
    if ours.accepted != theirs.accepted:
        return Disagreement("accepted", text, theirs, ours)
    if theirs.cib is not None and ours.cib != theirs.cib:
        return Disagreement("cib", text, theirs, ours)
    if theirs.show is not None and ours.show != theirs.show:
        return Disagreement("show", text, theirs, ours)
    return None


def texts(start: int, count: int) -> Iterator[bytes]:
    """Files to try: generated ones, as they are and spoiled, word soup, spoiled corpus."""
    corpus = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.crm"))]
    corpus += [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.show"))]
    for seed in range(start, start + count):
        dice = random.Random(f"mutate {seed}")
        if seed % 5 == 4:
            text = mutated(dice.choice(corpus), dice)
        elif seed % 5 == 3:
            text = mutated(generate.text(seed), dice)
        elif seed % 5 == 2:
            text = generate.soup(seed)
        else:
            text = generate.text(seed)
        yield text.encode("utf-8")


def shrunk(text: bytes, wrong: Callable[[bytes], bool], limit: int = 400) -> bytes:
    """A smaller text that is wrong as well: first without some of its lines, then without words.
    `limit` bounds the attempts."""
    for pattern in (rb"(?<=\n)(?=[^\s])", rb"(?<=\n)", rb"(?<=\s)(?=\S)"):
        parts = re.split(pattern, text)
        size = max(1, len(parts) // 2)
        while limit > 0:
            at, smaller = 0, False
            while at < len(parts) and limit > 0:
                attempt = parts[:at] + parts[at + size :]
                limit -= 1
                if len(attempt) < len(parts) and wrong(b"".join(attempt)):
                    parts, smaller = attempt, True
                else:
                    at += size
            if size == 1 and not smaller:
                break
            size = max(1, size // 2)
        text = b"".join(parts)
    return text
