"""What starts at boot, and with which settings."""

from __future__ import annotations

from hadoctor.facts.node.netsetup import LinkSetup, NetworkSetup
from hadoctor.facts.node.services import Service, Services
from hadoctor.repair.of.systemd import RELOAD, enable, framed
from hadoctor.repair.step import Disruption, MakeFolder, Run, WriteFile
from tests.probe.test_clock import SYSTEMD
from tests.probe.worlds import world

from .planned import only, planned

NOTHING = world()
ORDER = ("network-online.target",)
COROSYNC = Service("corosync", True, "enabled", "active", after=ORDER, wants=ORDER)
DROP_IN = "/etc/systemd/system/pacemaker.service.d/kill.conf"
TEXT = "[Service]\nKillMode=control-group\nNice=0\n TimeoutSec = 20\n"
OVERRIDDEN = Service(
    "pacemaker",
    True,
    "enabled",
    "active",
    kill_mode="control-group",
    stop_seconds=20,
    drop_ins=(DROP_IN,),
    path="/lib/systemd/system/pacemaker.service",
)


def test_pacemaker_at_boot() -> None:
    pacemaker = Service("pacemaker", False, "disabled", "active")
    assert only(planned(NOTHING, Services((COROSYNC, pacemaker)))).steps == (enable("pacemaker"),)
    found = planned(NOTHING, Services((COROSYNC, pacemaker._replace(state="masked"))))
    assert found.repairs == ()
    assert "$ systemctl unmask pacemaker" in found.protocols[0].lines


def test_settings_of_a_drop_in_become_comments() -> None:
    repair = only(planned(world({DROP_IN: TEXT}), Services((OVERRIDDEN,))))
    assert repair.disruption is Disruption.RELOAD
    text = (
        b"[Service]\n# hadoctor:SYS007 KillMode=control-group\nNice=0\n"
        b"# hadoctor:SYS007  TimeoutSec = 20\n"
    )
    assert repair.steps == framed(RELOAD, WriteFile(DROP_IN, TEXT.encode(), text))


def test_a_unit_of_the_administrator_is_left() -> None:
    own = OVERRIDDEN._replace(path="/etc/systemd/system/pacemaker.service", drop_ins=())
    found = planned(NOTHING, Services((own,)))
    assert (found.repairs, len(found.protocols)) == ((), 1)


def test_what_systemd_has_not_read_yet_is_read_first() -> None:
    stale = Services((OVERRIDDEN._replace(stale=True),))
    assert only(planned(world({DROP_IN: TEXT}), stale)).steps == (Run(RELOAD, limit=60.0),)


def test_corosync_waits_for_the_network() -> None:
    late = Services((COROSYNC._replace(after=("basic.target",), wants=()),))
    steps = only(planned(NOTHING, late, NetworkSetup())).steps
    folder = "/etc/systemd/system/corosync.service.d"
    assert steps[1] == MakeFolder(folder)
    there = world(stats={folder: ("folder", 0o755, "root", "root", 0, 0.0)})
    assert len(only(planned(there, late, NetworkSetup())).steps) == 3


def test_a_service_that_waits() -> None:
    unit = "systemd-networkd-wait-online.service"
    network = NetworkSetup((LinkSetup("ens4", "networkd"),), ())
    show = f"systemctl show --no-pager --property=LoadState,UnitFileState,ActiveState,Result {unit}"
    for state, planned_ in (("disabled", (enable(unit),)), ("masked", ())):
        load = "masked" if state == "masked" else "loaded"
        said = {show: f"LoadState={load}\nUnitFileState={state}\n"}
        found = planned(world({}, said, stats=SYSTEMD), network, Services((COROSYNC,)))
        assert tuple(step for one in found.repairs for step in one.steps) == planned_
        assert len(found.protocols) == (state == "masked")


def test_an_interface_is_for_a_human() -> None:
    link = LinkSetup(
        "ens4", "ifupdown", True, False, "/etc/network/interfaces", "allow-hotplug ens4"
    )
    found = planned(NOTHING, NetworkSetup((link,), ("networking.service",)), Services((COROSYNC,)))
    assert found.repairs == ()
    assert found.protocols[0].lines[0].startswith("$ editor /etc/network/interfaces    # allow-")
