"""The rules let in all that corosync gets from the other nodes, as new packets and as answers, and nobody
else's: by our model of the kernel, which is held against the kernel elsewhere."""

from __future__ import annotations

import pytest

from hadoctor.facts.corosync import subject
from hadoctor.generate.files import generate
from hadoctor.generate.read import read
from hadoctor.generate.write_toml import toml
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall import iptables
from hadoctor.model.firewall.judge import Standing, judged, strangers
from hadoctor.model.firewall.ruleset import combined
from hadoctor.model.firewall.services import helpers
from hadoctor.model.firewall.traffic import Host, packets
from hadoctor.source import Source
from hadoctor.target import DEFAULTS

from .descriptions import sound


@pytest.mark.parametrize("seed", range(0, 200, 7))
@pytest.mark.parametrize("pcsd", [False, True])
def test_nodes_and_nobody_else(seed: int, pcsd: bool) -> None:
    data = sound(seed)
    data["host"] |= {"firewall": "iptables", "pcsd": pcsd}
    files = generate(read(toml(data))).files
    rules = combined(
        iptables.read(files["rules.v4"].decode(), 4), iptables.read(files["rules.v6"].decode(), 6)
    )
    found = subject(Source("corosync.conf", files["corosync.conf"]), DEFAULTS.corosync)
    corosync = found.facts.get(Corosync)
    assert isinstance(corosync, Corosync)
    for node in corosync.nodes:
        host = Host(node)
        sent = [*packets(corosync, host), *helpers(corosync, host, pcsd=pcsd, dlm=False)]
        assert sent
        assert {one.standing for one in judged(rules, sent)} == {Standing.OPEN}
        assert list(strangers(rules, sent)) == []


@pytest.mark.parametrize("manager", ["ufw", "firewalld", "nftables", "iptables"])
def test_every_manager_has_the_same(manager: str) -> None:
    for seed in range(0, 200, 40):
        data = sound(seed)
        data["host"] |= {"firewall": manager, "open": ["tcp/22", "udp/53"]}
        description = read(toml(data))
        made = generate(description).files
        names = {"ufw.sh", "firewalld.sh", "nftables.conf", "rules.v4", "rules.v6"} & made.keys()
        text = b"".join(made[name] for name in sorted(names)).decode()
        for node in description.nodes:
            for link, literal in enumerate(node.addresses):
                lines = [line for line in text.split("\n") if f"{literal}" in line]
                assert any(f"{5405 + link}" in line for line in lines), (literal, text)
