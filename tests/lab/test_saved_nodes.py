"""What real nodes have saved of themselves, checked together: sound nodes say nothing, and what differs is
told by the right rule."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from hadoctor.cli import Exit
from hadoctor.engine import Report, run
from hadoctor.facts.files import subjects
from hadoctor.facts.interfaces import Interfaces, read
from hadoctor.facts.node.routes import NetworkRoutes
from hadoctor.facts.node.vip_network import fault
from hadoctor.facts.saved import load
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.probe.routes import read_networks
from hadoctor.registry import chosen
from hadoctor.source import Source
from hadoctor.syntax.xml import parse
from hadoctor.target import DEFAULTS

from .cluster import Cluster
from .faults import KEY
from .fixtures import lab
from .lab import Lab
from .node import Node

__all__ = ["lab"]
CONF = "/etc/corosync/corosync.conf"
AGENT = "/usr/lib/ocf/resource.d/heartbeat/IPaddr2"


@pytest.fixture
def cluster(lab: Lab) -> Cluster:
    return lab.shared(links=2, pacemaker=True)


def saved(node: Node) -> str:
    shown = node.hadoctor("show", "facts")
    assert shown.code == Exit.CLEAN, shown
    return shown.out


def together(folder: Path, *texts: str) -> Report:
    files = []
    for number, text in enumerate(texts, 1):
        file = folder / f"n{number}.json"
        file.write_text(text)
        files.append(str(file))
    report = run(subjects(files, DEFAULTS), chosen())
    assert not report.broken
    assert not report.unreadable
    return report


def until(node: Node, script: str, limit: float = 40) -> None:
    """Wait for what a line of shell looks for."""
    deadline = time.monotonic() + limit
    while node.sh(script).code != 0:
        assert time.monotonic() < deadline, script
        time.sleep(0.25)


def codes(report: Report) -> set[str]:
    return {r.code for r in report.findings if r.code.startswith("CLU")}


def test_sound_nodes(cluster: Cluster, tmp_path: Path) -> None:
    """And what is said of a node is said with its file."""
    report = together(tmp_path, *map(saved, cluster.nodes))
    assert not report.findings
    assert [len(c.files) for c in report.clusters] == [2]
    assert not [s for s in report.skipped if s.code.startswith("CLU")]


def test_no_key_is_in_it(cluster: Cluster) -> None:
    one = cluster["n1"]
    key = one.run("base64", "-w0", KEY, check=True).out
    whole = one.run("sha256sum", KEY, check=True).out.split()[0]
    text = saved(one)
    assert key[:24] not in text
    assert whole not in text
    assert load(text.encode()).name == "n1"


class Fault(NamedTuple):
    """Commands on n2."""

    make: str
    undo: str
    codes: set[str]


FAULTS = {
    "another key": Fault(
        f"cp -p {KEY} /tmp/k; dd if=/dev/urandom of={KEY} bs=256 count=1 2>&1",
        f"cp -p /tmp/k {KEY}",
        {"CLU002"},
    ),
    "no key": Fault(f"mv {KEY} /tmp/k", f"mv /tmp/k {KEY}", {"CLU002"}),
    "another file": Fault(
        f"cp -p {CONF} /tmp/c; sed -i 's/token: 1000/token: 2000/' {CONF}",
        f"cp /tmp/c {CONF}",
        {"CLU001"},
    ),
    "another daemon": Fault(
        "corosync-cmapctl -s totem.token u32 1500",
        "corosync-cmapctl -s totem.token u32 1000",
        {"CLU004"},
    ),
    "other hosts": Fault(
        r"cp /etc/hosts /tmp/h; sed -i 's/^10\.10\.0\.1\b/10.10.7.1/' /etc/hosts",
        "cat /tmp/h > /etc/hosts",
        {"CLU010"},
    ),
    "another MTU": Fault("ip link set eth1 mtu 1400", "ip link set eth1 mtu 1500", {"CLU012"}),
    "the name of another": Fault("hostname n1", "hostname n2", {"CLU009"}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_differs(cluster: Cluster, name: str, tmp_path: Path) -> None:
    one, two = cluster.nodes
    before = saved(one)
    two.sh(FAULTS[name].make, check=True)
    try:
        report = together(tmp_path, before, saved(two))
    finally:
        two.sh(FAULTS[name].undo, check=True)
    assert codes(report) == FAULTS[name].codes
    # What only one of them says has the name of its file.
    assert all(r.finding.at.source.name.startswith(str(tmp_path)) for r in report.findings)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"corosync": "2.4.5"}, "CLU007"),
        ({"pacemaker": "2.1.6"}, "CLU007"),
        ({"packages": {"resource-agents": "4.1.0"}}, "CLU007"),
        ({"initiator": "iqn.1993-08.org.debian:01:5ca"}, "CLU009"),
    ],
    ids=str,
)
def test_what_is_altered(
    cluster: Cluster, change: dict[str, Any], code: str, tmp_path: Path
) -> None:
    one, two = (json.loads(saved(node)) for node in cluster.nodes)
    if code == "CLU009":
        one["facts"]["Identity"] |= change
    two["facts"]["Identity"] |= change
    assert code in codes(together(tmp_path, json.dumps(one), json.dumps(two)))


def test_another_cluster_is_not_mixed(cluster: Cluster, tmp_path: Path) -> None:
    """Two nodes with other keys, of two clusters."""
    one, two = map(saved, cluster.nodes)
    other = json.loads(two)
    text = other["texts"]["corosync.conf"]["text"]
    assert "cluster_name: lab" in text
    other["texts"]["corosync.conf"]["text"] = text.replace("cluster_name: lab", "cluster_name: web")
    other["facts"]["Authkey"]["file"]["digest"] = "0" * 16
    assert codes(together(tmp_path, one, json.dumps(other))) <= {"CLU014"}


def test_the_same_node_twice(cluster: Cluster, tmp_path: Path) -> None:
    """What was saved later is no other node."""
    one = cluster["n1"]
    files = [tmp_path / name for name in ("a.json", "b.json")]
    for file in files:
        file.write_text(saved(one))
    report = run(subjects([str(f) for f in files], DEFAULTS), chosen())
    assert [i.path for i in report.unreadable] == [str(files[1])]
    assert not codes(report)


def test_a_release_that_a_node_has_not_said(cluster: Cluster) -> None:
    """After the halves of a cluster have met, a node may lack the attribute that says its release, and
    crm_mon calls the cluster mixed."""
    one = cluster["n1"]
    one.run("attrd_updater", "-n", "#feature-set", "-D", "-N", "n2", check=True)
    try:
        until(one, "crm_mon -1 --output-as=xml | grep -q 'mixed_version=\"true\"'")
        assert "different releases" not in one.hadoctor("diagnose").out
    finally:
        one.sh("attrd_updater -n '#feature-set' -U 3.16.1 -N n2", check=True)


def test_changed_apart(lab: Lab, tmp_path: Path) -> None:
    """Both halves of a cluster without fencing count up alike."""
    with lab.cluster(pacemaker=True, fencing=False) as cluster:
        cluster.switch.cut("n1")
        for node, value in zip(cluster.nodes, ("50%", "60%"), strict=True):
            until(node, 'crm_mon -1 | grep -q "Current DC: $(hostname) "')
            set_ = ("crm_attribute", "-n", "load-threshold", "-v", value)
            node.run(*set_, timeout=20, check=True)
        report = together(tmp_path, *map(saved, cluster.nodes))
        numbers = [n.run("cibadmin", "-Q").out.partition(" epoch=")[2][:5] for n in cluster.nodes]
        assert numbers[0] == numbers[1]
        assert "CLU013" in codes(report)


VIPS: tuple[dict[str, str], ...] = (
    {"ip": "10.10.0.77"},
    {"ip": "10.9.0.77"},
    {"ip": "10.10.0.77", "cidr_netmask": "16"},
    {"ip": "10.10.0.77", "cidr_netmask": "24"},
    {"ip": "10.10.0.77", "cidr_netmask": "32"},
    {"ip": "10.10.0.77", "cidr_netmask": "255.255.255.0"},
    {"ip": "10.9.0.77", "cidr_netmask": "24"},
    {"ip": "10.9.0.77", "cidr_netmask": "24", "nic": "eth0"},
    {"ip": "10.10.0.77", "nic": "eth1"},
    {"ip": "10.10.1.77", "nic": "eth1"},
    {"ip": "10.10.1.77", "nic": "eth1:3"},
    {"ip": "10.10.1.77", "nic": "eth9", "cidr_netmask": "24"},
    {"ip": "fd00::7"},
    {"ip": "fd00::7", "nic": "eth0", "cidr_netmask": "64"},
)


def test_the_agent_finds_its_interface_or_not(cluster: Cluster) -> None:
    """RES014 says what the agent itself says."""
    one = cluster["n1"]
    interfaces = read(Source("ip", one.run("ip", "-j", "addr", check=True).out.encode()))
    assert isinstance(interfaces, Interfaces)
    shown = [
        one.run("ip", "-j", *words.split()).out
        for words in ("-4 route show scope link", "-6 route show")
    ]
    routes = NetworkRoutes(tuple(route for text in shown for route in read_networks(text)))
    assert routes.routes
    for parameters in VIPS:
        pairs = "".join(f'<nvpair id="{k}" name="{k}" value="{v}"/>' for k, v in parameters.items())
        text = (
            "<configuration><crm_config/><nodes/><resources>"
            '<primitive id="v" class="ocf" provider="heartbeat" type="IPaddr2">'
            f'<instance_attributes id="i">{pairs}</instance_attributes></primitive>'
            "</resources><constraints/></configuration>"
        )
        document = parse(Source("cib.xml", text.encode()))
        assert document.root is not None
        (vip,) = Pacemaker(document.root, DEFAULTS.pacemaker, notation="cib").addresses
        environment = {f"OCF_RESKEY_{name}": value for name, value in parameters.items()}
        environment |= {"OCF_ROOT": "/usr/lib/ocf", "OCF_RESOURCE_INSTANCE": "v"}
        real = one.run(AGENT, "validate-all", env=environment)
        assert (fault(vip, interfaces, routes) is None) == (real.code == 0), (parameters, real)
