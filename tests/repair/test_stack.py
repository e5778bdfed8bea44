"""When a daemon that is down is started, and when not."""

from __future__ import annotations

import pytest

from hadoctor.facts.node.services import Service, Services
from hadoctor.facts.node.stack import Process, Stack
from hadoctor.repair.step import Disruption
from tests.probe.worlds import CONF, world

from .planned import commands, only, planned

TEST = "corosync -t -c /etc/corosync/corosync.conf"
FINE = world({}, {TEST: ""})
QUORATE = CONF + "quorum {\n    provider: corosync_votequorum\n    two_node: 1\n}\n"
COROSYNC = Process("corosync", 7)


def services(**changes: object) -> Services:
    """Of a node on which nothing was started yet; `corosync`, `pacemaker`: their ActiveState."""
    found = [
        Service("corosync", True, "enabled", str(changes.pop("corosync", "inactive"))),
        Service("pacemaker", True, "enabled", str(changes.pop("pacemaker", "inactive"))),
    ]
    return Services((*found, *(one for one in changes.values() if isinstance(one, Service))))


def test_both_in_order() -> None:
    repair = only(planned(FINE, Stack(), services(), conf=QUORATE))
    assert repair.disruption is Disruption.FAILOVER
    assert commands(repair) == [
        ("systemctl", "start", "corosync"),
        ("systemctl", "start", "pacemaker"),
    ]
    assert not any(getattr(step, "undo", ()) for step in repair.steps)


def test_pacemaker_alone() -> None:
    stack = Stack((COROSYNC,))
    repair = only(planned(FINE, stack, services(corosync="active"), conf=QUORATE))
    assert commands(repair) == [("systemctl", "start", "pacemaker")]


def test_after_too_many_starts() -> None:
    failed = Service("corosync", True, "enabled", "failed", result="start-limit-hit")
    known = Services((failed, Service("pacemaker", True, "enabled", "inactive")))
    repair = only(planned(FINE, Stack(), known, conf=QUORATE))
    assert commands(repair)[0] == ("systemctl", "reset-failed", "corosync")


SBD = Service("sbd", True, "enabled", "inactive")
MASKED = Services((Service("corosync", False, "masked", "inactive"), services().services[1]))
ALONE = QUORATE.replace("two_node: 1", "two_node: 1\n    wait_for_all: 0")


@pytest.mark.parametrize(
    ("why", "text", "stack", "known"),
    [
        ("QUO004", ALONE, Stack(), services()),
        ("COR023", QUORATE.replace("nodeid: 2", "nodeid: 1"), Stack(), services()),
        ("SBD is started with it", QUORATE, Stack(), services(sbd=SBD)),
        ("corosync is masked", QUORATE, Stack(), MASKED),
        ("systemd calls corosync activating", QUORATE, Stack(), services(corosync="activating")),
        ("was not started by systemd", QUORATE, Stack((COROSYNC,)), services()),
        (
            "without their master",
            QUORATE,
            Stack((COROSYNC, Process("pacemaker-based", 9))),
            services(corosync="active"),
        ),
        ("pacemakerd still runs", QUORATE, Stack((Process("pacemakerd", 9),)), services()),
        (
            "is stopped by a signal",
            QUORATE,
            Stack((COROSYNC._replace(state="T"),)),
            services(corosync="active"),
        ),
    ],
)
def test_not_where(why: str, text: str, stack: Stack, known: Services) -> None:
    found = planned(FINE, stack, known, conf=text)
    assert found.repairs == ()
    (protocol,) = (one for one in found.protocols if one.cures[0].code == "RUN001")
    assert why in protocol.why


def test_not_with_a_file_that_is_refused() -> None:
    refuses = world({}, {TEST: (1, "", "parse error")})
    found = planned(refuses, Stack(), services(), conf=QUORATE)
    assert found.repairs == ()
    assert "corosync refuses" in found.protocols[-1].why
