"""Edits for fixes, in crm text and in XML: what is left is still read, and means what it should."""

from __future__ import annotations

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.facts.subject import Subject
from hadoctor.finding import Applicability, Edit
from hadoctor.fix import apply
from hadoctor.model.pacemaker import edits
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.target import DEFAULTS


def read(text: str, name: str = "x.crm") -> Pacemaker:
    subject = from_bytes(name, text.encode(), DEFAULTS)
    assert isinstance(subject, Subject)
    file, pacemaker = subject.facts.get(PacemakerFile), subject.facts.get(Pacemaker)
    assert isinstance(file, PacemakerFile)
    assert isinstance(pacemaker, Pacemaker)
    assert not file.refusals
    return pacemaker


def changed(pacemaker: Pacemaker, edit: Edit | None) -> str:
    assert edit is not None
    return apply(pacemaker.source.data, [edit]).decode()


PAIRS = "property a: \\\n\tno-quorum-policy=stop \\\n\tbatch-limit=5 \\\n\tdc-deadtime=1\n"


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        (PAIRS, "no-quorum-policy", "property a: \\\n\tbatch-limit=5 \\\n\tdc-deadtime=1\n"),
        (PAIRS, "batch-limit", "property a: \\\n\tno-quorum-policy=stop \\\n\tdc-deadtime=1\n"),
        (PAIRS, "dc-deadtime", "property a: \\\n\tno-quorum-policy=stop \\\n\tbatch-limit=5\n"),
        ("property x=1 y=2 z=3\n", "x", "property y=2 z=3\n"),
        ("property x=1 y=2 z=3\n", "y", "property x=1 z=3\n"),
        ("property x=1 y=2 z=3\n", "z", "property x=1 y=2\n"),
        ("property x=1 y=2 \\\n    z=3", "y", "property x=1 \\\n    z=3"),
        ("property x=1 y=2 \\\n    z=3", "z", "property x=1 y=2"),
        ('property x="1 2" y="a"', "y", 'property x="1 2"'),
        ("node a\nproperty x=1\nnode b\n", "x", "node a\nnode b\n"),
        ("node a\nproperty $id=x \\\n x=1\nnode b\n", "x", "node a\nnode b\n"),
        ("property x=1 \\\r\n y=2\r\n", "y", "property x=1\r\n"),
    ],
)
def test_a_pair_of_crm_text_goes(text: str, name: str, left: str) -> None:
    pacemaker = read(text)
    setting = pacemaker.properties.get(name)
    assert setting
    assert changed(pacemaker, edits.remove_pair(setting)) == left
    assert read(left).properties.get(name) is None


def test_the_last_pair_of_a_part_takes_the_part_with_it() -> None:
    text = "primitive d Dummy \\\n\tmeta is-managed=false \\\n\top monitor interval=9s\n"
    pacemaker = read(text)
    setting = pacemaker.resources["d"].own_meta.get("is-managed")
    assert setting
    left = changed(pacemaker, edits.remove_pair(setting))
    assert left == "primitive d Dummy \\\n\top monitor interval=9s\n"
    node = read("node 1: a attributes standby=on\n")
    setting = node.nodes[0].attributes.get("standby")
    assert setting
    assert changed(node, edits.remove_pair(setting)) == "node 1: a\n"


XML = (
    '<configuration><crm_config>\n  <cluster_property_set id="s">\n    <nvpair id="1x" name="x"'
    ' value=\'1\'/>\n    <nvpair id="y" name="y" value="2"/>\n  </cluster_property_set>\n'
    "</crm_config><nodes/><resources/><constraints/></configuration>\n"
).replace('"1x"', '"x"')


def test_xml() -> None:
    pacemaker = read(XML, "cib.xml")
    setting = pacemaker.properties.get("x")
    assert setting
    gone = changed(pacemaker, edits.remove_pair(setting))
    assert gone == XML.replace('    <nvpair id="x" name="x" value=\'1\'/>\n', "")
    more = changed(pacemaker, edits.add_pair(setting.set, "z", "freeze"))
    assert '\n    <nvpair id="s-z" name="z" value="freeze"/>\n' in more
    assert read(more, "cib.xml").properties.names()
    other = changed(pacemaker, edits.set_value(setting.pair, "value", "a'<&"))
    found = read(other, "cib.xml").properties.get("x")
    assert found
    assert found.value == "a'<&"
    assert "name=\"w\" value='1'" in changed(pacemaker, edits.rename(setting, "w"))


def test_crm_text_gets_more() -> None:
    pacemaker = read(PAIRS)
    (around,) = pacemaker.properties.sets
    assert changed(pacemaker, edits.add_pair(around, "x", "1")) == PAIRS[:-1] + " \\\n\tx=1\n"
    pacemaker = read("primitive d Dummy op monitor interval=9s\n")
    (operation,) = pacemaker.resources["d"].operations
    text = changed(pacemaker, edits.add_attribute(operation.element, "timeout", "20s"))
    assert text == "primitive d Dummy op monitor timeout=20s interval=9s\n"
    assert read(text).resources["d"].operations[0].get("timeout") == "20s"
    setting = read("property x=1\n").properties.get("x")
    assert setting
    assert edits.set_value(setting.pair, "value", "a b") is not None
    assert edits.set_value(setting.pair, "value", 'a"b') is None


def test_what_cannot_be_edited() -> None:
    twice = read("property x=1 y=2 x=3\n").properties.get("x")
    assert twice
    assert edits.twice(twice)
    assert edits.remove_pair(twice) is None
    made = edits.fix("do it", None)
    assert made.applicability is Applicability.GUIDED
    assert not made.edits
