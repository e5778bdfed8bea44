"""Repairs of the host: by the facts of a node, and the answers of its commands."""

from __future__ import annotations

import pytest

from hadoctor.facts.node.files import ClusterFiles, FileState
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.log import LogStorage
from hadoctor.facts.node.services import Service, Services
from hadoctor.facts.node.storage import Room, Storage
from hadoctor.facts.node.upgrades import Upgrades
from hadoctor.facts.node.watchdogs import Watchdogs
from hadoctor.repair.step import Access, Disruption, MakeFolder, SetAccess, WriteFile
from tests.probe.worlds import CONF, world

from .planned import commands, only, planned

ACCOUNT = ("user hacluster", "group haclient")
NOTHING = world()


def folder(path: str, mode: int, owner: str, group: str) -> FileState:
    return FileState(path, "folder", mode, owner, group)


def test_missing_folders_are_one_repair() -> None:
    missing = ("/var/lib/pacemaker/cores", "/var/lib/corosync")
    found = planned(NOTHING, ClusterFiles(missing=missing, users=ACCOUNT))
    assert only(found).steps == (
        MakeFolder("/var/lib/pacemaker/cores", Access(0o750, "hacluster", "haclient")),
        MakeFolder("/var/lib/corosync", Access(0o755)),
    )


def test_the_stored_configuration() -> None:
    path = "/var/lib/pacemaker/cib/cib.xml"
    for owner, group, mode in (("root", "root", 0o600), ("root", "haclient", 0o600)):
        state = FileState(path, "file", mode, owner, group)
        found = planned(NOTHING, ClusterFiles((state,), users=ACCOUNT))
        after = Access(0o600, "hacluster", "haclient")
        assert only(found).steps == (SetAccess(path, Access(mode, owner, group), after),)
    for owner, group, mode in (("hacluster", "root", 0o600), ("root", "haclient", 0o660)):
        state = FileState(path, "file", mode, owner, group)
        assert planned(NOTHING, ClusterFiles((state,), users=ACCOUNT)).repairs == ()


def test_without_the_account_nothing_is_given_to_it() -> None:
    cib = folder("/var/lib/pacemaker/cib", 0o750, "109", "115")
    found = planned(NOTHING, ClusterFiles((cib,), ("/var/lib/pacemaker/cores",)))
    assert found.repairs == ()
    assert any("/var/lib/pacemaker/cib" in line for p in found.protocols for line in p.lines)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("/etc/corosync", Access(0o777), Access(0o755)),
        ("/etc/corosync", Access(0o755, "nobody", "nogroup"), Access(0o755)),
        ("/etc/pacemaker", Access(0o757, "root", "haclient"), Access(0o755, "root", "haclient")),
        ("/var/log/pacemaker", Access(0o777, "hacluster", "haclient"), None),
    ],
)
def test_who_may_change(path: str, before: Access, after: Access | None) -> None:
    """Below /var the daemons keep what is theirs."""
    found = planned(NOTHING, ClusterFiles((folder(path, *before),), users=ACCOUNT))
    wanted = after or before._replace(mode=0o775)
    assert only(found).steps == (SetAccess(path, before, wanted),)


def test_the_journal_is_kept() -> None:
    repair = only(planned(NOTHING, LogStorage("volatile")))
    assert repair.disruption is Disruption.RELOAD
    assert repair.steps[1:3] == (
        MakeFolder("/etc/systemd/journald.conf.d"),
        WriteFile(
            "/etc/systemd/journald.conf.d/99-hadoctor.conf",
            None,
            b"# hadoctor:SYS008\n[Journal]\nStorage=persistent\n",
        ),
    )
    assert commands(repair)[1:] == [
        ("systemctl", "restart", "systemd-journald.service"),
        ("journalctl", "--flush"),
    ]
    assert planned(NOTHING, LogStorage("volatile", other=("rsyslogd",))).repairs == ()


def test_a_full_disk_is_for_a_human() -> None:
    rooms = (Room("/var/lib/corosync", 10**9, 0, mount="/var"),)
    found = planned(NOTHING, Storage((*rooms, rooms[0]._replace(path="/var/log"))))
    assert found.repairs == ()
    assert [one.title for one in found.protocols] == ["make room on /var"]


def test_upgrades() -> None:
    apt = Upgrades("unattended-upgrades", "t", "o", "l", (), ("corosync", "pacemaker"))
    (step,) = only(planned(NOTHING, apt)).steps
    assert isinstance(step, WriteFile)
    assert step.after == (
        b"// hadoctor:SYS005\nUnattended-Upgrade::Package-Blacklist"
        b' { "^corosync"; "^pacemaker"; };\n'
    )
    there = world({step.path: "// mine\n"})
    for where, upgrades in ((there, apt), (NOTHING, apt._replace(program="dnf-automatic"))):
        found = planned(where, upgrades)
        assert (found.repairs, len(found.protocols)) == ((), 1)


def test_the_name_that_the_cluster_knows_is_kept() -> None:
    text = "# the host\r\nbeta\r\n"
    found = planned(world({"/etc/hostname": text}), Identity("alpha", "beta"), conf=CONF)
    assert only(found).steps == (
        WriteFile("/etc/hostname", text.encode(), b"# the host\r\nalpha\r\n"),
    )


def test_a_name_that_is_nobodys_is_for_a_human() -> None:
    where = world({"/etc/hostname": "localhost\n"})
    found = planned(where, Identity("localhost", "localhost"), conf=CONF)
    assert found.repairs == ()
    (protocol,) = (p for p in found.protocols if p.cures[0].code == "SYS006")
    assert "$ hostnamectl set-hostname NAME" in protocol.lines
    assert any("alpha, beta" in line for line in protocol.lines)


def test_no_watchdog_is_opened() -> None:
    found = planned(NOTHING, Watchdogs(), Services((Service("sbd", True),)))
    assert found.repairs == ()
