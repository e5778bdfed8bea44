"""The readers of what cluster tools print."""

from __future__ import annotations

import random

import pytest

from hadoctor.facts import Unknown
from hadoctor.facts.node.drbd import DrbdPeer, DrbdResource
from hadoctor.facts.node.links import LinkState, RingAddress
from hadoctor.facts.node.quorum import Voter
from hadoctor.facts.node.units import UnitFiles
from hadoctor.probe import corosync, drbd, fencing, node, pacemaker, stack, units
from hadoctor.probe.frozen import Frozen
from hadoctor.probe.reply import reply, text
from hadoctor.probe.texts import CIB_PATH
from hadoctor.probe.world import LIMIT, SIZE_MAX, FileStat, Ran, Space
from tests.probe.worlds import world

QUORUM = """Quorum information
------------------
Quorum provider:  corosync_votequorum
Nodes:            2
Node ID:          1
Ring ID:          1.9
Quorate:          Yes

Votequorum information
----------------------
Expected votes:   3
Highest expected: 3
Total votes:      2
Quorum:           2 Activity blocked
Flags:            Quorate Qdevice

Membership information
----------------------
    Nodeid      Votes    Qdevice Name
         1          1  NA,NV,NMW 10.0.0.1 (local)
         2          1    A,V,NMW 10.0.0.2
         0          0            Qdevice (votes 1)
"""


def test_quorum() -> None:
    found = corosync.read_quorum(QUORUM)
    assert found is not None
    assert (found.quorate, found.expected, found.total, found.quorum) == (True, 3, 2, 2)
    assert found.blocked
    assert found.flags == ("Quorate", "Qdevice")
    assert found.voters == (Voter(1, 1, "NA,NV,NMW"), Voter(2, 1, "A,V,NMW"), Voter(0, 0))
    assert corosync.read_quorum("Cannot initialize QUORUM service\n") is None


def test_map() -> None:
    found = corosync.read_map(
        "totem.version (u32) = 2\ntotem.key (str) = secret\nempty (str) = \n"
        "runtime.services.cfg.0.rx (u64) = 0\nnot a key\n"
        "nodelist.node.0.nodeid (u32) = 7\nnodelist.node.0.name (str) = alice\n"
        "runtime.members.7.status (str) = joined\nruntime.members.8.status (str) = left\n"
    )
    assert found.keys["totem.version"] == "2"
    assert "secret" not in str(found)
    assert "runtime.services.cfg.0.rx" not in found.keys
    assert found.joined == {7}
    assert found.name(7) == "alice"
    assert found.name(8) == "node 8"


def test_members_of_corosync_2() -> None:
    found = corosync.read_map("runtime.totem.pg.mrp.srp.members.3.status (str) = joined\n")
    assert found.joined == {3}


def test_links() -> None:
    found = corosync.read_links(
        "stats.knet.node1.link0.mtu (u32) = 65535\nstats.knet.node1.link0.connected (u8) = 1\n"
        "stats.knet.node2.link1.connected (u8) = 0\nstats.knet.node2.link1.enabled (u8) = 1\n"
        "stats.knet.node2.link1.mtu (u32) = 1397\nstats.knet.node2.link1.down_count (u32) = 2\n"
    )
    assert found is not None
    assert found.links == (LinkState(2, 1, False, True, 1397, 0, 2),)
    assert corosync.read_links("") is None


def test_rings_of_corosync_2() -> None:
    found = corosync.read_addresses(
        "Printing ring status.\nLocal node ID 1\nRING ID 0\n\tid\t= 10.0.0.1\n"
        "\tstatus\t= ring 0 active with no faults\nRING ID 1\n\tid\t= 10.0.1.1\n"
        "\tstatus\t= Marking ringid 1 interface 10.0.1.1 FAULTY\n"
    )
    assert found.links == (RingAddress(0, "10.0.0.1"), RingAddress(1, "10.0.1.1", True))


def test_names_of_failed_actions() -> None:
    root = reply(
        "crm_mon",
        "<pacemaker-result><nodes/><failures>"
        '<failure op_key="a_b_monitor_10000" task="monitor" interval="10000" exitcode="7" node="n"/>'
        '<failure op_key="vm_migrate_to_0" task="migrate_to" interval="0" exitcode="1" node="n"/>'
        "</failures></pacemaker-result>",
    )
    assert root is not None
    found = pacemaker.read_cluster(root)
    assert found is not None
    assert [f.resource for f in found.failures] == ["a_b", "vm"]


def test_what_resources_are_in() -> None:
    root = reply(
        "crm_mon",
        '<pacemaker-result><nodes/><resources><clone id="c"><group id="g"><resource id="r:0"'
        ' role="Started"><node name="n1"/></resource></group></clone><bundle id="b"><replica id="0">'
        '<resource id="b-docker-0" role="Stopped"/></replica></bundle></resources></pacemaker-result>',
    )
    assert root is not None
    found = pacemaker.read_cluster(root)
    assert found is not None
    first, second = found.resources
    assert (first.parents, first.around, first.copied, first.nodes) == (
        ("c", "g"),
        "group",
        True,
        ("n1",),
    )
    assert (second.parents, second.around, second.copied) == (("b",), "bundle", True)


def test_a_cluster_that_cannot_be_asked() -> None:
    root = reply("crm_mon", '<pacemaker-result><status code="0" message="OK"/></pacemaker-result>')
    assert root is not None
    assert pacemaker.read_cluster(root) is None
    assert reply("crm_mon", "Error: cluster is not available\n") is None
    assert reply("crm_mon", "<a><b></a>") is None


def test_text_of_an_item() -> None:
    root = reply("stonith_admin", '<list><item name="device">a&amp;b</item></list>')
    assert root is not None
    assert [text(item) for item in root.children] == ["a&b"]


def test_history_has_the_newest_first() -> None:
    root = reply(
        "stonith_admin",
        '<r><list><fence_event target="b" status="failed" completed="2026-11-25 04:33:23Z"/>'
        '<fence_event target="b" status="success" completed="2026-11-25 04:35:23Z"/>'
        '<fence_event target="c" status="pending"/></list></r>',
    )
    assert root is not None
    assert [e.status for e in fencing.read_history(root).events] == ["pending", "success", "failed"]
    assert fencing.read_members("1 n1 member\n2 n2 lost\n3 (null)\n") == ("n1", "n2")


def test_drbd() -> None:
    said = (
        '[{"name": "r0", "role": "Primary", "devices": [{"disk-state": "UpToDate"}], "connections":'
        ' [{"name": "bob", "connection-state": "StandAlone", "peer-role": "Unknown",'
        ' "peer_devices": [{"peer-disk-state": "DUnknown"}]}]}]'
    )
    found = drbd.read_status(said)
    assert found is not None
    peer = DrbdPeer("bob", "StandAlone", "Unknown", ("DUnknown",))
    assert found.resources == (DrbdResource("r0", "Primary", ("UpToDate",), (peer,)),)
    client = drbd.read_status('[{"devices": [{"disk-state": "Diskless", "client": true}]}]')
    assert client is not None
    assert client.resources[0].disks == ("Client",)
    old = drbd.read_minors(
        "version: 8.4.11\n 1: cs:WFConnection ro:Primary/Unknown ds:UpToDate/DUnknown C r-----\n"
    )
    assert old.resources[0].name == "drbd1"
    assert old.resources[0].peers[0].connection == "WFConnection"
    assert drbd.read_status("no") is None


def test_units() -> None:
    found = units.read_unit_files(
        "nginx.service   enabled enabled\nfoo.socket enabled\nfoo.service static -\n"
    )
    assert found.at_boot("nginx.service") == ("nginx.service",)
    assert found.at_boot("foo.service") == ("foo.socket",)
    assert found.at_boot("bar.service") == ()


def test_only_the_units_of_resources_are_asked_for() -> None:
    cib = (
        b'<primitive id="a" class="systemd" type="getty@tty1.service"/>'
        b'<template type="own" class="lsb" id="t"><operations/></template>'
        b'<primitive class="ocf" provider="heartbeat" id="c" type="Dummy"/>'
        b'<primitive class="systemd" id="d" type="*"/>'
    )
    assert list(units.of_cib(cib)) == ["getty@tty1.service", "own"]
    node = Systemd({CIB_PATH: cib})
    assert units.unit_files(node) == UnitFiles({})
    assert node.asked[:2] == ("systemctl", "list-unit-files")
    assert {"own.service", "own.socket", "nginx.timer", "getty@tty1.path"} <= set(node.asked)


class Systemd(Frozen):
    """A node with systemd and a CIB, without any of the units."""

    def __init__(self, files: dict[str, bytes]) -> None:
        there = {"/run/systemd/system": ("folder", 0o755, "root", "root", 0, 0.0)}
        super().__init__(world(files, stats=there)._answers)
        self.asked: tuple[str, ...] = ()

    def run(self, *command: str, limit: float = LIMIT) -> Ran | Unknown:
        self.asked = command
        return Ran(1, "", "")


def test_processes_of_containers_are_not_the_nodes() -> None:
    assert stack.own_and_alive("Name:\tcorosync\nState:\tS (sleeping)\nNSpid:\t31\n")
    assert not stack.own_and_alive("State:\tS (sleeping)\nNSpid:\t4031\t31\n")
    assert not stack.own_and_alive("State:\tZ (zombie)\nNSpid:\t31\n")


WHOLE = (
    "corosync-cmapctl",
    "corosync-cmapctl -m stats stats.knet.node",
    "corosync-cmapctl -m stats stats.srp.",
    "corosync-cmapctl runtime.totem.pg.mrp.srp.",
    "corosync-quorumtool -s -i",
    "corosync-cfgtool -s",
    "corosync-qdevice-tool -s",
    "crm_mon -1 -r --output-as=xml",
    "crm_mon -1 -r --as-xml",
    "crm_node -l",
    "stonith_admin --list-registered --output-as=xml",
    "stonith_admin --history * --verbose --output-as=xml",
    "drbdsetup status --json",
)
BEGUN = ("stonith_admin -l ", "systemctl list-unit-files ")


class Curious:
    """A world in which every file and command is there, and that notes what it is asked."""

    root = True

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.commands: list[str] = []

    def now(self) -> float:
        return 0.0

    def read(self, path: str, size: int = SIZE_MAX) -> bytes | Unknown:
        return self.answer[:size]

    def stat(self, path: str) -> FileStat | Unknown:
        return FileStat("file", 0o644, "root", "root", 1, 0.0)

    def names(self, folder: str) -> tuple[str, ...] | Unknown:
        return ("1", "watchdog0")

    def space(self, path: str) -> Space | Unknown:
        return Unknown("no")

    def run(self, *command: str, limit: float = LIMIT) -> Ran | Unknown:
        self.commands.append(" ".join(command))
        return Ran(0, self.answer.decode("utf-8", "replace"), "")

    def resolve(self, name: str) -> tuple[str, ...] | Unknown:
        return Unknown("no")


MODULES = (corosync, pacemaker, fencing, stack, units, drbd)
XML = (
    b'<pacemaker-result><list><item name="device">d</item></list><status code="0" message="OK"/>'
    b"</pacemaker-result>"
)


@pytest.mark.parametrize("answer", [b"", XML, b"version: 9.2\n", b"1 n1 member\n"])
def test_only_questions_are_asked(answer: bytes) -> None:
    world = Curious(answer)
    for module in MODULES:
        for probe in module.PROBES:
            probe.ask(world)
    assert world.commands
    for command in world.commands:
        assert command in WHOLE or command.startswith(BEGUN), command


def test_nonsense_breaks_no_probe() -> None:
    chance = random.Random(7)
    words = [*QUORUM.split(" "), *XML.decode().split(">"), "\n", "=", ":", "<", "\0", "é", "9" * 30]
    for _ in range(300):
        said = "".join(chance.choice(words) for _ in range(60)).encode()
        for module in MODULES:
            for probe in module.PROBES:
                probe.ask(Curious(said))


def test_every_probe_has_a_kind_of_its_own() -> None:
    kinds = [probe.kind for probe in node.probes()]
    assert len(kinds) == len(set(kinds))
