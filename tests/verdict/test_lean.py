"""What is left out of a simulation decides nothing."""

from __future__ import annotations

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.cib.text import render
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.target import DEFAULTS
from hadoctor.verdict import survive
from hadoctor.verdict.lean import lean
from tests.verdict import available
from tests.verdict.clusters import DATABASE, FENCED, GROUP, THREE, judged


def _read(text: str, name: str = "a.crm") -> Pacemaker:
    subject = from_bytes(name, text.encode(), DEFAULTS)
    assert isinstance(subject, Subject)
    pacemaker = subject.facts.get(Pacemaker)
    assert isinstance(pacemaker, Pacemaker)
    return pacemaker


def test_recurring_operations_go_and_what_was_read_stays() -> None:
    pacemaker = _read(THREE + "primitive a Dummy op monitor interval=10s op start timeout=7s\n")
    before = render(pacemaker.configuration)
    after = render(lean(pacemaker.configuration, pacemaker.target))
    assert 'name="monitor"' not in after
    assert 'timeout="7s"' in after
    assert 'name="enable-startup-probes" value="false"' in after
    assert render(pacemaker.configuration) == before


def test_what_something_refers_to_stays() -> None:
    text = """<configuration><crm_config/><nodes/><resources>
      <primitive id="a" class="ocf" provider="heartbeat" type="Dummy"><operations>
      <op id="a-m" name="monitor" interval="10s"><instance_attributes id="attrs">
      <nvpair id="p" name="x" value="y"/></instance_attributes></op></operations></primitive>
      <primitive id="b" class="ocf" provider="heartbeat" type="Dummy"><operations>
      <op id="b-m" name="monitor" interval="10s"><instance_attributes id-ref="attrs"/></op>
      </operations></primitive></resources><constraints/></configuration>"""
    pacemaker = _read(text, "cib.xml")
    after = render(lean(pacemaker.configuration, pacemaker.target))
    assert 'id="a-m"' in after
    assert 'id="b-m"' not in after


def test_the_verdict_is_the_same_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    available.require()
    text = THREE + GROUP + DATABASE + FENCED + "location here site 50: bob\n"
    quick = judged(text)
    monkeypatch.setattr(survive, "lean", lambda configuration, target: configuration)
    assert judged(text) == quick
