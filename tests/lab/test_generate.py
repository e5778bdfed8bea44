"""From a description alone: the generated folder, installed by its own scripts on hosts that have only the
programs, is a cluster that forms at the first start with the firewall on, moves its address and back, and in
which diagnose finds nothing. And the deployment that everybody copied becomes such a cluster."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hadoctor.facts.files import subjects
from hadoctor.generate.files import generate
from hadoctor.generate.read import read
from hadoctor.generate.start_from import Start, start_from
from hadoctor.generate.write_toml import toml
from hadoctor.target import DEFAULTS

from .cluster import Cluster
from .fixtures import lab
from .inside import Result
from .lab import Lab
from .node import Node
from .plan import FLOATING, SERVERS

__all__ = ["lab"]
TUTORIAL = Path(__file__).parents[2] / "fixtures" / "tutorial"
FOLDER = "/root/made"
KEY = bytes(range(1, 256)) + b"x"
LIMIT = 60.0


def described(cluster: Cluster, transport: str, firewall: str) -> dict[str, Any]:
    plan = cluster.plan
    floating = f"{plan.ring('n1', 0).rpartition(':')[0]}:100" if plan.ip == 6 else FLOATING
    nodes = [
        {"name": name, "addresses": [plan.ring(name, link) for link in range(plan.links)]}
        for name in plan.names
    ]
    services = [{"name": "service", "agent": "ocf:heartbeat:Dummy"}]
    clock = {"time_servers": list(SERVERS)} if plan.chrony else {"time": "none"}
    return {
        "cluster": {"name": "made", "transport": transport},
        "nodes": nodes,
        "addresses": [{"name": "address", "ip": floating, "services": services}],
        "fencing": {"agent": "fence_lab"},
        "host": {"firewall": firewall, **clock},
    }


def files(data: dict[str, Any]) -> Mapping[str, bytes]:
    generated = generate(read(toml(data)))
    assert generated.refused == ()
    return generated.files


def put(node: Node, made: Mapping[str, bytes]) -> None:
    node.sh(f"mkdir -p {FOLDER}", check=True)
    for name, data in made.items():
        node.write(f"{FOLDER}/{name}", data.decode())
    # Bytes that are text: what goes into a node is text.
    node.write(f"{FOLDER}/authkey", KEY.decode("latin-1"), 0o400)


def install(node: Node, *options: str) -> Result:
    return node.run("sh", f"{FOLDER}/install-{node.name}.sh", *options, timeout=90)


def set_up(node: Node, made: Mapping[str, bytes]) -> None:
    put(node, made)
    done = install(node, "--yes")
    assert done.code == 0, done
    if not node.plan.full:
        for name in ("corosync", "pacemaker"):
            assert node.start(name).code == 0


def installed(cluster: Cluster, made: Mapping[str, bytes]) -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda node: set_up(node, made), cluster.nodes))
    online(cluster)
    load = ("crm", "-F", "configure", "load", "update", f"{FOLDER}/cluster.crm")
    cluster.nodes[0].run(*load, timeout=60, check=True)
    cluster.wait_sound(LIMIT)


def online(cluster: Cluster) -> None:
    deadline = time.monotonic() + LIMIT
    for node in cluster.nodes:
        while True:
            shown = node.run("crm_mon", "--one-shot", "--output-as=xml", timeout=10).out
            if shown.count('online="true"') >= cluster.plan.nodes:
                break
            assert time.monotonic() < deadline, shown + cluster.logs()
            time.sleep(0.5)


def holder(cluster: Cluster, resource: str) -> str:
    """The node that runs it."""
    locate = ("crm_resource", "--locate", "--resource", resource)
    return cluster.nodes[0].run(*locate, timeout=10).out.rpartition(":")[2].strip()


def until_moved(cluster: Cluster, resource: str, before: str) -> str:
    deadline = time.monotonic() + LIMIT
    while (found := holder(cluster, resource)) not in cluster.plan.names or found == before:
        assert time.monotonic() < deadline, found
        time.sleep(0.5)
    return found


def moves(cluster: Cluster, address: str, service: str) -> None:
    """There and back; the address is where the service is."""
    first = until_moved(cluster, service, "")
    holders = [first]
    for _ in range(2):
        last = holders[-1]
        cluster[last].run("crm", "node", "standby", last, check=True, timeout=30)
        holders.append(until_moved(cluster, service, last))
        cluster[last].run("crm", "node", "online", last, check=True, timeout=30)
        cluster.wait_sound(LIMIT)
        shown = cluster[holders[-1]].run("ip", "-o", "address", "show", "to", address)
        assert shown.out.strip(), holders
    if cluster.plan.nodes == 2:
        assert holders[2] == first


def nothing_found(cluster: Cluster, known: frozenset[str] = frozenset()) -> None:
    for node in cluster.nodes:
        deadline = time.monotonic() + LIMIT
        while True:
            report = json.loads(node.hadoctor("diagnose", "--format", "json").out)
            found = {one["code"]: one["message"] for one in report["findings"]}
            assert not report["broken"]
            if not found.keys() - known or time.monotonic() > deadline:
                break
            time.sleep(1)
        assert not found.keys() - known, found


def as_planned(cluster: Cluster, transport: str) -> None:
    plan = cluster.plan
    for node in cluster.nodes:
        quorum = node.run("corosync-quorumtool", "-s").out
        assert "Quorate:          Yes" in quorum
        assert f"Nodes:            {plan.nodes}" in quorum
        assert ("2Node" in quorum) == ("WaitForAll" in quorum) == (plan.nodes == 2)
        cmap = node.run("corosync-cmapctl").out
        assert ("totem.crypto_cipher (str) = aes256" in cmap) == (transport == "knet")


def boots_again(cluster: Cluster) -> None:
    """All that was set up is there after a boot: the rules, the clock, the cluster."""
    last = cluster.nodes[-1]
    before = last.run("nft", "list", "ruleset").out
    last.power("reboot")
    cluster.wait_sound(LIMIT)
    assert last.run("nft", "list", "ruleset").out == before
    nothing_found(cluster)


@pytest.mark.parametrize(
    ("transport", "firewall", "plan"),
    [
        ("knet", "nftables", {"nodes": 2, "links": 2, "full": True, "chrony": True}),
        ("udpu", "firewalld", {"nodes": 3, "ip": 6, "full": True}),
        ("knet", "iptables", {"nodes": 5, "links": 2, "ip": 6}),
    ],
)
def test_made(lab: Lab, transport: str, firewall: str, plan: dict[str, Any]) -> None:
    with lab.cluster(blank=True, pacemaker=True, wait=False, **plan) as cluster:
        installed(cluster, files(described(cluster, transport, firewall)))
        as_planned(cluster, transport)
        moves(cluster, "10.10.0.100" if cluster.plan.ip == 4 else "fd00:10:0::100", "service")
        # The lab's nodes have the clock of the host.
        nothing_found(cluster, frozenset() if cluster.plan.chrony else frozenset(("TIM001",)))
        for node in cluster.nodes:
            again = install(node)
            assert again.code == 0, again
            assert "[y/N]" not in again.out, again.out
        if plan.get("full") and firewall == "nftables":
            boots_again(cluster)


def in_the_lab(folder: Path) -> None:
    """The tutorial's deployment, with the names and addresses of the lab."""
    changed = {"2.0.0.255": "10.10.0.255", "1.0.0.3": FLOATING, "primary": "n1", "secondary": "n2"}
    changed |= {"2.0.0.1": "10.10.0.1", "2.0.0.2": "10.10.0.2"}
    shutil.copytree(TUTORIAL, folder, ignore=shutil.ignore_patterns("cluster-2", "README.md"))
    for file in folder.rglob("*"):
        if file.is_file() and file.name != "authkey":
            text = file.read_text()
            for old, new in changed.items():
                text = text.replace(old, new)
            file.write_text(text)


def copied(cluster: Cluster, folder: Path) -> None:
    """As the tutorial has people do it."""
    for node in cluster.nodes:
        node.sh("mkdir -p /etc/corosync/service.d", check=True)
        for name in ("corosync.conf", "service.d/pcmk"):
            node.write(f"/etc/corosync/{name}", (folder / name).read_text())
        node.write("/etc/default/corosync", (folder / "default" / "corosync").read_text())
        for name in ("corosync", "pacemaker"):
            assert node.start(name).code == 0
    online(cluster)
    one = cluster.nodes[0]
    one.sh((folder / "crm.sh").read_text(), timeout=60, check=True)
    until_moved(cluster, "virtual_public_ip", "")


def test_the_tutorial_becomes_sound(lab: Lab, tmp_path: Path) -> None:
    folder = tmp_path / "tutorial"
    in_the_lab(folder)
    started = start_from(subjects([str(folder)], DEFAULTS))
    assert isinstance(started, Start)
    data = started.data
    data["addresses"][0]["services"] = [{"name": "service", "agent": "ocf:heartbeat:Dummy"}]
    data["fencing"] = {"agent": "fence_lab"}
    data["host"] = {"firewall": "ufw", "time": "none"}
    with lab.cluster(nodes=2, blank=True, pacemaker=True, wait=False) as cluster:
        copied(cluster, folder)
        made = files(data)
        put(cluster.nodes[0], made)
        refused = install(cluster.nodes[0], "--yes")
        assert refused.code == 1
        assert "End it on all" in refused.err
        for node in cluster.nodes:
            node.stop("pacemaker")
            node.stop("corosync")
        installed(cluster, made)
        as_planned(cluster, "knet")
        moves(cluster, FLOATING, "service")
        nothing_found(cluster, frozenset(("TIM001",)))
        drilled = cluster.nodes[0].hadoctor("drill", "--yes", timeout=120)
        assert drilled.code == 0, drilled
        nothing_found(cluster, frozenset(("TIM001",)))
