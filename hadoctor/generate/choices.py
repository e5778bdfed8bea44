"""What a description may choose although rules warn of it: it has to say so in so many words, and the files
say it again. Every other finding is a mistake, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.generate.description import Description


class Choice(NamedTuple):
    words: str
    """As the description has it."""
    codes: frozenset[str]
    """The rules that are silent for it."""
    meaning: str
    """What it costs."""


def choices(cluster: Description) -> Iterator[Choice]:
    if not cluster.fenced:
        yield _choice(
            'fencing.agent = "none"',
            "FEN001 QUO005",
            "a node that the cluster has lost may still run: services can run twice, and what both"
            " write is damaged",
        )
    if cluster.transport == "udpu":
        yield _choice(
            'cluster.transport = "udpu"',
            "TOT001 SEC001 TOT015",
            "who can send to the nodes can take part in the cluster; there is one link only",
        )
    elif not cluster.encryption:
        yield _choice(
            "cluster.encryption = false",
            "SEC001 SEC013",
            "who can send to the nodes can take part in the cluster",
        )
    if cluster.links == 1:
        yield _choice(
            "an address for each node",
            "TOT015",
            "when that one network fails, the nodes lose each other",
        )
    alone = [one.name for one in cluster.addresses if not one.services]
    if alone:
        yield _choice(
            f"no services of {', '.join(alone)}",
            "RES007 RES021",
            "the address moves when its node is lost, not when what listens there fails",
        )


def _choice(words: str, codes: str, meaning: str) -> Choice:
    return Choice(words, frozenset(codes.split()), meaning)
