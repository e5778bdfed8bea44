"""What a host tells of itself, as defaults of the questions."""

from __future__ import annotations

from hadoctor.generate.known import known
from tests.probe.worlds import ADDRESSES, world

ALL = """\
[{"ifname": "lo", "flags": ["UP"], "addr_info": [{"local": "127.0.0.1", "prefixlen": 8}]},
 {"ifname": "eth0", "flags": ["UP"], "addr_info": [{"local": "fe80::1", "prefixlen": 64},
   {"local": "10.0.0.1", "prefixlen": 22}, {"local": "10.0.0.100", "prefixlen": 22}]},
 {"ifname": "eth1", "flags": [], "addr_info": [{"local": "10.1.0.1", "prefixlen": 24}]},
 {"ifname": "eth2", "flags": ["UP"], "addr_info": [{"local": "fd00::1", "prefixlen": 64}]}]
"""


def test_a_host() -> None:
    found = known(world({"/proc/sys/kernel/hostname": "alpha\n"}, {"ip -j addr": ALL}))
    assert found.name == "alpha"
    assert [str(one) for one in found.addresses] == ["10.0.0.1/22 (eth0)", "fd00::1/64 (eth2)"]
    assert found.firewall == "none"


def test_nothing_is_known() -> None:
    for said in ("", "no json", "[]"):
        assert known(world({}, {"ip -j addr": said})) == ("", (), "none")
    assert known(world({}, {"ip -j addr": (1, "", "x")})).addresses == ()
    assert len(known(world({}, {"ip -j addr": ADDRESSES})).addresses) == 1
