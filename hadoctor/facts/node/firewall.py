"""The rules of the node's firewall, in the words of the tools that show them."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.firewall import iptables, nft
from hadoctor.model.firewall.ruleset import RuleSet, combined


class Firewall(NamedTuple):
    """The texts of the tools; empty where a tool has nothing to show."""

    nft: str = ""
    """`nft -j list ruleset`"""
    iptables: str = ""
    """`iptables-save`"""
    ip6tables: str = ""
    legacy: str = ""
    """`iptables-legacy-save`: rules that neither nft nor the other iptables shows."""
    legacy6: str = ""
    blind: tuple[str, ...] = ()
    """Why a part of the rules cannot be seen: then nothing is known to pass."""

    def rules(self) -> RuleSet:
        """All rules of the node."""
        return combined(
            nft.read(self.nft),
            iptables.read(self.iptables, 4),
            iptables.read(self.ip6tables, 6),
            iptables.read(self.legacy, 4),
            iptables.read(self.legacy6, 6),
            RuleSet(blind=self.blind),
        )
