"""From a description alone: the generated folder, installed by its own scripts, is a cluster that forms at
the first start, with the firewall on, that moves its address and back; diagnose finds nothing in it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from hadoctor.generate.description import Description
from hadoctor.generate.files import generate
from hadoctor.generate.read import read
from hadoctor.generate.write_toml import toml

from .cluster import Cluster
from .fixtures import lab
from .lab import Lab
from .node import Node
from .plan import FLOATING
from .test_faults import LIMIT, Said

__all__ = ["lab"]
WIPE = (
    "SYSTEMCTL_SKIP_SYSV=1 systemctl disable pacemaker corosync; systemctl stop pacemaker corosync;"
    " rm -rf /etc/corosync/* /var/lib/corosync/* /var/lib/pacemaker/cib/*;"
    " printf '127.0.0.1 localhost\\n127.0.1.1 {name}.example {name}\\n' > /etc/hosts"
)


def described(cluster: Cluster, transport: str, firewall: str) -> Description:
    plan = cluster.plan
    six = plan.ip == 6
    first = plan.ring("n1", 0)
    data: dict[str, Any] = {
        "cluster": {"name": "made", "transport": transport},
        "nodes": [
            {"name": name, "addresses": [plan.ring(name, link) for link in range(plan.links)]}
            for name in plan.names
        ],
        "addresses": [
            {
                "name": "address",
                "ip": f"{first.rpartition(':')[0]}:100" if six else FLOATING,
                "prefix": 64 if six else 24,
                "services": [{"name": "service", "agent": "ocf:heartbeat:Dummy"}],
            }
        ],
        "fencing": {"agent": "fence_lab"},
        "host": {"firewall": firewall, "open": ["tcp/22"], "time": "none"},
    }
    return read(toml(data))


def put(node: Node, files: dict[str, bytes], key: bytes) -> None:
    node.sh("rm -rf /root/made; mkdir -p /root/made/firewall", check=True)
    for name, data in files.items():
        node.write(f"/root/made/{name}", data.decode())
    node.sh(f"printf {key.hex()} | xxd -r -p > /root/made/authkey; chmod 400 /root/made/authkey")


def install(cluster: Cluster, transport: str, firewall: str) -> None:
    generated = generate(described(cluster, transport, firewall))
    assert generated.refused == ()
    for node in cluster.nodes:
        node.sh(WIPE.format(name=node.name), timeout=90, check=True)
    for node in cluster.nodes:
        put(node, generated.files, bytes(range(256)))
        done = node.run("sh", f"/root/made/install-{node.name}.sh", "--yes", timeout=90)
        assert done.code == 0, done
    one = cluster.nodes[0]
    until_online(one, len(cluster.nodes))
    one.run(
        *("crm", "-F", "configure", "load", "update", "/root/made/cluster.crm"),
        timeout=60,
        check=True,
    )


def until_online(node: Node, count: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        shown = node.run("crm_mon", "--one-shot", "--output-as=xml", timeout=10).out
        if shown.count('online="true"') >= count:
            return
        assert time.monotonic() < deadline, shown
        time.sleep(1)


def holder(cluster: Cluster) -> str:
    """The node that runs the service beside the floating address."""
    found = cluster.nodes[0].run("crm_resource", "--locate", "--resource", "service", timeout=10)
    return found.out.rpartition(":")[2].strip()


def until_holder(cluster: Cluster, wanted: list[str]) -> str:
    deadline = time.monotonic() + 60
    while (found := holder(cluster)) not in wanted:
        assert time.monotonic() < deadline, found
        time.sleep(0.5)
    return found


def works(cluster: Cluster, transport: str) -> None:
    one = cluster.nodes[0]
    names = [node.name for node in cluster.nodes]
    quorum = one.run("corosync-quorumtool", "-s").out
    assert "Quorate:          Yes" in quorum
    assert ("2Node" in quorum) == (len(names) == 2)
    cmap = one.run("corosync-cmapctl").out
    if transport == "knet":
        assert "totem.crypto_cipher (str) = aes256" in cmap
    first = until_holder(cluster, names)
    one.run("crm", "node", "standby", first, check=True, timeout=30)
    second = until_holder(cluster, [name for name in names if name != first])
    one.run("crm", "node", "online", first, check=True, timeout=30)
    one.run("crm", "node", "standby", second, check=True, timeout=30)
    until_holder(cluster, [name for name in names if name != second])
    one.run("crm", "node", "online", second, check=True, timeout=30)
    for node in cluster.nodes:
        deadline = time.monotonic() + LIMIT
        while (said := Said(node)).codes and time.monotonic() < deadline:
            time.sleep(1)
        assert said.codes <= {"TIM001"}, said.text  # The lab's nodes have the clock of the host.


@pytest.mark.parametrize(
    ("nodes", "links", "ip", "transport", "firewall"),
    [
        (2, 2, 4, "knet", "nftables"),
        (3, 1, 6, "udpu", "firewalld"),
        (2, 1, 4, "knet", "ufw"),
    ],
)
def test_made(lab: Lab, nodes: int, links: int, ip: int, transport: str, firewall: str) -> None:
    with lab.cluster(nodes=nodes, links=links, ip=ip, full=True, pacemaker=True) as cluster:
        install(cluster, transport, firewall)
        works(cluster, transport)
        again = cluster.nodes[0].run("sh", "/root/made/install-n1.sh", "--yes", timeout=90)
        assert again.code == 0, again
        assert "write " not in again.out
