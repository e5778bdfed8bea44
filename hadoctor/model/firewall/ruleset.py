"""The rules of a node, whoever wrote them: tables of chains of rules. nft's words, since iptables' fit in.

A rule applies where all its conditions hold. What cannot be told from the outside of a packet (a limit,
a mark, a length …) is a Doubt with the reason; so is what the readers do not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from hadoctor.model.firewall.pool import Element, Pool, Rows, inside


class Field(Enum):
    """What a rule may ask of a packet."""

    FAMILY = auto()
    """4 or 6."""
    PROTOCOL = auto()
    SADDR = auto()
    DADDR = auto()
    SPORT = auto()
    DPORT = auto()
    IIF = auto()
    """The name of the interface that it came in by; the empty word where it came from the node."""
    OIF = auto()
    STATE = auto()
    """new, established, related, invalid, untracked."""
    STATUS = auto()
    """dnat or snat: whether an address was rewritten."""
    WAY = auto()
    """original or reply."""
    CAST = auto()
    """By the link layer: host, multicast, broadcast."""
    SOURCE_TYPE = auto()
    """By the routing table: local, unicast, multicast, broadcast …"""
    DESTINATION_TYPE = auto()
    RETURN = auto()
    """found or missing: is there a way back to the sender through the same interface?"""


Values = Mapping[Field, tuple[int, int] | str | None]
"""A packet in the terms of rules; None where it is not known."""


class Condition(NamedTuple):
    """The values of these fields are an element of the pool; `negated`: are not."""

    fields: tuple[Field, ...]
    pool: Pool
    negated: bool = False

    def holds(self, values: Values) -> bool | None:
        if isinstance(self.pool, Rows):
            found = self.pool.holds([values[field] for field in self.fields])
        elif len(self.fields) == 1:
            found = self.pool.holds(values[self.fields[0]])
        else:
            # A set without elements.
            found = False
        return found if found is None or not self.negated else not found


class Doubt(NamedTuple):
    """A condition that only the kernel can judge."""

    why: str

    def holds(self, values: Values) -> bool | None:
        return None


Test = Condition | Doubt


class Verb(Enum):
    ACCEPT = auto()
    DROP = auto()
    """Also where the sender is told of it."""
    RETURN = auto()
    JUMP = auto()
    GOTO = auto()
    NEXT = auto()
    """Nothing, or nothing that decides: go on with the next rule."""
    UNKNOWN = auto()
    """Something that ends or changes the way of the packet, and nobody knows how."""


class Action(NamedTuple):
    verb: Verb
    target: str = ""
    """The chain of JUMP and GOTO; of UNKNOWN: why."""


class Choice(NamedTuple):
    """A verdict map: what is done depends on the values of these fields."""

    fields: tuple[Field, ...]
    entries: tuple[tuple[Element, Action], ...]
    otherwise: Action | None = None
    doubt: str = ""
    """Why it is not certain which entries there are."""

    def matches(self, element: Element, values: Values) -> bool | None:
        return inside([values[field] for field in self.fields], element)


class Rule(NamedTuple):
    text: str
    """As the tool shows it."""
    tests: tuple[Test, ...]
    action: Action | Choice
    table: str = ""
    """With its family, as in `inet filter`."""
    chain: str = ""
    number: int = 0
    """nft: the handle; iptables: the line in the text that was read. 0: the policy of a chain."""
    comment: str = ""
    untrack: bool = False
    """It takes the packet out of the connection tracking."""

    @property
    def place(self) -> str:
        return f"{self.table} {self.chain}"


class Chain(NamedTuple):
    name: str
    rules: tuple[Rule, ...] = ()
    hook: str = ""
    """ingress, prerouting, input, forward, output, postrouting, egress; empty: only jumped to."""
    priority: int = 0
    policy: Verb = Verb.ACCEPT
    kind: str = "filter"
    """filter, nat or route."""
    devices: tuple[str, ...] = ()
    """Of ingress and egress: the interfaces. None: it is not known which."""


class Table(NamedTuple):
    family: str
    """ip, ip6, inet, netdev, bridge or arp."""
    name: str
    chains: Mapping[str, Chain]
    tool: str = "nft"
    """What shows it: nft, iptables or ip6tables, and these two with `-legacy`."""
    dormant: bool = False

    @property
    def label(self) -> str:
        return f"{self.family} {self.name}"


class RuleSet(NamedTuple):
    tables: tuple[Table, ...] = ()
    blind: tuple[str, ...] = ()
    """Why some of the rules of the node are not in here: then nothing can be said to be allowed."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(r for t in self.tables for c in t.chains.values() for r in c.rules)


def combined(*parts: RuleSet) -> RuleSet:
    """All the rules of a node, by all the tools that show some.

    Tables of iptables-nft are seen by nft, too, but only iptables-save shows all of them: what it has
    replaces what nft has. Legacy tables are tables of their own.
    """
    better = {
        table.label
        for part in parts
        for table in part.tables
        if table.tool in ("iptables", "ip6tables")
    }
    tables = tuple(
        table
        for part in parts
        for table in part.tables
        if table.tool != "nft" or table.label not in better
    )
    whole = {table.label for table in tables if table.tool == "nft"}
    blind = tuple(why for part in parts for why in part.blind if _hidden(why) not in whole)
    return RuleSet(tables, blind)


NFT_ONLY = "iptables cannot show table "


def _hidden(why: str) -> str:
    """The table that iptables cannot show but nft may."""
    return why[len(NFT_ONLY) :] if why.startswith(NFT_ONLY) else ""
