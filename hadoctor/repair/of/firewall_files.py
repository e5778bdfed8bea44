"""The files from which the rules come at boot, where the tool does not write them itself."""

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts import Unknown
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.model.firewall.opening import Opening
from hadoctor.probe.world import World
from hadoctor.repair.step import FILE, Argv, WriteFile


class _Store(NamedTuple):
    """`tools`: whose rules are loaded from the file by one of the `units`."""

    tools: tuple[str, ...]
    units: tuple[str, ...]
    path: str
    check: Argv


_RESTORE = ("--test", FILE)
_STORES = (
    _Store(("nft",), ("nftables",), "/etc/nftables.conf", ("nft", "-c", "-f", FILE)),
    _Store(
        ("iptables",),
        ("netfilter-persistent",),
        "/etc/iptables/rules.v4",
        ("iptables-restore", *_RESTORE),
    ),
    _Store(
        ("ip6tables",),
        ("netfilter-persistent",),
        "/etc/iptables/rules.v6",
        ("ip6tables-restore", *_RESTORE),
    ),
    _Store(
        ("iptables",), ("iptables",), "/etc/sysconfig/iptables", ("iptables-restore", *_RESTORE)
    ),
    _Store(
        ("ip6tables",), ("ip6tables",), "/etc/sysconfig/ip6tables", ("ip6tables-restore", *_RESTORE)
    ),
)


def persistence(
    opened: list[Opening], world: World, units: FirewallUnits | Unknown
) -> Iterator[WriteFile]:
    """The same rules in the files that are loaded at boot. A file is left alone where it does not make
    the chain itself: then the rules come from somewhere else."""
    if isinstance(units, Unknown):
        return
    boots = {unit.name for unit in units.units if unit.boots}
    for store in _STORES:
        ours = [one for one in opened if one.place.keeper.tool in store.tools]
        data = world.read(store.path)
        if not ours or not boots.intersection(store.units) or isinstance(data, Unknown):
            continue
        text = data.decode("latin-1")
        after = _nft(text, ours) if store.tools == ("nft",) else _iptables(text, ours)
        if after != text:
            yield WriteFile(store.path, data, after.encode("latin-1"), check=store.check)


def _nft(text: str, opened: list[Opening]) -> str:
    lines = []
    for one in opened:
        _, name = one.place.table.split(" ", 1)
        if name in text and one.place.chain in text:
            words = ("insert", "rule", one.place.table, one.place.chain, *one.rule)
            lines.append(f'{" ".join(words)} comment "{one.tag}"')
    if not lines:
        return text
    return "\n".join([text.rstrip("\n"), *lines, ""])


def _iptables(text: str, opened: list[Opening]) -> str:
    """At the head of their chain, behind what else the table has."""
    lines = text.split("\n")
    for one in opened:
        table = one.place.table.partition(" ")[2]
        head = next((n for n, line in enumerate(lines) if line.strip() == f"*{table}"), None)
        if head is None:
            continue
        end = next((n for n in range(head, len(lines)) if lines[n].strip() == "COMMIT"), None)
        if end is not None:
            lines.insert(end, " ".join(("-I", one.place.chain, *map(_quoted, one.rule))))
    return "\n".join(lines)


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
