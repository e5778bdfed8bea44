"""Asks the corosync daemon. It may be down, or so busy that its tools never come back: each has a limit,
and what it does not say is Unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.links import KnetLinks, LinkState, Ring, RingAddress, RingAddresses
from hadoctor.facts.node.qdevice import QdeviceState
from hadoctor.facts.node.quorum import QuorumState, Voter
from hadoctor.facts.node.running import RunningMap, number
from hadoctor.probe.gather import Probe
from hadoctor.probe.saying import ask
from hadoctor.probe.world import Ran, World

LEFT_OUT = ("internal_configuration.", "runtime.services.", "runtime.connections.", "stats.")
SECRETS = ("totem.key",)
_LINE = re.compile(r"(\S+) \(\w+\) = ?(.*)")
_KNET = re.compile(r"stats\.knet\.node(\d+)\.link(\d+)\.(\w+)")
_VOTER = re.compile(r" +(\d+) +(\d+)(?: +([AVMNWR,]+)(?= ))?(?: .*)?")
_RING = re.compile(r"(?:LINK|RING) ID (\d+)\b")
LOOPBACK_MTU = 65535
"""What knet gives the link of a node to itself."""


def running(world: World) -> RunningMap | Unknown:
    ran = ask(world, "corosync-cmapctl")
    if isinstance(ran, Unknown):
        return ran
    found = read_map(ran.out)
    # A daemon that runs has keys.
    return found if found.keys else Unknown("the answer of corosync-cmapctl cannot be read")


def read_map(text: str) -> RunningMap:
    return RunningMap(
        {
            key: "*" * 8 if key in SECRETS else value
            for key, value in _lines(text)
            if not key.startswith(LEFT_OUT)
        }
    )


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Lines `key (type) = value`."""
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match:
            yield match[1], match[2]


def quorum(world: World) -> QuorumState | Unknown:
    # 2 is the exit code of a node that is not quorate.
    ran = ask(world, "corosync-quorumtool", "-s", "-i", codes=(0, 2))
    if isinstance(ran, Unknown):
        return ran
    found = read_quorum(ran.out)
    return found or Unknown("corosync-quorumtool -s -i: " + (ran.err.strip() or "no answer"))


def read_quorum(text: str) -> QuorumState | None:
    values: dict[str, str] = {}
    voters: list[Voter] = []
    listed = False
    for line in text.splitlines():
        listed = listed or line.startswith("Membership information")
        match = _VOTER.fullmatch(line) if listed else None
        if match:
            voters.append(Voter(number(match[1]), number(match[2]), match[3] or ""))
        name, colon, value = line.partition(":")
        if colon and not listed:
            values[name.strip()] = value.strip()
    if "Quorate" not in values:
        return None
    needed, _, rest = values.get("Quorum", "").partition(" ")
    return QuorumState(
        values["Quorate"] == "Yes",
        values.get("Quorum provider", ""),
        number(values.get("Node ID")),
        values.get("Ring ID", ""),
        number(values.get("Expected votes")),
        number(values.get("Highest expected")),
        number(values.get("Total votes")),
        number(needed),
        "blocked" in rest,
        tuple(values.get("Flags", "").split()),
        tuple(voters),
    )


def links(world: World) -> KnetLinks | Unknown:
    ran = ask(world, "corosync-cmapctl", "-m", "stats", "stats.knet.node")
    if isinstance(ran, Unknown):
        return ran
    return read_links(ran.out) or Unknown("corosync has no statistics of knet: another transport")


def read_links(text: str) -> KnetLinks | None:
    found: dict[tuple[int, int], dict[str, int]] = {}
    for key, value in _lines(text):
        match = _KNET.fullmatch(key)
        if match:
            found.setdefault((int(match[1]), int(match[2])), {})[match[3]] = number(value)
    if not found:
        return None
    states = [
        LinkState(
            node,
            link,
            bool(keys.get("connected")),
            bool(keys.get("enabled", 1)),
            keys.get("mtu", 0),
            keys.get("up_count", 0),
            keys.get("down_count", 0),
            keys.get("latency_ave", 0),
            keys.get("latency_max", 0),
        )
        for (node, link), keys in sorted(found.items())
        if keys.get("mtu") != LOOPBACK_MTU
    ]
    return KnetLinks(tuple(states))


def ring(world: World) -> Ring | Unknown:
    ran = ask(world, "corosync-cmapctl", "-m", "stats", "stats.srp.")
    if isinstance(ran, Ran) and not ran.out:
        # Corosync 2 has them in the map itself.
        ran = ask(world, "corosync-cmapctl", "runtime.totem.pg.mrp.srp.")
    if isinstance(ran, Unknown):
        return ran
    return read_ring(ran.out) if ran.out else Unknown("corosync has no counters of totem")


def read_ring(text: str) -> Ring:
    values = {key.rpartition(".")[2]: number(value) for key, value in _lines(text)}
    return Ring(
        values.get("continuous_gather", 0),
        bool(values.get("firewall_enabled_or_nic_failure")),
        values.get("operational_token_lost", 0),
        values.get("mcast_retx", 0),
    )


def addresses(world: World) -> RingAddresses | Unknown:
    ran = ask(world, "corosync-cfgtool", "-s")
    return ran if isinstance(ran, Unknown) else read_addresses(ran.out)


def read_addresses(text: str) -> RingAddresses:
    found: list[RingAddress] = []
    for line in text.splitlines():
        match = _RING.match(line)
        name, _, value = line.partition("=")
        if match:
            found.append(RingAddress(int(match[1]), ""))
        elif found and name.strip() in ("addr", "id"):
            found[-1] = found[-1]._replace(address=value.strip())
        elif found and name.strip() == "status" and "FAULTY" in value:
            found[-1] = found[-1]._replace(faulty=True)
    return RingAddresses(tuple(found))


def qdevice(world: World) -> QdeviceState | Unknown:
    ran = ask(world, "corosync-qdevice-tool", "-s")
    return ran if isinstance(ran, Unknown) else read_qdevice(ran.out)


def read_qdevice(text: str) -> QdeviceState:
    pairs = (line.partition(":")[::2] for line in text.splitlines() if ":" in line)
    values = {name.strip(): value.strip() for name, value in pairs}
    return QdeviceState(
        values.get("Model", ""),
        values.get("State", ""),
        values.get("QNetd host", ""),
        values.get("Algorithm", ""),
    )


PROBES = (
    Probe(RunningMap, "corosync's map", running),
    Probe(QuorumState, "quorum", quorum),
    Probe(KnetLinks, "links", links),
    Probe(Ring, "ring", ring),
    Probe(RingAddresses, "addresses of the links", addresses),
    Probe(QdeviceState, "quorum device", qdevice),
)
