"""A patch of a CIB and the one that takes it back, given to the real cibadmin on a file."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from hadoctor.repair.of.cib_elements import steps
from hadoctor.repair.step import Argv, Run
from tests.required import require

CIB = """\
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="1" num_updates="0">
  <configuration>
    <crm_config>
      <!-- who may change this -->
      <cluster_property_set id="p">
        <nvpair id="p-a" name="maintenance-mode" value="true"/>
        <nvpair id="p-b" name="stonith-enabled" value="true"/>
        <nvpair id="p-c" name="cluster-name" value="it's &lt;&quot;a&quot;&gt; &amp; b"/>
      </cluster_property_set>
    </crm_config>
    <nodes>
      <node id="1" uname="a"/>
      <node id="2" uname="b">
        <instance_attributes id="n2">
          <nvpair id="n2-s" name="standby" value="on"/>
          <nvpair id="n2-x" name="place" value="west"/>
        </instance_attributes>
      </node>
    </nodes>
    <resources>
      <group id="g">
        <primitive id="x" class="ocf" provider="heartbeat" type="Dummy">
          <meta_attributes id="x-m">
            <nvpair id="x-t" name="target-role" value="Stopped"/>
          </meta_attributes>
        </primitive>
        <primitive id="y" class="ocf" provider="heartbeat" type="Dummy"/>
      </group>
      <primitive id="z" class="ocf" provider="heartbeat" type="Dummy"/>
    </resources>
    <constraints>
      <rsc_location id="l1" rsc="z" node="a" score="10"/>
      <rsc_location id="l2" rsc="z" node="b" score="20"/>
      <!-- last week -->
      <rsc_location id="cli-ban-z-on-b" rsc="z" node="b" role="Started" score="-INFINITY"/>
      <rsc_location id="l3" rsc="g" node="b" score="20"/>
    </constraints>
  </configuration>
  <status/>
</cib>
"""
NEEDED = {"cib", "configuration", "crm_config", "nodes", "resources", "constraints", "status"}


@pytest.fixture(autouse=True)
def _program() -> None:
    require(None if shutil.which("cibadmin") else "cibadmin is not installed")


class File:
    """A CIB in a file, for the programs of Pacemaker."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        path.write_text(text)
        path.chmod(0o600)

    def run(self, command: Argv) -> int:
        environment = {**os.environ, "CIB_file": str(self.path)}
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    def elements(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return elements(self.path.read_text())


def elements(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """All elements and comments in order, with their attributes in order; without the counters."""
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    found = ET.fromstring(text, parser).find("configuration")
    assert found is not None
    return [(str(one.tag), list(one.attrib.items())) for one in found.iter()]


def patch(before: str, after: str) -> Run:
    made = steps(before.encode(), after.encode())
    assert len(made) == 2
    return made[0]


def without(text: str, *identities: str) -> str:
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    root = ET.fromstring(text, parser)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("id") in identities:
                parent.remove(child)
    return ET.tostring(root, encoding="unicode")


def there_and_back(path: Path, before: str, after: str) -> None:
    file, run = File(path, before), patch(before, after)
    assert file.run(run.done) != 0
    assert file.run(run.do) == 0
    assert file.elements() == elements(after)
    assert file.run(run.done) == 0
    assert file.run(run.undo) == 0
    assert file.elements() == elements(before)
    assert file.run(run.done) != 0


@pytest.mark.parametrize(
    "gone",
    [
        ("cli-ban-z-on-b",),
        ("p-a",),
        ("n2-s",),
        ("x-t",),
        ("x-m",),
        ("l1", "cli-ban-z-on-b", "l3"),
        ("p-a", "x-t", "n2-s", "n2-x"),
        ("n2",),
    ],
)
def test_taken_out_and_put_back_in_its_place(tmp_path: Path, gone: tuple[str, ...]) -> None:
    there_and_back(tmp_path / "cib.xml", CIB, without(CIB, *gone))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('value="true"/>\n        <nvpair id="p-b"', 'value="false"/>\n        <nvpair id="p-b"'),
        ('name="place"', 'name="site"'),
        (' role="Started" score', ' role="Stopped" score'),
        (' role="Started" score="-INFINITY"', ' score="-INFINITY"'),
        ('value="west"', 'value="it\'s west"'),
        ('name="place" value="west"', 'name="it\'s" value="&lt;&amp;&gt;"'),
    ],
)
def test_changed_and_changed_back(tmp_path: Path, old: str, new: str) -> None:
    assert old in CIB
    there_and_back(tmp_path / "cib.xml", CIB, CIB.replace(old, new))


def test_any_part_can_be_taken_out(tmp_path: Path) -> None:
    identities = [
        identity
        for one in ET.fromstring(CIB).iter()
        if (identity := one.get("id")) and one.tag in ("nvpair", "rsc_location")
    ]
    dice = random.Random(7)
    for number in range(12):
        gone = dice.sample(identities, dice.randint(1, 5))
        there_and_back(tmp_path / f"{number}.xml", CIB, without(CIB, *gone))


def test_what_somebody_else_has_added_stays(tmp_path: Path) -> None:
    file, run = File(tmp_path / "cib.xml", CIB), patch(CIB, without(CIB, "l1", "cli-ban-z-on-b"))
    assert file.run(run.do) == 0
    new = '<rsc_location id="new" rsc="y" node="a" score="1"/>'
    assert file.run(("cibadmin", "--create", "--scope", "constraints", "--xml-text", new)) == 0
    assert file.run(run.undo) == 0
    named = [dict(pairs).get("id") for tag, pairs in file.elements() if tag == "rsc_location"]
    assert named == ["l1", "l2", "cli-ban-z-on-b", "l3", "new"]


def test_once_put_back_it_is_not_put_back_again(tmp_path: Path) -> None:
    file, run = File(tmp_path / "cib.xml", CIB), patch(CIB, without(CIB, "l1"))
    assert file.run(run.undo) != 0
    assert file.elements() == elements(CIB)


@pytest.mark.parametrize(
    "after",
    [
        CIB,
        "no xml",
        "<cib/>",
        CIB.replace('<nvpair id="p-b"', '<nvpair id="p-a"', 1),
        # A value with both quotes cannot stand in the query that tells whether it is there.
        CIB.replace("it's &lt;", "&lt;it's "),
        CIB.replace(
            '<rsc_location id="l1" rsc="z" node="a" score="10"/>\n'
            '      <rsc_location id="l2" rsc="z" node="b" score="20"/>',
            '<rsc_location id="l2" rsc="z" node="b" score="20"/>\n'
            '      <rsc_location id="l1" rsc="z" node="a" score="10"/>',
        ),
    ],
    ids=["nothing", "no xml", "nothing in it", "an id twice", "quotes", "another order"],
)
def test_what_no_patch_is_made_for(after: str) -> None:
    assert steps(CIB.encode(), after.encode()) == ()
