"""Asks the tools for the rules of the firewall. They only list."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.firewall import Firewall
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import World

_COMMANDS = {
    "nft": ("nft", "-j", "list", "ruleset"),
    "iptables": ("iptables-save",),
    "ip6tables": ("ip6tables-save",),
    "legacy": ("iptables-legacy-save",),
    "legacy6": ("ip6tables-legacy-save",),
}


def firewall(world: World) -> Firewall | Unknown:
    if not world.root:
        return Unknown("the rules of the firewall are shown to root only")
    texts: dict[str, str] = {}
    blind: list[str] = []
    installed = False
    for name, command in _COMMANDS.items():
        ran = world.run(*command)
        if isinstance(ran, Unknown):
            # A tool that is not there shows nothing; one that hangs leaves a doubt.
            if "not installed" not in ran.why:
                blind.append(ran.why)
            continue
        installed = True
        if ran.ok:
            texts[name] = ran.out
        else:
            words = ran.err.strip().splitlines()
            blind.append(f"{command[0]} failed: {words[-1] if words else ran.code}")
    if not installed:
        return Unknown("neither nft nor iptables is installed to show the rules")
    return Firewall(**texts, blind=tuple(blind))


PROBES = (Probe(Firewall, "firewall", firewall),)
