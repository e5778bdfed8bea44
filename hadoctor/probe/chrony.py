"""What chronyd says: `chronyc -c`, whose values stand between commas; chronyc(1)."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.clock import Synchronization
from hadoctor.probe.saying import ask
from hadoctor.probe.world import World

TRACKING = ("chronyc", "-n", "-c", "tracking")
_REFERENCE, _ADDRESS, _STRATUM, _TIME, _OFFSET = range(5)
_LEAP = 13


def state(world: World) -> Synchronization | Unknown:
    ran = ask(world, *TRACKING)
    if isinstance(ran, Unknown):
        return ran
    found = read_tracking(ran.out)
    sources = world.run("chronyc", "-n", "-c", "sources")
    if isinstance(found, Unknown) or isinstance(sources, Unknown) or not sources.ok:
        return found
    counted = read_sources(sources.out)
    return found._replace(sources=len(counted), reachable=sum(counted))


def read_tracking(said: str) -> Synchronization | Unknown:
    line = next((row for row in said.splitlines() if row.count(",") >= _LEAP), "")
    fields = line.split(",")
    try:
        stratum, offset = int(fields[_STRATUM]), float(fields[_OFFSET])
    except (ValueError, IndexError):
        return Unknown("the answer of chronyc tracking cannot be read")
    # The offset is that of the system clock from the time that chronyd takes for true: it is positive
    # where the clock is behind ("slow of NTP time" is how the plain output says it).
    return Synchronization(
        " ".join(TRACKING),
        line,
        fields[_LEAP].strip() != "Not synchronised",
        "" if fields[_REFERENCE] == "00000000" else fields[_ADDRESS],
        stratum,
        -offset,
    )


def read_sources(said: str) -> list[bool]:
    """Of every source, whether it answered one of the last eight times it was asked."""
    found = []
    for line in said.splitlines():
        fields = line.split(",")
        if len(fields) >= 7 and fields[0] in ("^", "=", "#"):
            found.append(fields[5] not in ("0", ""))
    return found
