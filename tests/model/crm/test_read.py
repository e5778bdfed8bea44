"""Statements of every kind are the elements that the shell's own parser makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hadoctor.model.crm.dialect import Dialect, lists_of
from hadoctor.model.crm.read import KEYWORDS, faults, read
from hadoctor.model.crm.refusal import Refusal
from hadoctor.source import Source
from hadoctor.syntax.crm import parse
from hadoctor.syntax.element import Element
from tests.model.crm.statements import FIVE, FOUR, made, shown, taken

LINES = (Path(__file__).parent / "statements.txt").read_text().splitlines()


def cases() -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for line in LINES[1:]:
        if line.startswith("  5 "):
            found[-1] = (*found[-1][:2], line[4:])
        elif line.startswith("    "):
            found[-1] = (found[-1][0], line[4:], line[4:])
        elif line:
            found.append((line, "", ""))
    return found


@pytest.mark.parametrize(("text", "four", "five"), cases())
def test_elements(text: str, four: str, five: str) -> None:
    assert shown(made(text)) == four
    found = taken(text, FIVE)
    assert (shown(found) if isinstance(found, Element) else "refused") == five


def test_every_kind_is_tried() -> None:
    tried = {text.split()[0].lower() for text, _, _ in cases()}
    assert set(KEYWORDS) - tried == {"xml", "collocation"}


def test_comments_are_in_the_element_and_of_defaults_in_the_list() -> None:
    assert shown(made("# a\n# é\ntag t x")) == (
        "<tag id='t'><!--# a--><!--# &#233;--><obj_ref id='x'/></tag>"
    )
    assert shown(made("# a\nrsc_defaults b=1")) == (
        "<rsc_defaults><meta_attributes><!--# a--><nvpair name='b' value='1'/>"
        "</meta_attributes></rsc_defaults>"
    )


def test_xml_is_taken_as_it_is() -> None:
    text = "xml <tag   id='t'> \\\n   <obj_ref id='a'/> \\\n</tag>"
    assert shown(made(text)) == "<tag id='t'><obj_ref id='a'/></tag>"


def test_values_beyond_ascii_are_references() -> None:
    assert made("node n1 a=é").children[0].children[0].get("value") == "&#233;"


def test_levels_without_a_target_are_for_the_nodes_that_are_known() -> None:
    topology = made("fencing_topology a b", FOUR._replace(nodes=("n1", "n2")))
    assert [(c.get("target"), c.get("index"), c.get("devices")) for c in topology.children] == [
        ("n1", "1", "a"),
        ("n1", "2", "b"),
        ("n2", "1", "a"),
        ("n2", "2", "b"),
    ]


def test_older_schemas_have_other_words() -> None:
    old = FOUR._replace(lists=lists_of("1.2"))
    assert made("colocation c inf: a:Promoted b", old).get("rsc-role") == "Master"
    assert "requires='x'" in shown(made("primitive p Dummy op start requires=x", old))
    assert shown(made("role r read xpath:/cib", old)) == (
        "<acl_role id='r'><read xpath='/cib'/></acl_role>"
    )
    assert lists_of("3.9") == lists_of("4.0") == lists_of("nonsense") == Dialect().lists


TYPED = FOUR._replace(session=True)
TYPED_5 = FIVE._replace(session=True)


@pytest.mark.parametrize(
    ("text", "dialect", "expected"),
    [
        ("pri id=p Dummy", TYPED, "<primitive id='p' class='ocf' provider='heartbeat' type='Dummy'/>"),
        ("resource p @t", TYPED, "<primitive id='p' template='t'/>"),
        ("tag id=t a", TYPED, "<tag id='t'><obj_ref id='a'/></tag>"),
        ("prop a=1", TYPED_5, "<cluster_property_set><nvpair name='a' value='1'/></cluster_property_set>"),
    ],
)  # fmt: skip
def test_typed_statements(text: str, dialect: Dialect, expected: str) -> None:
    assert shown(made(text, dialect)) == expected


def test_crmsh_5_adds_seconds_to_what_is_typed() -> None:
    text = "primitive p Dummy op start interval=0 timeout=20 op stop interval=1m"
    times = [op.get("interval") for op in made(text, TYPED_5).walk() if op.tag == "op"]
    assert times == ["0s", "1m"]
    text = "primitive p @t op start timeout=20"
    assert [op.get("timeout") for op in made(text, TYPED_5).walk() if op.tag == "op"] == ["20"]


WORDS = st.sampled_from(
    [
        *("primitive", "group", "location", "order", "bundle", "alert", "role", "property", "node"),
        *("p", "Dummy", "params", "meta", "op", "rule", "date", "in", "spec", "inf:", "n1:", "x=1"),
        *("$id=a", "$id-ref=b", "@r", "(", ")", "[", "]", "{", "}", "a:b", "a:b:c", "", "x=\x0b"),
        *("to", "select", "attributes", "docker", "network", "port-mapping", "primitive", "1x=2"),
        *("read", "xpath:/cib", "meta:a:b", "status:x", "description=d", "role=Master", "é", "=", ":"),
    ]
)  # fmt: skip


@given(words=st.lists(WORDS, min_size=1, max_size=12), keyword=st.sampled_from(KEYWORDS))
def test_every_statement_gives_an_element_or_a_refusal_in_its_place(
    words: list[str], keyword: str
) -> None:
    text = " ".join([keyword, *(word or '""' for word in words)])
    source = Source("x", text.encode())
    for dialect in (FOUR, FIVE, TYPED, TYPED_5):
        for statement in parse(source).statements:
            found = read(statement, dialect)
            if isinstance(found, Refusal):
                assert 0 <= found.at.start < found.at.end <= len(source.data)
                continue
            for element in found.walk():
                assert 0 <= element.start <= element.head_end <= element.end <= len(source.data)
                for value in element.attributes.values():
                    assert not value.written or value.start <= value.end <= len(source.data)


def test_a_text_that_is_not_utf8_is_refused_as_a_whole() -> None:
    script = parse(Source("x", b"node a\xe9"))
    assert [refusal.at.start for refusal in faults(script)] == [6]
