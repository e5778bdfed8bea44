"""Which services load firewall rules, as systemd and their files tell it."""

from __future__ import annotations

import pytest

from hadoctor.probe.firewall_units import read_unit, ufw_enabled


@pytest.mark.parametrize(
    ("text", "enabled"),
    [
        ("# ENABLED=yes\nENABLED=no\n", False),
        ('ENABLED="yes"\n', True),
        ("ENABLED=no\nENABLED=yes\n", True),
        ("", None),
        ("ENABLED=perhaps\n", None),
    ],
)
def test_ufw_conf(text: str, enabled: bool | None) -> None:
    assert ufw_enabled(text) is enabled


def test_unit() -> None:
    properties = {
        "ActiveState": "active",
        "UnitFileState": "disabled",
        "Conflicts": "nftables.service shutdown.target",
    }
    unit = read_unit("firewalld", properties)
    assert unit.active
    assert unit.boots is False
    assert unit.conflicts == ("nftables.service",)


def test_what_cannot_be_told() -> None:
    assert read_unit("iptables", {"UnitFileState": "static"}).boots is None
