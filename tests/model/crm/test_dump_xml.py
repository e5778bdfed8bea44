"""What `crm configure show` prints as XML, and comments; recorded from crmsh 4.4.1."""

from __future__ import annotations

import pytest

from .dumping import DUMMY, constraint, killers, parameter, resource, shown

COLOCATION = '<rsc_colocation id="k" rsc="a" with-rsc="b" score="INFINITY"'


@pytest.mark.parametrize(
    "xml",
    [
        f'{COLOCATION} influence="false"/>',
        f'{COLOCATION} rsc-role="master"/>',
        '<rsc_colocation id="k" rsc="a" with-rsc="b"/>',
        '<rsc_order id="o" first="a" then="b" score="INFINITY"/>',
        '<rsc_order id="o" first="a" then="b" require-all="false"/>',
        '<rsc_location id="l" rsc="a" node="n 1" score="1"/>',
        '<rsc_ticket id="t" ticket="a:b" rsc="a"/>',
    ],
)
def test_what_cannot_be_said_is_xml(xml: str) -> None:
    assert shown(constraint(xml)) == f"xml {xml}\n"


@pytest.mark.parametrize("value", ["x:", "caf\u00e9", "a\\\\b", "\u00a0x"], ids=ascii)
def test_values_that_do_not_read_back_make_an_xml_block(value: str) -> None:
    written = value.encode("ascii", "xmlcharrefreplace").decode()
    assert shown(parameter(value)).splitlines() == [
        'xml <primitive id="p" class="ocf" provider="heartbeat" type="Dummy"> \\',
        '  <instance_attributes id="l"> \\',
        f'    <nvpair id="n" name="state" value="{written}"/> \\',
        "  </instance_attributes> \\",
        "</primitive>",
    ]


def test_the_top_element_has_hexadecimal_references() -> None:
    assert shown(resource("", ' description="\u00e9 &gt;&#9;"')) == (
        'xml <primitive id="p" class="ocf" provider="heartbeat" type="Dummy" '
        'description="&#xE9; &gt; "/>\n'
    )


def test_a_rule_in_a_rule() -> None:
    xml = (
        '<rsc_location id="l" rsc="a"><rule id="r" score="1" boolean-op="and">'
        '<rule id="s" boolean-op="or"><expression id="e" attribute="x" operation="eq" value="y" '
        'type="string"/></rule></rule></rsc_location>'
    )
    assert shown(constraint(xml)).splitlines() == [
        'xml <rsc_location id="l" rsc="a"> \\',
        '  <rule id="r" score="1"> \\',
        '    <rule id="s" boolean-op="or"> \\',
        '      <expression id="e" attribute="x" operation="eq" value="y"/> \\',
        "    </rule> \\",
        "  </rule> \\",
        "</rsc_location>",
    ]


def test_an_agent_that_would_be_found_elsewhere() -> None:
    xml = '<primitive id="p" class="ocf" provider="heartbeat" type="ping"/>'
    assert shown(f"<resources>{xml}</resources>") == f"xml {xml}\n"


def test_defaults_with_a_score_are_only_their_list() -> None:
    sections = (
        '<rsc_defaults><meta_attributes id="d" score="5">'
        '<nvpair id="n" name="priority" value="1"/></meta_attributes></rsc_defaults>'
    )
    assert shown(sections).splitlines() == [
        'xml <meta_attributes id="d" score="5"> \\',
        '  <nvpair id="n" name="priority" value="1"/> \\',
        "</meta_attributes>",
    ]


def test_a_recipient_with_another_id() -> None:
    sections = '<alerts><alert id="a" path="/x"><recipient id="r" value="v"/></alert></alerts>'
    assert shown(sections).splitlines() == [
        'xml <alert id="a" path="/x"> \\',
        '  <recipient id="r" value="v"/> \\',
        "</alert>",
    ]


@pytest.mark.parametrize("value", ["ends\\", "a\\&quot;b"])
def test_the_shell_dies_of_a_quote_that_it_cannot_read_back(value: str) -> None:
    assert killers(parameter(value)) == ["p"]
    assert shown(parameter(value)).startswith("xml <primitive")


def test_the_shell_dies_of_a_container_that_it_does_not_know() -> None:
    bundle = '<resources><bundle id="b"><podman image="x"/></bundle></resources>'
    assert shown(bundle).splitlines() == [
        'xml <bundle id="b"> \\',
        '  <podman image="x"/> \\',
        "</bundle>",
    ]
    assert killers(bundle) == ["b"]
    assert shown(bundle, "5").splitlines() == ["bundle b \\", "\tpodman image=x"]
    assert killers(bundle, "5") == []


def test_the_shell_dies_of_a_comment_among_operations() -> None:
    operations = '<operations><!-- x --><op id="o" name="stop" interval="0"/></operations>'
    assert killers(resource(operations)) == ["p"]
    assert killers(resource("<!-- x -->" + operations.replace("<!-- x -->", ""))) == []


def test_newer_roles_on_an_older_schema() -> None:
    xml = f'{COLOCATION} rsc-role="Promoted"/>'
    assert shown(constraint(xml)) == "colocation k inf: a:Promoted b\n"
    assert shown(constraint(xml), schema="3.6") == f"xml {xml}\n"
    older = f'{COLOCATION} rsc-role="Master"/>'
    assert shown(constraint(older), "5") == "colocation k inf: a:Master b\n"


def test_comments_stand_before_the_object_and_begin_with_a_hash() -> None:
    sections = (
        "<resources><!-- lost --><group id='g'><!-- one -->"
        + DUMMY.format("p")
        + "<!--# two--><meta_attributes id='m'><nvpair id='n' name='a' value='b'/>"
        + "</meta_attributes></group></resources>"
    )
    assert shown(sections).splitlines() == [
        "primitive p Dummy",
        "# one",
        "# two",
        "group g p \\",
        "\tmeta a=b",
    ]


def test_a_comment_inside_makes_xml_that_keeps_the_white_space() -> None:
    inside = (
        "<instance_attributes id='i'><!-- in --><nvpair id='n' name='a' value='b'/>"
        "</instance_attributes><!-- second --><meta_attributes id='m'/><!-- third -->"
    )
    assert shown(resource(inside)).splitlines() == [
        'xml <primitive id="p" class="ocf" provider="heartbeat" type="Dummy">'
        '<instance_attributes id="i"><!-- in --> \\',
        '          <nvpair id="n" name="a" value="b"/></instance_attributes><!--# second--> \\',
        "        <!--# third--> \\",
        '      <meta_attributes id="m"/></primitive>',
    ]


def test_many_pairs_of_one_name_are_no_burden() -> None:
    """Ids are found again by the name, and one value makes the list be read back."""
    values = ["x", *["y:"] * 5000]
    pairs = "".join(f"<nvpair id='n{i}' name='a' value='{v}'/>" for i, v in enumerate(values))
    text = shown(resource(f"<instance_attributes id='i'>{pairs}</instance_attributes>"))
    assert text == "primitive p Dummy \\\n\tparams a=x" + ' a="y:"' * 5000 + "\n"
