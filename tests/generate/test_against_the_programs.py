"""corosync, the crm shell, crm_verify and pcs take what is generated; our own rules find nothing in it."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from hadoctor.generate.description import Description
from hadoctor.generate.files import Generated, generate
from hadoctor.generate.read import read
from hadoctor.generate.write_toml import toml
from tests.daemon import available as daemon_available
from tests.daemon.fixtures import oracle
from tests.daemon.oracle import Oracle
from tests.shell import available as shell_available
from tests.shell.fixtures import shell
from tests.shell.oracle import Shell

from .descriptions import sound

__all__ = ["oracle", "shell"]
MANY = 200
BATCH = 20
EMPTY = (
    '<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="1" num_updates="0"'
    ' admin_epoch="0">{}<status/></cib>'
)


def made(seed: int) -> tuple[Description, Generated]:
    description = read(toml(sound(seed)))
    return description, generate(description)


@pytest.fixture(scope="module")
def programs() -> None:
    daemon_available.require()
    shell_available.require()


@pytest.mark.parametrize("batch", range(MANY // BATCH))
def test_taken(batch: int, oracle: Oracle, shell: Shell, tmp_path: Path, programs: None) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        description, generated = made(seed)
        assert generated.refused == (), (seed, generated.refused)
        assert generated.broken == (), seed
        conf = generated.files["corosync.conf"]
        for node in description.nodes[:2]:
            tested = oracle.test(conf, [str(a) for a in node.addresses])
            assert tested.accepted, (seed, tested)
        loaded = shell.load(generated.files["cluster.crm"])
        assert loaded.accepted, (seed, loaded)
        cib = tmp_path / f"{seed}.xml"
        cib.write_text(EMPTY.format(loaded.cib))
        done = subprocess.run(
            ["crm_verify", "--xml-file", cib], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (seed, done.stderr)


@pytest.mark.parametrize("seed", [3, 6])
def test_pcs_makes_the_same(seed: int, shell: Shell, tmp_path: Path, programs: None) -> None:
    """The same resources, parameters and properties; ids of operations and the like may differ."""
    _, generated = made(seed)
    cib = tmp_path / "cib.xml"
    cib.write_text(
        EMPTY.format(
            "<configuration><crm_config/><nodes/><resources/><constraints/></configuration>"
        )
    )
    script = tmp_path / "cluster.pcs.sh"
    # Not all agents are installed here.
    lines = generated.files["cluster.pcs.sh"].decode().splitlines()
    script.write_text("\n".join(f"{one} --force" if " create " in one else one for one in lines))
    done = subprocess.run(["sh", script, "-f", cib], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = shell.load(generated.files["cluster.crm"])
    assert loaded.cib is not None
    ours, theirs = ET.fromstring(loaded.cib), ET.fromstring(cib.read_text())

    def pairs(root: ET.Element) -> set[tuple[str, str]]:
        return {
            (one.get("name", ""), one.get("value", ""))
            for one in root.iter("nvpair")
            if one.get("name") not in ("cluster-name", "have-watchdog", "dc-version")
        }

    def agents(root: ET.Element) -> set[tuple[str, ...]]:
        names = ("id", "class", "provider", "type")
        return {tuple(one.get(n, "") for n in names) for one in root.iter("primitive")}

    def operations(root: ET.Element) -> set[tuple[str, ...]]:
        """What the description says of each resource; pcs adds others, as the agents advise."""
        names = ("name", "interval", "timeout")
        return {
            (one.get("id", ""), *(operation.get(n, "") for n in names))
            for one in root.iter("primitive")
            for operation in one.iter("op")
        }

    assert pairs(ours) == pairs(theirs)
    assert agents(ours) == agents(theirs)
    assert operations(ours) <= operations(theirs)
    assert {g.get("id") for g in ours.iter("group")} == {g.get("id") for g in theirs.iter("group")}


@pytest.mark.parametrize("seed", range(0, MANY, 10))
def test_the_scripts_are_shell(seed: int) -> None:
    _, generated = made(seed)
    for name, data in generated.files.items():
        if name.endswith(".sh"):
            done = subprocess.run(["sh", "-n"], input=data, capture_output=True, check=False)
            assert done.returncode == 0, (name, done.stderr)


@pytest.mark.parametrize("versions", [{"corosync": "3.0"}, {"pacemaker": "3.0", "crmsh": "5"}])
def test_other_releases(versions: dict[str, str]) -> None:
    for seed in range(0, MANY, 5):
        generated = generate(read(toml({**sound(seed), "versions": versions})))
        assert generated.refused == (), (seed, generated.refused)
        assert generated.broken == (), seed


def test_corosync_next_needs_knet_and_encryption() -> None:
    for seed in range(0, MANY, 5):
        data = sound(seed)
        generated = generate(read(toml({**data, "versions": {"corosync": "next"}})))
        weak = "transport" in data["cluster"] or "encryption" in data["cluster"]
        assert bool(generated.refused) == weak, (seed, generated.refused)
