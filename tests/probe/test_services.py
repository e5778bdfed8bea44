"""Services, the network at boot, and upgrades by themselves."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.netsetup import NetworkSetup
from hadoctor.facts.node.services import Services
from hadoctor.facts.node.upgrades import Upgrades
from hadoctor.probe.netsetup import network_setup
from hadoctor.probe.services import NAMES, PROPERTIES, read_span, services
from hadoctor.probe.upgrades import read_apt
from tests.probe.test_clock import SYSTEMD
from tests.probe.worlds import ADDRESSES, CONF, world

SHOW = f"systemctl show --no-pager --property={','.join(('LoadState', *PROPERTIES))} " + " ".join(
    f"{name}.service" for name in NAMES
)


def block(**properties: str) -> str:
    return "".join(f"{name}={value}\n" for name, value in properties.items())


def test_services_of_systemd() -> None:
    blocks = [block(LoadState="not-found", Id=name) for name in NAMES]
    blocks[NAMES.index("pacemaker")] = block(
        LoadState="loaded",
        UnitFileState="disabled",
        ActiveState="failed",
        Result="start-limit-hit",
        DropInPaths="/etc/systemd/system/pacemaker.service.d/a.conf",
        KillMode="process",
        SendSIGKILL="no",
        TimeoutStopUSec="30min",
        MemoryMax="infinity",
        NeedDaemonReload="no",
    )
    found = services(world({}, {SHOW: "\n".join(blocks)}, stats=SYSTEMD))
    assert isinstance(found, Services)
    (one,) = found.services
    assert (one.name, one.enabled, one.active, one.result) == (
        "pacemaker",
        False,
        "failed",
        "start-limit-hit",
    )
    assert (one.stop_seconds, one.memory_max, one.send_sigkill) == (1800, None, False)


def test_services_of_init_scripts() -> None:
    folders = {"/etc/rc2.d": ("S01corosync", "K01pacemaker", "README")}
    found = services(world({"/etc/init.d/pacemaker": "#!/bin/sh\n"}, {}, folders))
    assert isinstance(found, Services)
    assert [(s.name, s.enabled) for s in found.services] == [
        ("corosync", True),
        ("pacemaker", False),
    ]
    assert isinstance(services(world()), Unknown)


def test_time_spans() -> None:
    assert read_span("1min 30s") == 90
    assert read_span("30min") == 1800
    assert read_span("infinity") is None
    assert read_span("500ms") == 0.5


def test_network_at_boot() -> None:
    files = {
        "/etc/corosync/corosync.conf": CONF,
        "/etc/network/interfaces": "auto lo\nallow-hotplug eth1\niface eth1 inet static\n",
    }
    found = network_setup(world(files, {"ip -j addr": ADDRESSES}))
    assert isinstance(found, NetworkSetup)
    (link,) = found.links
    assert (link.manager, link.hotplug, link.line) == ("ifupdown", True, "allow-hotplug eth1")
    assert not found.known
    network = "/run/systemd/network/10-eth1.network"
    files |= {
        "/run/systemd/netif/links/2": f"ADMIN_STATE=configured\nNETWORK_FILE={network}\n",
        network: "[Match]\nName=eth1\n[Link]\nRequiredForOnline=no\n",
    }
    found = network_setup(world(files, {"ip -j addr": ADDRESSES}))
    assert isinstance(found, NetworkSetup)
    assert (found.links[0].manager, found.links[0].optional) == ("networkd", True)


def test_unattended_upgrades() -> None:
    said = (
        'APT::Periodic "";\nAPT::Periodic::Unattended-Upgrade "1";\n'
        'Unattended-Upgrade::Package-Blacklist "";\nUnattended-Upgrade::Package-Blacklist:: "coro";\n'
        'Unattended-Upgrade::Package-Blacklist:: "(";\n'
    )
    found = read_apt(said)
    assert found.program == "unattended-upgrades"
    assert found.excluded == ("corosync",)
    assert read_apt('APT::Periodic::Unattended-Upgrade "0";\n') == Upgrades()
    assert read_apt("") == Upgrades()
