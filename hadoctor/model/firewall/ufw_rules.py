"""The rules of ufw, by the files that it keeps them in.

Fact, by its sources (ufw/common.py, match): a rule that differs in nothing but what it does and its comment
is the same rule to it. Then a new one is not added, and to delete it takes the old one away.
"""

from __future__ import annotations

from hadoctor.model.firewall.opening import Gate
from hadoctor.model.firewall.packet import Direction

FILES = ("/etc/ufw/user.rules", "/etc/ufw/user6.rules")
_MARK = "### tuple ### "


def known(texts: list[str], gate: Gate) -> bool:
    """Whether it has a rule for a gate already, whatever that does."""
    lines = (line for text in texts for line in text.splitlines() if line.startswith(_MARK))
    return any(line.removeprefix(_MARK).split()[1:7] == _words(gate) for line in lines)


def _words(gate: Gate) -> list[str]:
    """Protocol, port and address to, port and address from, direction and interface."""
    anywhere = "0.0.0.0/0" if gate.peer.family == 4 else "::/0"
    way = gate.direction.value + (f"_{gate.interface}" if gate.interface else "")
    ends = (
        (anywhere, str(gate.peer)) if gate.direction is Direction.IN else (str(gate.peer), anywhere)
    )
    return [gate.protocol, gate.ports(":"), ends[0], "any", ends[1], way]
