"""The files from which the rules come at boot, where the tool does not write them itself."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from typing import NamedTuple

from hadoctor.facts import Unknown
from hadoctor.facts.node.firewall import Firewall
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.model.firewall import stored
from hadoctor.model.firewall.opening import Opening
from hadoctor.probe.world import World
from hadoctor.repair.step import FILE, Argv, WriteFile


class _Store(NamedTuple):
    """`tool`: whose rules are loaded from the file, by `unit`."""

    tool: str
    unit: str
    path: str


_STORES = (
    _Store("nft", "nftables", "/etc/nftables.conf"),
    _Store("nft", "nftables", "/etc/sysconfig/nftables.conf"),
    _Store("iptables", "netfilter-persistent", "/etc/iptables/rules.v4"),
    _Store("ip6tables", "netfilter-persistent", "/etc/iptables/rules.v6"),
    _Store("iptables", "iptables", "/etc/sysconfig/iptables"),
    _Store("ip6tables", "ip6tables", "/etc/sysconfig/ip6tables"),
)
_DEPTH = 4
"""Files in files that are looked into."""


def persistence(
    opened: list[Opening], world: World, firewall: Firewall, units: FirewallUnits | Unknown
) -> Iterator[WriteFile]:
    """The same rules in the files that are loaded at boot. A file is left alone where it does not make
    the chain itself: then the rules come from somewhere else."""
    if isinstance(units, Unknown):
        return
    # One that runs and is not enabled is FW005's, and will be.
    loads = {unit.name for unit in units.units if unit.boots or unit.active}
    for store in _STORES:
        ours = [one for one in opened if _of(one, firewall) == store.tool]
        data = world.read(store.path)
        if not ours or store.unit not in loads or isinstance(data, Unknown):
            continue
        text = data.decode("latin-1")
        check: Argv
        if store.tool == "nft":
            after, check = _nft(text, ours, world, store.path), ("nft", "-c", "-f", FILE)
        else:
            after = stored.with_iptables(text, ours)
            check = (f"{store.tool}-restore", "--test", FILE)
        if after != text:
            yield WriteFile(store.path, data, after.encode("latin-1"), check=check)


def _of(one: Opening, firewall: Firewall) -> str:
    """The tool, by the name that restores its rules at boot: of the two kinds of iptables that is the
    one which answers without a suffix."""
    tool = one.place.keeper.tool
    shown = firewall.iptables or firewall.ip6tables
    if tool.endswith("-legacy") and shown and "(nf_tables)" not in shown[:200]:
        return tool.removesuffix("-legacy")
    return tool


def _nft(text: str, ours: list[Opening], world: World, path: str) -> str:
    whole = world.run("nft", "-c", "-f", path)
    if isinstance(whole, Unknown) or not whole.ok:
        return text
    texts = list(_texts(text, world, _DEPTH))
    lasting = (
        one for one in ours if any(stored.makes(t, one.place.table, one.place.chain) for t in texts)
    )
    return stored.with_nft(text, lasting)


def _texts(text: str, world: World, depth: int) -> Iterator[str]:
    yield text
    for pattern in stored.includes(text) if depth else ():
        if pattern.startswith("/"):
            folder, wanted = os.path.split(pattern)
            names = world.names(folder)
            for name in () if isinstance(names, Unknown) else names:
                data = world.read(f"{folder}/{name}") if fnmatch(name, wanted) else None
                if isinstance(data, bytes):
                    yield from _texts(data.decode("latin-1"), world, depth - 1)
