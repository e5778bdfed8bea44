"""What has no verdict says why; what comes from a hostile file does no harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from hadoctor.verdict import simulate
from hadoctor.verdict.simulate import Scheduler, SchedulerError
from hadoctor.verdict.survive import Configuration, judge
from tests.verdict import available
from tests.verdict.clusters import FENCED, GROUP, THREE, TWO, UNFENCED, asked, judged


def test_without_the_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulate, "FOLDERS", ("/nonexistent",))
    assert "not installed" in asked(TWO + GROUP + FENCED).unchecked


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("primitive a Dummy\n", "a part of a configuration"),
        ("primitive a Dummy foo=\nprimitive\n" + TWO + FENCED, "the crm shell refuses this text"),
        (GROUP + FENCED, "there is no node in it"),
    ],
)
def test_what_is_no_whole_configuration(text: str, why: str) -> None:
    assert why in asked(text).unchecked


def test_what_the_scheduler_cannot_read() -> None:
    available.require()
    text = """<cib validate-with="pacemaker-9.9" epoch="1"><configuration><crm_config>
      <cluster_property_set id="p"><nvpair id="p-1" name="stonith-enabled" value="false"/>
      </cluster_property_set></crm_config><nodes><node id="1" uname="alice"/></nodes>
      <resources/><constraints/></configuration></cib>"""
    assert "crm_simulate cannot use this configuration" in asked(text, name="cib.xml").unchecked


def test_the_time_is_bounded() -> None:
    available.require()
    with Scheduler(0.0) as scheduler, pytest.raises(SchedulerError, match="the time is up"):
        scheduler.version()


def test_nodes_that_there_is_no_time_for_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    available.require()
    runs = iter([10.0] * 6 + [0.0] * 100)
    monkeypatch.setattr(Scheduler, "left", property(lambda self: next(runs)))
    verdict = judged(THREE + GROUP + UNFENCED)
    assert [bool(loss.unchecked) for loss in verdict.losses][-1] is True
    assert not verdict.losses[-1].survived


def test_a_name_that_is_no_xpath_is_no_danger() -> None:
    available.require()
    text = """<cib validate-with="pacemaker-3.0" epoch="1"><configuration><crm_config>
      <cluster_property_set id="p"><nvpair id="p-1" name="stonith-enabled" value="false"/>
      </cluster_property_set></crm_config><nodes><node id="1" uname="al'ice"/></nodes><resources>
      <primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/></resources>
      <constraints/></configuration></cib>"""
    assert "crm_simulate" in asked(text, name="cib.xml").unchecked


def test_nothing_of_it_stays_and_nobody_else_is_asked(tmp_path: Path) -> None:
    """The scheduler starts no program, and opens no connection to a cluster."""
    available.require()
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    script = tmp_path / "strace"
    log = tmp_path / "log"
    script.write_text(
        f'#!/bin/sh\nexec {strace} -f -e trace=execve,connect -o {log} {simulate.program()} "$@"\n'
    )
    script.chmod(0o755)
    os.rename(script, tmp_path / simulate.NAME)
    room = tmp_path / "room"
    room.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(room))  # other tests have folders in /tmp, too
        patch.setattr(simulate, "FOLDERS", (str(tmp_path),))
        judged(
            TWO
            + UNFENCED
            + "primitive a ocf:pacemaker:Dummy params state=/tmp/pwned op start timeout=1\n"
            + "primitive s systemd:sshd\nprimitive l lsb:cron\n"
        )
    calls = log.read_text().splitlines()
    if not calls or all("execve(" not in line for line in calls):
        pytest.skip("strace may not trace here")
    assert sum("execve(" in line for line in calls) == 1
    asked = [line for line in calls if "connect(" in line and "nscd" not in line]
    assert not asked
    assert os.listdir(room) == []
    assert not os.path.exists("/tmp/pwned")


def test_another_user_can_ask_as_well(tmp_path: Path) -> None:
    available.require()
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root, to be somebody else")
    done = subprocess.run(
        [
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            str(simulate.program()),
            "--version",
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


def test_judge_takes_the_first_schema_that_the_scheduler_knows() -> None:
    available.require()
    from hadoctor.facts.files import from_bytes
    from hadoctor.facts.subject import Subject
    from hadoctor.model.pacemaker.pacemaker import Pacemaker
    from hadoctor.target import DEFAULTS

    subject = from_bytes("a.crm", (TWO + GROUP + FENCED).encode(), DEFAULTS)
    assert isinstance(subject, Subject)
    pacemaker = subject.facts.get(Pacemaker)
    assert isinstance(pacemaker, Pacemaker)
    given = Configuration("a.crm", pacemaker, None, None, ("pacemaker-9.9", "pacemaker-3.0"))
    assert not judge(given).unchecked
