"""What ntpd says (ntp and ntpsec): `ntpq`, whose variables stand as name=value."""

from __future__ import annotations

import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.clock import Synchronization
from hadoctor.probe.saying import ask
from hadoctor.probe.world import World

VARIABLES = ("ntpq", "-n", "-c", "rv 0 leap,stratum,offset,refid")
UNSYNCHRONIZED = 16
"""The stratum of a clock that follows nothing."""
_PAIR = re.compile(r"(\w+)=([^,\s]+)")


def state(world: World) -> Synchronization | Unknown:
    ran = ask(world, *VARIABLES)
    if isinstance(ran, Unknown):
        return ran
    found = read_variables(ran.out)
    peers = world.run("ntpq", "-n", "-p")
    if isinstance(found, Unknown) or isinstance(peers, Unknown) or not peers.ok:
        return found
    counted = read_peers(peers.out)
    return found._replace(sources=len(counted), reachable=sum(counted))


def read_variables(said: str) -> Synchronization | Unknown:
    values = dict(_PAIR.findall(said))
    try:
        stratum = int(values["stratum"])
        # In milliseconds: what has to be added to the clock.
        offset = float(values["offset"]) / 1000
    except (KeyError, ValueError):
        return Unknown("the answer of ntpq cannot be read")
    leap = values.get("leap", "00")
    return Synchronization(
        " ".join(VARIABLES),
        " ".join(said.split()),
        leap not in ("3", "11") and stratum < UNSYNCHRONIZED,
        values.get("refid", ""),
        stratum,
        -offset,
    )


def read_peers(said: str) -> list[bool]:
    """Under the line of `=`: remote, refid, st, t, when, poll, reach (octal) …; a pool's own line is no
    source."""
    body = said.partition("===")[2].partition("\n")[2]
    found = []
    for line in body.splitlines():
        words = line[1:].split()
        if len(words) >= 7 and words[1] != ".POOL.":
            found.append(words[6] not in ("0", "000"))
    return found
