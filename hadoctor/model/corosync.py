"""A corosync.conf with the daemon's own meaning: what it stores, and what it makes of that."""

from __future__ import annotations

from functools import cached_property

from hadoctor.model import address
from hadoctor.model.cmap import Cmap, Entry, load
from hadoctor.model.crypto import Crypto, crypto
from hadoctor.model.links import Link, Member, interface_keys, links
from hadoctor.model.nodes import Node, nodes
from hadoctor.model.outline import outline
from hadoctor.model.schema import Schema, schema
from hadoctor.model.timers import Timers, timers
from hadoctor.model.votes import Votes, votes
from hadoctor.source import Source, Span
from hadoctor.syntax.tree import Document, Junk, Section
from hadoctor.target import Target


class CorosyncFile:
    """A corosync.conf line by line: the tree, and what the daemon stores of each line.

    This is there for every text, also where the nesting of sections is not certain. Immutable; what
    is computed is computed once, when a rule asks for it.
    """

    def __init__(self, document: Document, target: Target) -> None:
        self.document = document
        self.target = target

    @property
    def source(self) -> Source:
        return self.document.source

    @cached_property
    def schema(self) -> Schema:
        return schema(self.target)

    @cached_property
    def cmap(self) -> Cmap:
        return load(self.document, self.target)

    def entry(self, path: str) -> Entry | None:
        return self.cmap.entries.get(path)

    def text(self, path: str) -> str | None:
        return self.cmap.text(path)

    def number(self, path: str) -> int | None:
        return self.cmap.number(path)

    def absent(self, schema_path: str) -> bool:
        """True when no such key stands in the file, not even one that cannot be used: then it can
        be said to be missing."""
        if schema_path in self.cmap.entries or schema_path in self.cmap.spoiled:
            return False
        return schema_path.rpartition(".")[2] not in self._junk_words

    @cached_property
    def _junk_words(self) -> frozenset[str]:
        """First words of the lines that are no pairs: `version = 2` means version."""
        words = set()
        todo: list[Section] = [self.document.root]
        while todo:
            for child in todo.pop().children:
                if isinstance(child, Junk):
                    words.add(child.text.replace("=", " ").partition(" ")[0])
                elif isinstance(child, Section):
                    # `ring0_addr: {{ ip }}` opens a section of that name.
                    words.add(child.name.partition(":")[0].strip())
                    todo.append(child)
        return frozenset(words)

    def sections(self, path: str) -> list[Section]:
        """The sections of that path, in the order of the file."""
        return [
            place.node
            for place in outline(self.document)
            if isinstance(place.node, Section) and place.own_path == path
        ]

    def place(self, path: str) -> Span:
        """Where something that is missing from a section would belong: the section's head, or the
        beginning of the file."""
        found = self.sections(path)
        return found[0].head_span if found else Span(self.source, 0, 0)


class Corosync(CorosyncFile):
    """The whole configuration as one release of the daemon takes it. Only where the braces match:
    otherwise nobody can say what a section lacks."""

    ABSENT = (
        "the braces do not match (COR001, COR013): which section a line belongs to is not certain"
    )

    @cached_property
    def transport(self) -> str:
        """`knet`, `udpu` or `udp`; of an unknown word what the daemon falls back to."""
        word = self.text("totem.transport")
        if self.target.before("3.0"):
            return word if word in ("udpu", "iba") else "udp"
        return word if word in ("udpu", "udp") else "knet"

    @cached_property
    def crypto(self) -> Crypto:
        return crypto(self.cmap, self.target)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        return nodes(self.cmap)

    @cached_property
    def local(self) -> Node | None:
        """The node that the file is judged for: the first one that can be found by an address.

        None where only the host can tell (host names), or where there is no nodelist.
        """
        for node in sorted(self.nodes, key=lambda n: n.position):
            if self.target.before("3.0"):
                entry = node.addresses.get(0)
                if entry and self.usable(entry.text) is True:
                    return node
            elif node.candidate:
                return node
        return None

    @cached_property
    def candidates(self) -> tuple[Node, ...]:
        """The nodes that a host may find itself in: `local` alone where there is one."""
        if self.local:
            return (self.local,)
        if self.target.since("3.0"):
            return tuple(node for node in self.nodes if node.nameable)
        return tuple(
            node
            for node in self.nodes
            if 0 in node.addresses and self.usable(node.addresses[0].text) is not False
        )

    @cached_property
    def nodelist_read(self) -> bool:
        """Whether the daemon looks at the nodes at all: it asks the first one for a name or a
        ring0_addr (2.x: for a ring0_addr)."""
        first = next((node for node in self.nodes if node.position == 0), None)
        if first is None:
            return False
        return "ring0_addr" in first.keys or (self.target.since("3.0") and first.nameable)

    @property
    def families(self) -> tuple[int, ...]:
        """The address families that ip_version allows, the preferred one first."""
        word = self.text("totem.ip_version")
        if self.target.before("3.0"):
            return (6,) if word == "ipv6" else (4,)
        default = "ipv4" if self.transport == "udp" else "ipv6-4"
        known = {"ipv4": (4,), "ipv6": (6,), "ipv4-6": (4, 6), "ipv6-4": (6, 4)}
        return known.get(word or default, known[default])

    def usable(self, text: str) -> bool | None:
        """Whether the daemon can use an address: False where it is none or of a family that
        ip_version excludes; None where only the node can tell."""
        parsed = address.parse(text)
        if parsed is None:
            return False
        return parsed.family in self.families if isinstance(parsed, address.Literal) else None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        read = self.nodes if self.nodelist_read else ()
        return links(self.cmap, read, self.candidates, self.transport, self.target)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Every address of every node, link by link."""
        return tuple(m for link in self.links for m in link.members)

    @cached_property
    def interfaces(self) -> dict[int, dict[str, Entry]]:
        """What interface sections store, by link number, whether it has an effect or not."""
        return interface_keys(self.cmap)

    @cached_property
    def timers(self) -> Timers:
        return timers(self.cmap, self.target, self.counted_members)

    @cached_property
    def counted_members(self) -> int:
        """How many members of link 0 lengthen the token."""
        link = next((link for link in self.links if link.number == 0), None)
        if link is None:
            return 0
        if self.target.before("3.0"):
            return sum(self.usable(m.entry.text) is not False for m in link.members)
        doubled = 0
        if self.target.since("3.1") and self.transport in ("udp", "udpu"):
            # 3.1 writes the generated node id back while it walks the nodelist, and meets a node
            # of which only the address is given a second time behind the new key.
            doubled = sum(len(m.node.keys) == 1 for m in link.members)
        return len(link.members) + doubled

    @cached_property
    def votes(self) -> Votes:
        return votes(self.cmap, self.nodes, self.target)
