"""What systemd-timesyncd says. Its answer to programs is `timedatectl show-timesync`; that the clock is
synchronised it says with a file, systemd-timesyncd.service(8)."""

from __future__ import annotations

import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.clock import Synchronization
from hadoctor.probe.systemctl import read_show
from hadoctor.probe.world import World

SYNCHRONIZED = "/run/systemd/timesync/synchronized"
COMMAND = ("timedatectl", "show-timesync", "--all")
_STRATUM = re.compile(r"\bStratum=(\d+)")


def state(world: World) -> Synchronization | Unknown:
    marked = world.stat(SYNCHRONIZED)
    synchronized = not isinstance(marked, Unknown)
    if isinstance(marked, Unknown) and not marked.why.endswith("does not exist"):
        return marked
    ran = world.run(*COMMAND)
    if isinstance(ran, Unknown) or not ran.ok:
        line = SYNCHRONIZED if synchronized else ""
        return Synchronization(f"stat {SYNCHRONIZED}", line, synchronized)
    found = next(iter(read_show(ran.out)), {})
    stratum = _STRATUM.search(found.get("NTPMessage", ""))
    return Synchronization(
        " ".join(COMMAND),
        f"ServerName={found.get('ServerName', '')}",
        synchronized,
        found.get("ServerName", ""),
        int(stratum[1]) if stratum else None,
    )
