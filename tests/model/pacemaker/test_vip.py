"""Addresses are judged as the agent judges them: its own validate-all is asked where it is installed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from hadoctor.model.pacemaker.vip import addresses, dotted
from tests.model.pacemaker.read import pacemaker

AGENT = Path("/usr/lib/ocf/resource.d/heartbeat/IPaddr2")
REFUSED = 6
"""OCF_ERR_CONFIGURED."""
CASES = (
    ("10.0.0.9", "24", False),
    ("10.0.0.9/24", "", True),
    ("10.0.0.300", "24", True),
    ("0.0.0.0", "24", True),
    ("010.0.0.1", "24", True),
    ("10.0.0", "24", True),
    ("host.example", "24", True),
    ("10.0.0.9", "33", True),
    ("10.0.0.9", "0", True),
    ("10.0.0.9", "/24", True),
    ("10.0.0.9", "255.255.255.0", False),
    ("10.0.0.9", "255.255.0.255", True),
    ("2001:db8::9", "64", False),
    ("2001:db8::9", "129", True),
)


@pytest.mark.parametrize(("ip", "mask", "refused"), CASES)
def test_what_is_refused(ip: str, mask: str, refused: bool) -> None:
    more = f" cidr_netmask={mask}" if mask else ""
    (address,) = addresses(pacemaker(f"primitive vip IPaddr2 params ip={ip}{more}\n"))
    assert any(fault.refused for fault in address.faults()) is refused


@pytest.mark.skipif(not AGENT.exists(), reason="the agent is not installed")
@pytest.mark.parametrize(("ip", "mask", "refused"), CASES)
def test_the_agent_says_so(ip: str, mask: str, refused: bool) -> None:
    environment = {
        **os.environ,
        "OCF_ROOT": "/usr/lib/ocf",
        "OCF_RESOURCE_INSTANCE": "vip",
        "OCF_RESKEY_ip": ip,
        **({"OCF_RESKEY_cidr_netmask": mask} if mask else {}),
    }
    done = subprocess.run(
        [str(AGENT), "validate-all"], env=environment, capture_output=True, check=False
    )
    assert (done.returncode == REFUSED) is refused, done.stderr.decode()


@pytest.mark.parametrize("ip", ["$VIP", "x.x.x.x", "10.xx.xx.9", "<vip>", "******"])
def test_what_somebody_made_unreadable_is_no_fault(ip: str) -> None:
    (address,) = addresses(pacemaker(f'primitive vip IPaddr2 params ip="{ip}"\n'))
    assert not list(address.faults())


def test_masks() -> None:
    assert dotted("255.255.255.0") == 24
    assert dotted("255.255.255.255") == 32
    assert dotted("255.0.255.0") is None
    assert dotted("256.0.0.0") is None
