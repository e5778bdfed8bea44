"""The node's corosync.conf as the probes need it: they ask for what it names."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.model.corosync import Corosync
from hadoctor.probe.texts import CONF_PATH
from hadoctor.probe.world import World


def corosync(world: World) -> Corosync | Unknown:
    """Judged for the default release: what a probe takes from it is the same for all."""
    from hadoctor.facts import corosync as facts
    from hadoctor.facts.subject import Subject
    from hadoctor.source import Source
    from hadoctor.target import DEFAULT

    data = world.read(CONF_PATH)
    if isinstance(data, Unknown):
        return data
    found = facts.subject(Source(CONF_PATH, data), DEFAULT)
    if not isinstance(found, Subject):
        return Unknown(f"{CONF_PATH}: {found.error}")
    return found.facts.get(Corosync)


def lines(data: bytes | Unknown) -> list[str]:
    """The lines of a small text; none where it is not there."""
    return [] if isinstance(data, Unknown) else data.decode("utf-8", "replace").splitlines()
