"""Agents and parameters that other releases have are not taken for mistakes."""

from __future__ import annotations

import pytest

from hadoctor.model.pacemaker import agents
from hadoctor.model.pacemaker.releases import misspelt, near_parameter, required, takes


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ocf:heartbeat:IPAddr2", "ocf:heartbeat:IPaddr2"),
        ("ocf:heartbeat:filesystem", "ocf:heartbeat:Filesystem"),
        ("ocf:heartbeat:ping", "ocf:pacemaker:ping"),
        ("ocf:pacemaker:IPaddr2", "ocf:heartbeat:IPaddr2"),
        ("ocf:heartbeat:ngnix", "ocf:heartbeat:nginx"),
        ("ocf:heartbeat:fence_ipmilan", "stonith:fence_ipmilan"),
        ("stonith::fence_ipmlan", "stonith:fence_ipmilan"),
    ],
)
def test_slips(written: str, meant: str) -> None:
    assert misspelt(*written.split(":")) == meant


@pytest.mark.parametrize(
    "own",
    [
        "ocf:heartbeat:SAPHana",
        "ocf:heartbeat:IPaddr3",
        "ocf:heartbeat:mysql2",
        "ocf:heartbeat:haproxy",
        "ocf:heartbeat:ganesha-nfs",
        "ocf:heartbeat:apache-site",
        "ocf:suse:SAPHanaTopologi",
        "stonith::fence_ilo9",
        "stonith::fence_ovm",
        "stonith::external/ipmi",
        "ocf:heartbeat:nfs",
    ],
)
def test_what_may_be_an_agent_of_its_own(own: str) -> None:
    assert misspelt(*own.split(":")) is None


def test_parameters_of_other_releases() -> None:
    filesystem = agents.agent("ocf", "heartbeat", "Filesystem")
    assert filesystem is not None
    assert takes(filesystem, "term_signals")
    assert takes(filesystem, "device")
    assert not takes(filesystem, "devise")
    assert near_parameter(filesystem, "devise") == "device"
    assert near_parameter(filesystem, "fast-stop") == "fast_stop"


def test_what_only_some_releases_require() -> None:
    assert required("ocf", "heartbeat", "exportfs") == ("clientspec", "directory")
    assert required("ocf", "heartbeat", "IPaddr2") == ("ip",)
    assert not required("ocf", "heartbeat", "nobody")
