"""What Pacemaker's own tool lets pass without a word, and what hadoctor says of it: side by side.

Each case is a sound little cluster with one thing changed. crm_verify of the target takes it with exit code
0 and prints nothing; the rule for it must speak. The sound cluster itself is silent in both.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from hadoctor.finding import Severity
from tests.examples import check, codes
from tests.required import require

SOUND = """\
<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="1"
 num_updates="0" admin_epoch="0" have-quorum="1">
 <configuration>
  <crm_config><cluster_property_set id="cib-bootstrap-options">
   <nvpair id="o-s" name="stonith-enabled" value="true"/>
   <!--property-->
  </cluster_property_set></crm_config>
  <nodes><node id="1" uname="alice"/><node id="2" uname="bob"/></nodes>
  <resources>
   <primitive id="fence-alice" class="stonith" type="fence_ipmilan">
    <instance_attributes id="fa"><nvpair id="fa-i" name="ip" value="10.9.0.1"/>
     <nvpair id="fa-l" name="pcmk_host_list" value="alice"/>
     <nvpair id="fa-d" name="pcmk_delay_base" value="10s"/><!--fence--></instance_attributes>
    <operations><op id="fa-m" name="monitor" interval="3600s" timeout="60s"/></operations>
   </primitive>
   <primitive id="fence-bob" class="stonith" type="fence_ipmilan">
    <instance_attributes id="fb"><nvpair id="fb-i" name="ip" value="10.9.0.2"/>
     <nvpair id="fb-l" name="pcmk_host_list" value="bob"/></instance_attributes>
    <operations><op id="fb-m" name="monitor" interval="3600s" timeout="60s"/></operations>
   </primitive>
   <primitive id="a" class="ocf" provider="pacemaker" type="Dummy">
    <meta_attributes id="a-meta"><!--meta--></meta_attributes>
    <operations><op id="a-m" name="monitor" interval="10s" timeout="20s"/></operations>
   </primitive>
   <primitive id="b" class="ocf" provider="pacemaker" type="Dummy">
    <operations><op id="b-m" name="monitor" interval="10s" timeout="20s"/></operations>
   </primitive>
   <!--resource-->
  </resources>
  <constraints><!--constraint--></constraints>
  <rsc_defaults><meta_attributes id="d">
   <nvpair id="d-s" name="resource-stickiness" value="100"/>
  </meta_attributes></rsc_defaults>
 </configuration>
 <status>
  <node_state id="1" uname="alice" in_ccm="true" crmd="online" join="member" expected="member"/>
  <node_state id="2" uname="bob" in_ccm="true" crmd="online" join="member" expected="member"/>
 </status>
</cib>
"""
_DUMMY = (
    '<primitive id="c" class="ocf" provider="{provider}" type="{type}">'
    '<operations><op id="c-m" name="monitor" interval="10s" timeout="20s"/></operations></primitive>'
)
_ORDER = '<rsc_order id="{0}" first="{1}" then="{2}" kind="Mandatory"/>'
_TOGETHER = '<rsc_colocation id="{0}" rsc="a" with-rsc="b" score="{1}"/>'
_BAN = '<rsc_location id="{0}" rsc="a" node="{1}" score="-INFINITY"/>'

# What is changed, by the place in SOUND, and the rule that has to speak.
CASES = {
    "unknown property": (
        "PCM002",
        {"property": '<nvpair id="p" name="stonith_timeot" value="60s"/>'},
    ),
    "a property twice": (
        "PCM018",
        {
            "property": '<nvpair id="p1" name="batch-limit" value="5"/>'
            '<nvpair id="p2" name="batch-limit" value="9"/>'
        },
    ),
    "quorum ignored": (
        "PCM010",
        {"property": '<nvpair id="p" name="no-quorum-policy" value="ignore"/>'},
    ),
    "startup-fencing off": (
        "PCM016",
        {"property": '<nvpair id="p" name="startup-fencing" value="false"/>'},
    ),
    "no monitor": (
        "OPS001",
        {"resource": '<primitive id="c" class="ocf" provider="pacemaker" type="Dummy"/>'},
    ),
    "unknown meta attribute": (
        "RES004",
        {"meta": '<nvpair id="m" name="migration_threshold" value="3"/>'},
    ),
    "a threshold that is no number": (
        "RES013",
        {"meta": '<nvpair id="m" name="migration-threshold" value="abc"/>'},
    ),
    "an agent that does not exist": (
        "RES001",
        {"resource": _DUMMY.format(provider="heartbeat", type="IPAddr2")},
    ),
    "a location with an unknown node": (
        "CON003",
        {"constraint": '<rsc_location id="l" rsc="a" node="carol" score="100"/>'},
    ),
    "together and apart": (
        "CON005",
        {"constraint": _TOGETHER.format("t1", "INFINITY") + _TOGETHER.format("t2", "-INFINITY")},
    ),
    "a loop of orders": (
        "CON005",
        {"constraint": _ORDER.format("o1", "a", "b") + _ORDER.format("o2", "b", "a")},
    ),
    "banned from every node": (
        "CON004",
        {"constraint": _BAN.format("x1", "alice") + _BAN.format("x2", "bob")},
    ),
    "a map with commas": (
        "FEN003",
        {"fence": '<nvpair id="fa-h" name="pcmk_host_map" value="alice:1,bob:2"/>'},
    ),
    "the old element for promotable clones": (
        "RES019",
        {
            "resource": '<master id="ms"><primitive id="c" class="ocf" provider="pacemaker"'
            ' type="Stateful"><operations><op id="c-1" name="monitor" interval="10s" timeout="20s"'
            ' role="Master"/><op id="c-2" name="monitor" interval="11s" timeout="20s" role="Slave"/>'
            "</operations></primitive></master>"
        },
    ),
}


def changed(changes: dict[str, str]) -> str:
    text = SOUND
    for place, new in changes.items():
        assert f"<!--{place}-->" in text
        text = text.replace(f"<!--{place}-->", new)
    return text


def off() -> str:
    """Fencing off, which needs no device."""
    return SOUND.replace(
        'name="stonith-enabled" value="true"', 'name="stonith-enabled" value="false"'
    )


def verify(text: str, folder: Path) -> tuple[int, str]:
    """What crm_verify says, with the messages that it gives without being asked for more."""
    file = folder / "cib.xml"
    file.write_text(text)
    program = "/usr/sbin/crm_verify"
    if not os.access(program, os.X_OK):
        require("crm_verify is not installed")
    done = subprocess.run(
        [program, "--xml-file", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": "/usr/sbin:/usr/bin", "LC_ALL": "C"},
    )
    return done.returncode, done.stdout + done.stderr


def test_the_sound_cluster_is_silent_in_both(tmp_path: Path) -> None:
    assert verify(SOUND, tmp_path) == (0, "")
    found = check(SOUND, name="cib.xml").findings
    assert [(r.code, r.finding.message) for r in found if r.severity > Severity.INFO] == []


@pytest.mark.parametrize("name", CASES)
def test_the_tool_is_silent_and_the_rule_speaks(name: str, tmp_path: Path) -> None:
    code, changes = CASES[name]
    text = changed(changes)
    assert verify(text, tmp_path) == (0, "")
    assert code in codes(check(text, name="cib.xml"))


def test_fencing_off(tmp_path: Path) -> None:
    assert verify(off(), tmp_path) == (0, "")
    assert "FEN001" in codes(check(off(), name="cib.xml"))
