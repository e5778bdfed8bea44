"""What the resolver says of the names of the cluster."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hadoctor.facts import Unknown
from hadoctor.facts.node.names import Answer, Names
from hadoctor.model.address import Name, parse
from hadoctor.model.corosync import Corosync
from hadoctor.probe.configuration import corosync
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import World

MOST = 64
"""So many names are asked for; a hostile nodelist could have thousands."""


def names(world: World) -> Names | Unknown:
    hostname = world.read("/proc/sys/kernel/hostname", 256)
    own = "" if isinstance(hostname, Unknown) else hostname.decode("utf-8", "replace").strip()
    conf = corosync(world)
    wanted = [own, *(() if isinstance(conf, Unknown) else _named(conf))]
    several = list(dict.fromkeys(n.lower() for n in wanted if isinstance(parse(n), Name)))[:MOST]
    if not several:
        return Names(())
    with ThreadPoolExecutor(16) as pool:
        return Names(tuple(pool.map(lambda name: _ask(world, name), several)))


def _named(conf: Corosync) -> list[str]:
    entries = [e for n in conf.nodes for e in (*n.addresses.values(), n.name) if e is not None]
    return [e.text for e in entries if "%" not in e.text]


def _ask(world: World, name: str) -> Answer:
    from time import monotonic

    start = monotonic()
    found = world.resolve(name)
    seconds = round(monotonic() - start, 2)
    if isinstance(found, Unknown):
        return Answer(name, (), found.why, seconds, found.why.endswith("did not answer"))
    return Answer(name, found, "", seconds)


PROBES = (Probe(Names, "names", names),)
