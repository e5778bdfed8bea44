"""Runs all probes at once; the whole takes little longer than the slowest.

A probe is a function from the world to a fact of one kind; it is registered in PROBES. It ends by the
limits of what it asks; one that does not is left behind, and its fact is Unknown.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from hadoctor.facts import Unknown
from hadoctor.probe.world import World

WHOLE = 30.0
"""Seconds for all probes together."""


class Probe(NamedTuple):
    """`kind`: the type of the fact. `name`: what is shown while it runs."""

    kind: type
    name: str
    ask: Callable[[World], Any]


class Gathered(NamedTuple):
    facts: dict[type, Any]
    """By kind; Unknown, with the reason, where there is no answer."""
    seconds: Mapping[str, float]
    """How long each probe took, by its name."""


def gather(
    world: World,
    probes: Iterable[Probe],
    progress: Callable[[str], None] = lambda _: None,
    whole: float = WHOLE,
) -> Gathered:
    """`progress` is told the name of each probe that has ended."""
    probes = tuple(probes)
    facts: dict[type, Any] = {}
    seconds: dict[str, float] = {}
    ended = threading.Condition()

    def work(probe: Probe) -> None:
        start = time.monotonic()
        try:
            found = probe.ask(world)
        except Exception as error:  # a broken probe must not take the others with it
            found = Unknown(f"the probe broke: {type(error).__name__}: {error}")
        with ended:
            facts[probe.kind] = found
            seconds[probe.name] = time.monotonic() - start
            ended.notify()

    for probe in probes:
        threading.Thread(target=work, args=(probe,), daemon=True).start()
    deadline = time.monotonic() + whole
    told: set[str] = set()
    with ended:
        while len(seconds) < len(probes) and ended.wait(max(0.0, deadline - time.monotonic())):
            for name in seconds.keys() - told:
                told.add(name)
                progress(name)
        known = dict(facts)
        taken = dict(seconds)
    for probe in probes:
        known.setdefault(probe.kind, Unknown(f"no answer within {whole:g} s"))
    return Gathered(known, taken)
