"""The texts of a node: its configurations, as the files and the daemons have them."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.facts import Unknown
from hadoctor.facts.live import ADDRESSES, CIB, CONF, DEFAULTS, HOSTS, SBD, SERVICES, Text
from hadoctor.probe.world import World

CONF_PATH = "/etc/corosync/corosync.conf"
SERVICES_PATH = "/etc/corosync/service.d"
SBD_PATHS = ("/etc/default/sbd", "/etc/sysconfig/sbd")
"""A distribution has one of them."""
CIB_PATH = "/var/lib/pacemaker/cib/cib.xml"


class Texts(NamedTuple):
    """By the names of hadoctor.facts.live."""

    by_name: dict[str, Text | Unknown]


def texts(world: World) -> Texts:
    found: dict[str, Text | Unknown] = {
        CONF: _file(world, CONF_PATH),
        HOSTS: _file(world, "/etc/hosts"),
        DEFAULTS: _file(world, "/etc/default/corosync"),
        ADDRESSES: _command(world, "ip", "-j", "addr"),
        CIB: _cib(world),
    }
    for path in SBD_PATHS:
        if not isinstance(world.stat(path), Unknown):
            found.setdefault(SBD, _file(world, path))
    names = world.names(SERVICES_PATH)
    if not isinstance(names, Unknown):
        found |= {SERVICES + name: _file(world, f"{SERVICES_PATH}/{name}") for name in names}
    return Texts(found)


def _file(world: World, path: str) -> Text | Unknown:
    data = world.read(path)
    return data if isinstance(data, Unknown) else Text(path, data)


def _command(world: World, *command: str, limit: float = 5.0) -> Text | Unknown:
    ran = world.run(*command, limit=limit)
    if isinstance(ran, Unknown):
        return ran
    if not ran.ok:
        why = ran.err.strip().splitlines()
        return Unknown(f"{' '.join(command)} failed: {why[-1] if why else ran.code}")
    return Text(" ".join(command), ran.out.encode("utf-8", "replace"))


def _cib(world: World) -> Text | Unknown:
    """The live CIB; of a node where Pacemaker does not run, the copy on its disk."""
    live = _command(world, "cibadmin", "--query", limit=8.0)
    if isinstance(live, Text):
        return live
    stored = _file(world, CIB_PATH)
    return stored if isinstance(stored, Text) else live
