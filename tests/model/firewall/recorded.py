"""Rule sets that real tools have made (fixtures/firewall), and the packets of a small cluster."""

from __future__ import annotations

from pathlib import Path

from hadoctor.model.firewall import iptables, nft
from hadoctor.model.firewall.packet import EPHEMERAL, Cast, Direction, Packet, port
from hadoctor.model.firewall.ruleset import RuleSet, combined

from .lab import literal

FOLDER = Path(__file__).parents[3] / "fixtures" / "firewall"


def recorded(*names: str) -> RuleSet:
    """The rules in these files, as one node would have them."""
    return combined(*map(_read, names))


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _read(name: str) -> RuleSet:
    if name.endswith(".json"):
        return nft.read(text(name))
    return iptables.read(text(name), 6 if name.startswith(("ufw6", "ip6")) else 4)


def incoming(peer: str = "10.0.0.2", to: int = 5405, *, node: str = "10.0.0.1") -> Packet:
    """A packet of knet on interface eth1."""
    return Packet(
        Direction.IN,
        "udp",
        literal(peer),
        literal(node),
        port(to),
        port(to),
        "eth1",
        returns=True,
        replies=True,
    )


KNET = incoming()
KNET_OUT = KNET._replace(
    direction=Direction.OUT, source=KNET.destination, destination=KNET.source, returns=None
)
KNET6 = incoming("fd00::2", node="fd00::1")
JOIN = KNET._replace(source_port=EPHEMERAL, replies=False)
"""A message of udpu."""
GROUP = KNET._replace(
    destination=literal("239.192.1.1"), source_port=port(5404), cast=Cast.MULTICAST, replies=False
)
"""A message of udp."""
