"""Who sets the clock, by what the daemons really print."""

from __future__ import annotations

import pytest

from hadoctor.facts import Unknown
from hadoctor.facts.node.clock import Clock, Synchronization
from hadoctor.probe.chrony import read_sources, read_tracking
from hadoctor.probe.clock import clock
from hadoctor.probe.ntp import read_peers, read_variables
from tests.probe.worlds import world

TRACKING = (
    "C0000201,192.0.2.1,3,1700000000.123456789,-0.000021000,0.000012,0.000030,-12.5,0.001,0.03,"
    "0.0012,0.0008,64.2,Normal\n"
)
LOST = "00000000,,0,0.000000000,0.000000000,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised\n"
SOURCES = (
    "^,*,192.0.2.1,2,6,377,12,-0.00001,-0.00002,0.0012\n^,?,192.0.2.9,0,6,0,4294967295,0,0,0\n"
)
SYSTEMD = {"/run/systemd/system": ("folder", 0o755, "root", "root", 0, 0.0)}


def test_tracking() -> None:
    found = read_tracking(TRACKING)
    assert isinstance(found, Synchronization)
    assert (found.synchronized, found.source, found.stratum) == (True, "192.0.2.1", 3)
    assert found.offset == pytest.approx(0.000021)
    found = read_tracking(LOST)
    assert isinstance(found, Synchronization)
    assert (found.synchronized, found.source) == (False, "")
    assert read_sources(SOURCES) == [True, False]
    for nonsense in ("", "a,b\n", "," * 13 + "\n"):
        assert isinstance(read_tracking(nonsense), Unknown)


def test_ntp() -> None:
    said = "associd=0 status=0615 leap_none, sync_ntp,\nleap=00, stratum=2, offset=-3.5,\nrefid=192.0.2.1\n"
    found = read_variables(said)
    assert isinstance(found, Synchronization)
    assert (found.synchronized, found.stratum, found.source) == (True, 2, "192.0.2.1")
    assert found.offset == pytest.approx(0.0035)
    lost = read_variables("leap=11, stratum=16, offset=0.0, refid=INIT")
    assert isinstance(lost, Synchronization)
    assert not lost.synchronized
    peers = (
        "     remote           refid      st t when poll reach   delay   offset  jitter\n"
        "==============================================================================\n"
        " 0.pool.ntp.org  .POOL.          16 p    -   64    0    0.000    0.000   0.000\n"
        "*192.0.2.1       192.0.2.200      2 u   33   64  377    0.226   -0.101   0.041\n"
        " 192.0.2.9       .INIT.          16 u    -   64    0    0.000    0.000   0.000\n"
    )
    assert read_peers(peers) == [True, False]


def processes(**named: int) -> dict[str, str]:
    found = {}
    for name, pid in named.items():
        found[f"/proc/{pid}/comm"] = f"{name.replace('_', '-')}\n"
        found[f"/proc/{pid}/status"] = f"Name: {name}\nState: S (sleeping)\nNSpid: {pid}\n"
    return found


def test_clock_of_a_host_with_chrony() -> None:
    files = {
        **processes(chronyd=7),
        "/etc/chrony/chrony.conf": "pool 2.debian.pool.ntp.org iburst\n# makestep 1 -1\nmakestep 1 -1\n",
        "/etc/crontab": "0 3 * * * root test -x /usr/sbin/ntpdate\n5 3 * * * root ntpdate -u 192.0.2.1\n",
    }
    commands = {
        "chronyc -n -c tracking": TRACKING,
        "chronyc -n -c sources": SOURCES,
        "systemd-detect-virt": "kvm\n",
    }
    found = clock(world(files, commands, {"/proc": ("1", "7", "self")}))
    assert isinstance(found, Clock)
    assert [d.kind for d in found.running] == ["chrony"]
    assert found.virtual
    assert found.state is not None
    assert (found.state.sources, found.state.reachable) == (2, 1)
    assert [(s.kind, s.line) for s in found.steps] == [("makestep", 3), ("job", 2)]


def test_clock_of_a_host_without_any() -> None:
    found = clock(world({}, {"systemd-detect-virt": "none\n"}, {"/proc": ("1",)}))
    assert isinstance(found, Clock)
    assert not found.daemons
    assert found.state is None


def test_a_process_of_a_container_is_not_the_hosts() -> None:
    files = processes(chronyd=7) | {"/proc/7/status": "State: S\nNSpid: 7 1\n"}
    found = clock(world(files, {}, {"/proc": ("7",)}))
    assert isinstance(found, Clock)
    assert not found.running
