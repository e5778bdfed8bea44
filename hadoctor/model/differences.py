"""Where the files of one cluster do not say the same, as the daemon understands them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model import address
from hadoctor.model.clusters import Cluster
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.links import DEFAULT_PORT
from hadoctor.model.nodes import Node
from hadoctor.model.option import Kind
from hadoctor.source import Span
from hadoctor.syntax.tree import Section

_SHARED = ("totem", "nodelist", "quorum")
"""What concerns all nodes; logging, system, uidgid and resources are each node's own."""
_OWN = frozenset(
    (
        "totem.config_version",  # CLU003
        "totem.interface.bindnetaddr",
        "totem.interface.member.memberaddr",
        "totem.nodeid",
        "totem.keyfile",
    )
)
_CRYPTO = ("totem.secauth", "totem.crypto_cipher", "totem.crypto_hash")

Key = tuple[str, str]
"""The option, and the node that it is for; empty for none."""


class Said(NamedTuple):
    """What a file says about a key. Without an entry it says nothing."""

    file: Corosync
    value: object
    entry: Entry | None
    section: Section | None = None
    """The node's, where it is about a node."""


class Difference(NamedTuple):
    option: str
    """Its path in the map; empty where the node itself is missing on one side."""
    node: str
    mine: Said
    other: Said
    """What most of the files say, or the first ones."""
    at: Span
    other_at: Span


def differences(cluster: Cluster) -> Iterator[Difference]:
    """By key, and for each key by file."""
    if len(cluster.files) < 2:
        return
    labels, places = _Labels(cluster), _Places()
    said = [_said(file, labels) for file in cluster.files]
    nodes = [{key[1] for key in one if key[1]} for one in said]
    for key in dict.fromkeys(key for one in said for key in one):
        answers = []
        sample = next(one[key] for one in said if key in one)
        for file, one, there in zip(cluster.files, said, nodes, strict=True):
            if key[1] and key[0] and key[1] not in there:
                continue  # the node itself is missing: said once
            answer = one.get(key) or _nothing(file, key, sample)
            if answer:
                here = one.get(("", key[1]))
                answers.append(answer._replace(section=here and here.section))
        counts = Counter(answer.value for answer in answers)
        if len(counts) > 1:
            most = counts.most_common(1)[0][0]
            other = next(a for a in answers if a.value == most)
            for mine in answers:
                if mine.value != most and not _maybe_equal(key, mine, other):
                    yield Difference(*key, mine, other, places(key, mine), places(key, other))


class _Places:
    """Where what is said stands, or would stand. To find a section takes a walk through the file:
    done once."""

    def __init__(self) -> None:
        self.known: dict[tuple[Corosync, str], Span] = {}

    def __call__(self, key: Key, said: Said) -> Span:
        if said.entry and key[0]:
            return said.entry.span
        if said.section:
            return said.section.head_span
        top = key[0].partition(".")[0] or "nodelist"
        if (said.file, top) not in self.known:
            self.known[said.file, top] = said.file.place(top)
        return self.known[said.file, top]


class _Labels:
    """What the nodes are called: by name; one whose name no other file has, or that has none, as the
    first file calls the node of that address."""

    def __init__(self, cluster: Cluster) -> None:
        self.names: dict[Corosync, set[str]] = {}
        self.of_address: dict[str, str] = {}
        for file in cluster.files:
            self.names[file] = {node.name.text for node in file.nodes if node.name}
            for node in file.nodes:
                if node.name and 0 in node.addresses:
                    self.of_address.setdefault(node.addresses[0].text, node.name.text)
        self.files = Counter(name for names in self.names.values() for name in names)

    def label(self, file: Corosync, node: Node) -> str:
        ring = node.addresses.get(0)
        known = self.of_address.get(ring.text) if ring else None
        if known is None or known in self.names[file]:
            return node.label
        return known if node.name is None or self.files[node.name.text] == 1 else node.label


def _said(file: Corosync, labels: _Labels) -> dict[Key, Said]:
    found: dict[Key, Said] = {}
    for path, entry in file.cmap.entries.items():
        option = entry.option
        if option is None or option.dead or path.startswith("nodelist."):
            continue
        if option.path in _OWN or path.partition(".")[0] not in _SHARED:
            continue
        if option.transports and file.transport not in option.transports.split():
            continue
        value = _value(entry)
        if path in _CRYPTO:
            value = getattr(file.crypto, "hash" if path == _CRYPTO[2] else "cipher")
        found[path, ""] = Said(file, value, entry)
    for node in file.nodes:
        label = labels.label(file, node)
        first = next(iter(node.keys.values()))
        found["", label] = Said(file, True, first, node.section)
        for key, entry in node.keys.items():
            if entry.option is not None:
                found[f"nodelist.node.{key}", label] = Said(file, _value(entry), entry)
    return found


def _value(entry: Entry) -> object:
    option = entry.option
    if option and option.kind is Kind.ADDRESS:
        parsed = address.parse(entry.text)
        if isinstance(parsed, address.Literal):
            return parsed
    if option and option.kind is Kind.WORD and not option.refused_at and option.words:
        # Of a word that the daemon does not know nothing is left but the default.
        return entry.value if entry.value in option.words else option.default or None
    return entry.value


def _nothing(file: Corosync, key: Key, sample: Said) -> Said | None:
    """What it means that the file does not have the key; None where it has it in a way that cannot
    be read, which is another finding."""
    path, _ = key
    if not path:
        return Said(file, False, None)
    entry = sample.entry
    if entry is None or not _missing(file, entry):
        return None
    if path in _CRYPTO:
        return Said(file, getattr(file.crypto, "hash" if path == _CRYPTO[2] else "cipher"), None)
    default = _default(file, path, entry)
    value: object = default or None
    if isinstance(sample.value, int) and default.isdigit():
        value = int(default)
    return Said(file, value, None)


def _default(file: Corosync, path: str, entry: Entry) -> str:
    if path == "quorum.expected_votes":
        return str(file.votes.node_votes)
    if path == "quorum.wait_for_all":
        return str(int(file.votes.wait_for_all))
    if entry.option and entry.option.path == "totem.interface.mcastport":
        number = path.split(".")[2]
        old = file.target.before("3.0") or not number.isdigit()
        return str(DEFAULT_PORT + (0 if old else int(number[:4])))
    return entry.option.default if entry.option else ""


def _missing(file: Corosync, entry: Entry) -> bool:
    path = f"{entry.schema_path.rpartition('.')[0]}.{entry.pair.key}"
    return path in file.cmap.entries or file.absent(path)


def _maybe_equal(key: Key, mine: Said, other: Said) -> bool:
    """Host names may stand for one address: only the node knows. The same word that two releases read
    differently is no difference of the files."""
    if mine.entry is None or other.entry is None or not mine.entry.option:
        return False
    if mine.file.target != other.file.target and mine.entry.text == other.entry.text:
        return True
    both = (mine.value, other.value)
    return mine.entry.option.kind is Kind.ADDRESS and any(isinstance(v, str) for v in both)
