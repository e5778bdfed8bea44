"""Which host this is: names, releases, names of the cluster, routes, sockets."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.facts.node.routes import Routes
from hadoctor.facts.node.sockets import Sockets, UdpSocket
from hadoctor.probe.identity import identity, read_packages
from hadoctor.probe.names import names
from hadoctor.probe.routes import routes
from hadoctor.probe.sockets import read_ss, sockets
from tests.probe.worlds import ADDRESSES, CONF, world

HOST = {"/proc/sys/kernel/hostname": "alpha\n", "/etc/corosync/corosync.conf": CONF}


def test_identity() -> None:
    found = identity(
        world(
            {
                **HOST,
                "/etc/hostname": "# the name\nalpha\n",
                "/etc/os-release": 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n',
                "/etc/machine-id": "0123456789abcdef0123456789abcdef\n",
            },
            {
                "corosync -v": "Corosync Cluster Engine, version '3.1.7'\n",
                "pacemakerd --version": "Pacemaker 2.1.5\nWritten by Andrew Beekhof\n",
                "systemd-detect-virt": (1, "none\n", ""),
            },
            stats={"/run/systemd/system": ("folder", 0o755, "root", "root", 0, 0.0)},
        )
    )
    assert isinstance(found, Identity)
    assert (found.hostname, found.stored_hostname) == ("alpha", "alpha")
    assert (found.corosync, found.pacemaker, found.crmsh) == ("3.1.7", "2.1.5", None)
    assert (found.os_id, found.os_version, found.systemd) == ("debian", "12", True)
    assert found.virtualization == "none"
    assert not found.container
    assert found.machine is not None
    assert "0123" not in found.machine


def test_packages_of_dpkg_and_rpm() -> None:
    dpkg = (
        "corosync install ok installed 3.1.7-1+deb12u1\ncrmsh deinstall ok config-files 4.4.1-1\n"
    )
    assert read_packages(dpkg, installed=" ok installed ") == {"corosync": "3.1.7"}
    rpm = "corosync 3.1.8\npackage pacemaker is not installed\ncrmsh 4.6.0+20240913\n"
    assert read_packages(rpm) == {"corosync": "3.1.8", "crmsh": "4.6.0"}


def test_names_are_those_of_the_nodelist_and_the_own() -> None:
    found = names(world(HOST, names={"alpha": ("10.0.0.1",)}))
    assert isinstance(found, Names)
    assert {a.name for a in found.answers} == {"alpha", "beta"}
    alpha, beta = found.of("Alpha"), found.of("beta")
    assert alpha is not None
    assert alpha.addresses == ("10.0.0.1",)
    assert beta is not None
    assert not beta.addresses


def test_routes_from_each_own_address() -> None:
    asked = "ip -j route get 10.0.0.2 from 10.0.0.1"
    found = routes(
        world(HOST, {"ip -j addr": ADDRESSES, asked: '[{"dst":"10.0.0.2","dev":"docker0"}]'})
    )
    assert isinstance(found, Routes)
    (route,) = found.routes
    assert (route.interface, route.expected, route.why) == ("docker0", "eth1", "")
    refused = (2, "", "RTNETLINK answers: Network is unreachable\n")
    found = routes(world(HOST, {"ip -j addr": ADDRESSES, asked: refused}))
    assert isinstance(found, Routes)
    assert found.routes[0].why == "network is unreachable"


def test_routes_answers_that_make_no_sense() -> None:
    asked = "ip -j route get 10.0.0.2 from 10.0.0.1"
    for said in ("", "[]", "[1]", "{}", "[" * 10000):
        found = routes(world(HOST, {"ip -j addr": ADDRESSES, asked: said}))
        assert isinstance(found, Routes)
        assert found.routes[0].why


def test_sockets_by_ss_and_by_proc() -> None:
    said = (
        'UNCONN 0 0 10.0.0.1%eth1:5405 0.0.0.0:* users:(("corosync",pid=31,fd=26))\n'
        "UNCONN 0 0 [::1]:323 [::]:*\n"
        "UNCONN 0 0 *:5353 *:*\nrubbish\n"
    )
    assert list(read_ss(said)) == [
        UdpSocket("10.0.0.1", 5405, "eth1", "corosync", 31),
        UdpSocket("::1", 323),
        UdpSocket("0.0.0.0", 5353),
    ]
    table = "  sl  local_address rem_address   st\n  12: 0100000A:151D 00000000:0000 07\n junk\n"
    table6 = "  sl\n  1: 00000000000000000000000001000000:0143 0:0 07\n"
    found = sockets(world({"/proc/net/udp": table, "/proc/net/udp6": table6}))
    assert found == Sockets((UdpSocket("10.0.0.1", 5405), UdpSocket("::1", 323)))
    assert isinstance(sockets(world()), Unknown)
