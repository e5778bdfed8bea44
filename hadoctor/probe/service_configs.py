"""Hashes of the files that services of the cluster are set up by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.service_configs import ServiceConfig, ServiceConfigs
from hadoctor.model.pacemaker.service_files import FILES
from hadoctor.probe.gather import Probe
from hadoctor.probe.routes import own_interfaces
from hadoctor.probe.world import World

SIZE_MAX = 1 << 20
"""Bytes of a file that is looked at."""
MOST = 200
"""So many files are."""
_SECRET = re.compile(rb"passw|secret|key|token|credential|auth", re.IGNORECASE)


def service_configs(world: World) -> ServiceConfigs:
    own = tuple(_own(world))
    found = []
    for path in list(_paths(world))[:MOST]:
        data = world.read(path, SIZE_MAX)
        if not isinstance(data, Unknown):
            found.append(ServiceConfig(path, digest(data, own)))
    return ServiceConfigs(tuple(found))


def _paths(world: World) -> Iterator[str]:
    for path in sorted({path for paths in FILES.values() for path in paths.split()}):
        if not path.endswith("/"):
            if not isinstance(world.stat(path), Unknown):
                yield path
            continue
        names = world.names(path.rstrip("/"))
        if not isinstance(names, Unknown):
            yield from (
                path + name for name in names if name.endswith((".conf", ".res", ".exports"))
            )


def _own(world: World) -> Iterator[bytes]:
    """The names and addresses of this host, the longest first."""
    hostname = world.read("/proc/sys/kernel/hostname", 256)
    interfaces = own_interfaces(world)
    words = set()
    if not isinstance(hostname, Unknown):
        name = hostname.strip()
        words |= {name, name.partition(b".")[0]}
    if not isinstance(interfaces, Unknown):
        words |= {
            str(one.literal).encode() for one in interfaces.addresses if not one.literal.loopback
        }
    yield from sorted(filter(None, words), key=lambda word: (-len(word), word))


def digest(data: bytes, own: Iterable[bytes]) -> str:
    """Of what the file says. Whoever knows all the rest of a file could try what a short secret is: lines
    with one are left out."""
    from hashlib import sha256

    words = b"|".join(map(re.escape, own))
    if words:
        data = re.sub(rb"(?<![\w.:-])(?:" + words + rb")(?![\w-]|\.\w)", b"<own>", data)
    lines = (line.split(b"#")[0].split() for line in data.splitlines() if not _SECRET.search(line))
    said = b"\n".join(b" ".join(line) for line in lines if line)
    return sha256(said).hexdigest()[:16]


PROBES = (Probe(ServiceConfigs, "services' files", service_configs),)
