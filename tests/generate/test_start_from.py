"""What is there already becomes its description, and what does not is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hadoctor.facts.files import subjects
from hadoctor.generate.files import generate
from hadoctor.generate.read import read
from hadoctor.generate.start_from import Start, start_from
from hadoctor.generate.write_toml import toml
from hadoctor.target import DEFAULTS

from .descriptions import sound

TUTORIAL = Path(__file__).parents[2] / "fixtures" / "tutorial"
CONF = """\
totem {
    version: 2
    cluster_name: a name with blanks
    transport: knet
    token: 5000
}
nodelist {
    node {
        ring0_addr: one.example
        nodeid: 7
    }
    node {
        ring0_addr: 10.0.0.2
        nodeid: 9
    }
}
quorum {
    provider: corosync_votequorum
}
"""


def started(folder: Path) -> Start:
    found = start_from(subjects([str(folder)], DEFAULTS))
    assert isinstance(found, Start), found
    return found


def test_the_tutorial() -> None:
    found = started(TUTORIAL)
    assert found.data == {
        "cluster": {"name": "lbcluster"},
        "nodes": [
            {"name": "primary", "id": 1, "addresses": ["2.0.0.1"]},
            {"name": "secondary", "id": 2, "addresses": ["2.0.0.2"]},
        ],
        "addresses": [{"name": "virtual_public_ip", "ip": "1.0.0.3"}],
    }
    assert any("cluster-2" in one for one in found.lost)


@pytest.mark.parametrize("seed", range(0, 200, 3))
def test_what_was_generated_comes_back(seed: int, tmp_path: Path) -> None:
    """A folder of ours describes itself, but for what is only on the hosts or was chosen."""
    data = sound(seed)
    first = generate(read(toml(data)))
    for name, text in first.files.items():
        (tmp_path / name).write_bytes(text)
    found = started(tmp_path)
    again: dict[str, Any] = {**found.data, "cluster": data["cluster"], "host": data["host"]}
    again.setdefault("fencing", {"agent": "none"})
    for one in again.get("addresses", []):
        one.setdefault("services", [])
    second = generate(read(toml(again)))
    for name in ("corosync.conf", "cluster.crm", "hosts", "cluster.pcs.sh"):
        assert second.files[name] == first.files[name], (seed, name, found.lost)


def test_names_and_settings(tmp_path: Path) -> None:
    (tmp_path / "corosync.conf").write_text(CONF)
    (tmp_path / "hosts").write_text("127.0.0.1 localhost\n10.0.0.1 one.example\n")
    found = started(tmp_path)
    assert found.data["cluster"]["name"] == "cluster"
    assert found.data["nodes"] == [
        {"name": "one.example", "id": 7, "addresses": ["10.0.0.1"]},
        {"name": "node2", "id": 9, "addresses": ["10.0.0.2"]},
    ]
    told = "\n".join(found.lost)
    assert "'a name with blanks'" in told
    assert "totem.token 5000" in told
    assert "without encryption" in told


def test_an_address_that_nothing_tells(tmp_path: Path) -> None:
    (tmp_path / "corosync.conf").write_text(CONF)
    found = started(tmp_path)
    assert found.data["nodes"][0]["addresses"] == []
    assert "the address of 'one.example', which nothing here tells" in found.lost


def test_what_is_no_floating_address(tmp_path: Path) -> None:
    (tmp_path / "corosync.conf").write_text(CONF)
    (tmp_path / "cluster.crm").write_text(
        "primitive vip IPaddr2 params ip=10.0.0.9 cidr_netmask=24 lvs_support=true\n"
        "primitive web nginx meta migration-threshold=2\n"
        "primitive fs Filesystem params device=/dev/sdb1 directory=/srv fstype=xfs\n"
        "group all web vip\n"
        "primitive st-a stonith:fence_xvm params pcmk_host_list=a pcmk_host_check=static-list\n"
        "primitive st-all stonith:fence_xvm params pcmk_host_list='a b'\n"
        "location somewhere all 50: a\n"
        "property cluster-recheck-interval=5min\n"
    )
    found = started(tmp_path)
    (address,) = found.data["addresses"]
    assert (address["name"], address["group"], address["prefix"]) == ("vip", "all", 24)
    assert address["services"] == [{"name": "web", "agent": "ocf:heartbeat:nginx"}]
    assert found.data["fencing"] == {"agent": "fence_xvm", "nodes": {"a": {}}}
    told = "\n".join(found.lost)
    for words in (
        *("resource 'fs'", "order in group 'all'", "lvs_support true", "migration-threshold 2"),
        *("fence device 'st-all'", "name of fence device 'st-a'", "pcmk_host_check"),
        *("constraint 'somewhere'", "cluster-recheck-interval 5min"),
    ):
        assert words in told


def test_nothing_there(tmp_path: Path) -> None:
    assert isinstance(start_from(subjects([str(tmp_path)], DEFAULTS)), str)
