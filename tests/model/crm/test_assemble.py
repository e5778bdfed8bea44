"""Statements become the configuration that the real shell was seen to store for them."""

from __future__ import annotations

import pytest

from hadoctor.model.cib.canonical import canonical
from hadoctor.syntax.element import NOWHERE
from tests.model.crm.assembling import assembled, messages, section

TWO = "primitive a Dummy\nprimitive b Dummy\n"


def ids(text: str, crmsh: str = "4.4") -> list[str]:
    assembly = assembled(text, crmsh)
    return [e.id for e in assembly.configuration.walk() if e.id]


class TestIds:
    def test_lists_pairs_and_operations_are_named_after_their_owner(self) -> None:
        text = "primitive a Dummy params x=1 meta y=2 op monitor interval=10s z=3\n"
        assert ids(text) == [
            "a",
            "a-instance_attributes",
            "a-instance_attributes-x",
            "a-meta_attributes",
            "a-meta_attributes-y",
            "a-monitor-10s",
            "a-monitor-10s-instance_attributes",
            "a-monitor-10s-instance_attributes-z",
        ]

    def test_a_second_list_gets_a_number(self) -> None:
        found = ids("primitive a Dummy params x=1 params x=2 params x=3\n")
        assert [id for id in found if id.count("-") < 3 and "-x" not in id] == [
            "a",
            "a-instance_attributes",
            "a-instance_attributes-0",
            "a-instance_attributes-1",
        ]

    def test_written_ids_stay(self) -> None:
        assert ids("primitive a Dummy params $id=mine $theirs:x=1\n") == ["a", "mine", "theirs"]

    def test_a_made_id_gives_way_to_one_that_was_there_before(self) -> None:
        text = "primitive a Dummy params $id=b-meta_attributes\nprimitive b Dummy meta x=1\n"
        assert "b-meta_attributes-0" in ids(text)

    def test_nodes_are_named_after_uname_inside_and_out(self) -> None:
        assert ids("node 7: one attributes x=1\nnode two\n") == [
            "7",
            "one-instance_attributes",
            "one-instance_attributes-x",
            "two",
        ]

    def test_a_number_alone_is_no_prefix(self) -> None:
        assert "num-10-instance_attributes" not in ids("node 10: n attributes x=1\n")
        assert "num-10-instance_attributes" in ids("node 10 attributes x=1\n")

    def test_after_ninety_nine_the_shell_gives_up(self) -> None:
        levels = " ".join(f"f{number}" for number in range(102))
        found = ids(f"fencing_topology n1: {levels}\n")
        assert found[:2] == ["fencing", "fencing-0"]
        assert found.count("fencing") == 3

    def test_crmsh_5_writes_dots_for_hashes(self) -> None:
        text = "primitive a Dummy params #x=1\n"
        assert "a-instance_attributes-#x" in ids(text, "4.4")
        assert "a-instance_attributes-.x" in ids(text, "5")

    def test_what_is_made_up_stands_nowhere(self) -> None:
        assembly = assembled("primitive a Dummy params x=1\n")
        inside = assembly.objects["a"].children[0]
        assert inside.attributes["id"].start == NOWHERE
        assert inside.place("id").text.startswith("params")


class TestReferences:
    def test_an_object_stands_for_its_first_list(self) -> None:
        text = "primitive a Dummy meta m=1 params x=1\nprimitive b Dummy params $id-ref=a\n"
        assert 'id-ref="a-instance_attributes"' in section(assembled(text), "resources")

    def test_only_what_is_made_before_counts(self) -> None:
        text = "primitive a Dummy params $id-ref=b\nprimitive b Dummy params x=1\n"
        assert 'id-ref="b"' in section(assembled(text), "resources")

    def test_a_quote_ends_the_shell(self) -> None:
        text = "primitive a Dummy params '$id-ref=x\"y'\n"
        assert messages(assembled(text)) == [
            "crash: x\"y: the shell dies of the quote in the reference 'x\"y'"
        ]


class TestOrder:
    def test_objects_are_made_kind_by_kind(self) -> None:
        text = (
            "order o inf: g c\nclone c b\ngroup g a\n" + TWO + "rsc_template t Dummy\n"
            "property x=1\nnode n1\n"
        )
        assembly = assembled(text)
        assert not assembly.refusals
        resources = assembly.configuration.first("resources")
        assert resources is not None
        assert [child.id for child in resources.children] == ["t", "g", "c"]

    def test_sections_come_when_they_are_needed(self) -> None:
        text = (
            "alert x /a\nacl_target u r\nop_defaults a=1\nrsc_defaults a=1\ntag t a\n"
            "fencing_topology n1: a\nprimitive a Dummy\n"
        )
        assert [child.tag for child in assembled(text).configuration.children] == [
            "crm_config",
            "nodes",
            "resources",
            "constraints",
            "tags",
            "fencing-topology",
            "rsc_defaults",
            "op_defaults",
            "acls",
            "alerts",
        ]

    def test_what_was_read_stays_as_it_was(self) -> None:
        from hadoctor.model.crm.assemble import assemble
        from hadoctor.model.crm.dialect import Dialect
        from hadoctor.model.crm.read import read
        from hadoctor.source import Source
        from hadoctor.syntax.crm import parse
        from hadoctor.syntax.element import Element

        source = Source("x", b"group g a\n# c\nprimitive a Dummy meta x=1\nmonitor a 1s\n")
        loose = [read(s, Dialect()) for s in parse(source).statements]
        elements = [e for e in loose if isinstance(e, Element)]
        before = [canonical(e) for e in elements]
        assemble(elements, source, Dialect())
        assert [canonical(e) for e in elements] == before


class TestSettings:
    def test_the_last_of_a_name_wins_in_the_place_of_the_first(self) -> None:
        found = section(assembled("property a=1 b=2 a=3\n"), "crm_config")
        assert found.index('value="3"') < found.index('value="2"')
        assert 'value="1"' not in found

    def test_pairs_without_value_pile_up(self) -> None:
        assert section(assembled("property a a\n"), "crm_config").count('name="a"') == 2

    def test_a_file_has_one_statement_for_a_set(self) -> None:
        assert messages(assembled("property a=1\nproperty b=1\n")) == [
            "structure: property: a second property with the id 'cib-bootstrap-options'"
        ]

    def test_a_session_may_have_more(self) -> None:
        assembly = assembled("property a=1\nproperty b=1 a=2\n", session=True)
        assert not assembly.refusals
        found = section(assembly, "crm_config")
        assert 'value="2"' in found
        assert found.count("nvpair") == 4

    def test_crmsh_5_uses_a_set_that_is_there(self) -> None:
        text = "property $id=first a=1\nproperty b=1\n"
        assert section(assembled(text, "4.4"), "crm_config").count("<cluster_property_set") == 2
        assert section(assembled(text, "5"), "crm_config").count("<cluster_property_set") == 1

    def test_a_second_node_of_that_name_is_merged(self) -> None:
        text = "node 1: n attributes a=1 b=2\nnode n attributes a=3 c=4\n"
        found = section(assembled(text), "nodes")
        assert found.count("<node ") == 1
        assert [found.count(f'value="{n}"') for n in (1, 2, 3, 4)] == [0, 1, 1, 1]


class TestMonitor:
    def test_it_becomes_an_operation(self) -> None:
        text = "# why\nmonitor a 10s:20s\nprimitive a Dummy meta x=1\n"
        found = section(assembled(text), "resources")
        assert '<op id="a-monitor-10s" interval="10s" name="monitor" timeout="20s">' in found
        assert found.startswith('<primitive class="ocf" id="a"')
        assert "<!--# why--><meta_attributes" in found

    def test_the_same_interval_twice(self) -> None:
        text = "primitive a Dummy op monitor interval=10000ms\nmonitor a 10\n"
        assert messages(assembled(text)) == [
            "structure: 10: 'a' has a monitor with interval 10000ms already"
        ]

    def test_it_needs_a_primitive(self) -> None:
        assert messages(assembled(TWO + "group g a b\nmonitor g 10\nmonitor x 10\n")) == [
            "structure: g: monitor for 'g', which is a group",
            "structure: x: monitor for 'x', which does not exist",
        ]


def test_the_shell_mends_names_that_the_agent_knows_otherwise() -> None:
    text = "primitive a IPaddr2 params ip=1 cidr-netmask=24 no-such=1\n"
    found = section(assembled(text), "resources")
    assert '"a-instance_attributes-cidr-netmask" name="cidr_netmask"' in found
    assert 'name="no-such"' in found
    text = "rsc_template t IPaddr2\nprimitive a @t params cidr-netmask=24\n"
    assert 'name="cidr-netmask"' in section(assembled(text), "resources")
    text = "primitive f stonith:fence_ipmilan params pcmk-host-list=n1\n"
    assert 'name="pcmk_host_list"' in section(assembled(text), "resources")


@pytest.mark.parametrize(
    ("value", "pacemaker", "stored"),
    [
        ("a\tb", "2.1", "a    b"),
        ("a\tb", "3.0", "a&#x9;b"),
        ("a\x7fb", "2.1", "a\\177b"),
    ],
)
def test_characters_that_pacemaker_writes_otherwise(
    value: str, pacemaker: str, stored: str
) -> None:
    assembly = assembled(f'primitive p Dummy params x="{value}"\n', pacemaker=pacemaker)
    assert f'value="{stored}"' in section(assembly, "resources")
