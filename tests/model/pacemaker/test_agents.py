"""The facts about agents: quick to find, and what the agents themselves say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hadoctor.model.pacemaker import agents
from hadoctor.model.pacemaker.agents import agent, names, near, ocf_providers
from tests.agents import lines, metadata, package

DATA = Path(agents.__file__).parent / "metadata"
INSTALLED = {
    "ocf:heartbeat:IPaddr2": "/usr/lib/ocf/resource.d/heartbeat/IPaddr2",
    "ocf:heartbeat:Filesystem": "/usr/lib/ocf/resource.d/heartbeat/Filesystem",
    "ocf:heartbeat:pgsql": "/usr/lib/ocf/resource.d/heartbeat/pgsql",
    "ocf:pacemaker:Stateful": "/usr/lib/ocf/resource.d/pacemaker/Stateful",
    "ocf:pacemaker:ping": "/usr/lib/ocf/resource.d/pacemaker/ping",
    "stonith:fence_ipmilan": "/usr/sbin/fence_ipmilan",
}


def test_an_agent() -> None:
    found = agent("ocf", "heartbeat", "IPaddr2")
    assert found is not None
    assert found.name == "ocf:heartbeat:IPaddr2"
    assert found.parameters["ip"].required
    assert found.parameters["ip"].unique
    assert found.parameters["clusterip_hash"].default == "sourceip-sourceport"
    assert not found.promotable
    advice = found.advice("monitor")
    assert advice is not None
    assert (advice.interval, advice.timeout) == ("10s", "20s")


def test_what_agents_can() -> None:
    for cls, provider, type, can in (
        ("ocf", "linbit", "drbd", "promotable"),
        ("ocf", "pacemaker", "Stateful", "promotable"),
        ("ocf", "heartbeat", "VirtualDomain", "migratable"),
        ("stonith", "", "fence_scsi", "unfencing"),
    ):
        found = agent(cls, provider, type)
        assert found is not None
        assert getattr(found, can), found.name
    stateful = agent("ocf", "pacemaker", "Stateful")
    assert stateful is not None
    advice = stateful.advice("monitor", "unpromoted")
    assert advice is not None
    assert advice.interval == "11s"


def test_fence_agents() -> None:
    found = agent("stonith", "", "fence_ipmilan")
    assert found is not None
    assert found.parameters["ip"].obsoletes == "ipaddr"
    assert found.parameters["ipaddr"].deprecated
    assert "password" in found.parameters["auth"].words
    assert not found.parameters["action"].required
    assert found.takes("pcmk_host_list")
    assert not found.takes("pcmk-host-list")
    address = agent("ocf", "heartbeat", "IPaddr2")
    assert address is not None
    assert not address.takes("pcmk_host_list")


@pytest.mark.parametrize(
    "name",
    [
        ("ocf", "heartbeat", "nothing"),
        ("ocf", "", "IPaddr2"),
        ("ocf", "../metadata/ocf-heartbeat", "IPaddr2"),
        ("ocf", "heartbeat", "IPaddr2\tresource-agents\nparameter"),
        ("ocf", "heartbeat", ""),
        ("systemd", "", "nginx"),
        ("stonith", "", "external/sbd"),
    ],
)
def test_nothing_is_known(name: tuple[str, str, str]) -> None:
    assert agent(*name) is None


def test_providers() -> None:
    assert ocf_providers("IPaddr2") == ("heartbeat",)
    assert ocf_providers("Dummy") == ("heartbeat", "pacemaker")
    assert ocf_providers("ping") == ("pacemaker",)
    assert ocf_providers("drbd") == ()  # it is of a package that not every node has
    assert ocf_providers("dummy") == ("heartbeat", "pacemaker")
    assert ocf_providers("a\nb") == ()


def test_misspelt() -> None:
    assert near("ocf", "heartbeat", "ipaddr2") == "ocf:heartbeat:IPaddr2"
    assert near("ocf", "heartbeat", "Filesytem") == "ocf:heartbeat:Filesystem"
    assert near("ocf", "heartbeat", "ping") == "ocf:pacemaker:ping"
    assert near("ocf", "pacemaker", "dummy") == "ocf:pacemaker:Dummy"
    assert near("stonith", "", "fence_impilan") == "stonith:fence_ipmilan"
    assert near("stonith", "", "external/sbd") is None
    assert near("systemd", "", "nginx") is None


def test_every_agent_can_be_read() -> None:
    known = list(names())
    assert len(known) > 230
    for name in known:
        cls, *middle, type = name.split(":")
        found = agent(cls, "".join(middle), type)
        assert found is not None
        assert found.name == name
        assert found.package.count(" ") == 1


def test_the_tables_are_small_and_hold_no_prose() -> None:
    files = list(DATA.iterdir())
    assert sum(path.stat().st_size for path in files) < 1_000_000
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            assert re.match(r"(from|agent|parameter|action|end)(\t|$)", line), path
            assert len(line) < 1000, path


def test_the_packages_are_named() -> None:
    known = {agents.MADE_FROM} | {
        line.removeprefix("from\t")
        for path in DATA.iterdir()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("from\t")
    }
    for part in agents.MADE_FROM.split(" and ")[0].split(", "):
        assert part in known


@pytest.mark.parametrize("name", INSTALLED)
def test_as_the_installed_agent_says(name: str) -> None:
    program = Path(INSTALLED[name])
    if not program.exists():
        pytest.skip("the agent is not installed")
    cls, *middle, type = name.split(":")
    found = agent(cls, "".join(middle), type)
    assert found is not None
    if package(program) != found.package:
        pytest.skip(f"installed is {package(program)}, the facts are of {found.package}")
    tree = metadata(program, fence=cls == "stonith")
    assert tree is not None
    rows = list(lines(tree))
    table = DATA / ("stonith.tsv" if cls == "stonith" else f"ocf-{middle[0]}.tsv")
    text = "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)
    assert f"\nagent\t{type}\t{found.package.split()[0]}\n{text}" in table.read_text(
        encoding="utf-8"
    )
