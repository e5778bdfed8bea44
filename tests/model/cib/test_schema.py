"""What the schema refuses, in our words and at the exact place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hadoctor.model.cib.schema import SCHEMAS, validate
from hadoctor.model.cib.schemas import NAMES
from hadoctor.model.crm.refusal import Refusal, Stage, Topic
from hadoctor.source import Source
from hadoctor.syntax.xml import parse
from tests.model.cib.full import cib, full

EMPTY = "<crm_config/><nodes/><resources>{}</resources><constraints>{}</constraints>{}"
DUMMY = '<primitive id="{}" class="ocf" provider="heartbeat" type="Dummy">{}</primitive>'
AB = DUMMY.format("dummy-a", "") + DUMMY.format("dummy-b", "")


def refusals(text: str, schema: str = "3.9") -> list[Refusal]:
    document = parse(Source("cib.xml", text.encode()))
    assert document.root is not None
    assert document.complete
    return list(validate(document.root, schema))


def only(text: str, schema: str = "3.9") -> Refusal:
    found = refusals(text, schema)
    assert len(found) == 1, [refusal.message for refusal in found]
    assert found[0].stage is Stage.SCHEMA
    return found[0]


def resources(text: str) -> str:
    return cib(EMPTY.format(text, "", ""))


def constraints(text: str) -> str:
    return cib(EMPTY.format(AB, text, ""))


def others(text: str) -> str:
    return cib(EMPTY.format(AB, "", text))


def nvpair(name: str, value: str = "1") -> str:
    return f'<nvpair id="i" name="{name}" value="{value}"/>'


def properties(pair: str, schema: str = "3.9") -> str:
    config = f'<crm_config><cluster_property_set id="s">{pair}</cluster_property_set></crm_config>'
    return cib(EMPTY.format("", "", "").replace("<crm_config/>", config), schema)


def test_every_schema_with_a_name_is_known() -> None:
    assert tuple(name.removeprefix("pacemaker-") for name in NAMES) == SCHEMAS


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_full_configuration_is_accepted(schema: str) -> None:
    assert refusals(full(schema), schema) == []


CASES: list[tuple[str, str, str, str]] = [
    (
        resources('<primitve id="a"/>'),
        "<primitve> has no place in <resources>",
        '<primitve id="a"/>',
        "<primitive>",
    ),
    (
        resources(
            DUMMY.format("a", '<operations><op id="o" name="start" intervall="0"/></operations>')
        ),
        "'intervall' is no attribute of <op>",
        "intervall",
        "'interval'",
    ),
    (
        resources('<primitive id="a" class="ocf" type="Dummy"/>'),
        "class 'ocf' without a provider",
        "ocf",
        "ocf:PROVIDER:TYPE",
    ),
    (
        resources('<primitive id="a" class="lsb" provider="x" type="y"/>'),
        "class 'lsb' has no providers",
        "x",
        "",
    ),
    (
        resources('<primitive id="1a" class="lsb" type="y"/>'),
        "id '1a' is no valid id: '1' may not come first",
        "1a",
        "letters, digits, '_', '-' and '.'",
    ),
    (
        resources('<group id="g"/>'),
        "<group> without <primitive>",
        '<group id="g"/>',
        "",
    ),
    (
        resources('<clone id="c"/>'),
        "<clone> without <primitive> or <group>",
        '<clone id="c"/>',
        "<primitive> or <group>",
    ),
    (
        resources(DUMMY.format("a", '<meta_attributes id="m" id-ref="n"/>').replace('"n"', '"a"')),
        "'id' does not go with 'id-ref'",
        "m",
        "",
    ),
    (
        resources(
            DUMMY.format("a", f'<meta_attributes id="m">{nvpair("isolation")}</meta_attributes>')
        ),
        "the resource meta attribute 'isolation' was removed with schema 3.0",
        "isolation",
        "",
    ),
    (
        constraints('<rsc_location id="l" rsc="dummy-a" node="n1" score="10.5"/>'),
        "score '10.5' is not a whole number or one of INFINITY, +INFINITY and -INFINITY",
        "10.5",
        "a whole number or one of INFINITY, +INFINITY and -INFINITY",
    ),
    (
        constraints('<rsc_location id="l" rsc="dummy-a" score="10"/>'),
        "'score' without 'node'",
        '<rsc_location id="l" rsc="dummy-a" score="10"/>',
        "'node'",
    ),
    (
        constraints('<rsc_location id="l" rsc="dummi-a" node="n1" score="10"/>'),
        "rsc 'dummi-a' is the id of nothing",
        "dummi-a",
        "'dummy-a'",
    ),
    (
        constraints('<rsc_order id="o" first="dummy-a" then="dummy-b" kind="Mandatroy"/>'),
        "kind 'Mandatroy' is not 'Optional', 'Mandatory' or 'Serialize'",
        "Mandatroy",
        "'Mandatory'",
    ),
    (
        constraints('<rsc_order id="o" first="dummy-a" then="dummy-b" kind="Optional" score="1"/>'),
        "'kind' does not go with 'score'",
        "Optional",
        "",
    ),
    (
        constraints(
            '<rsc_colocation id="c" rsc="dummy-a" with-rsc="dummy-b" score-attribute="x"/>'
        ),
        "'score-attribute' is no attribute of <rsc_colocation> since schema 3.0",
        "score-attribute",
        "",
    ),
    (
        others(
            '<fencing-topology><fencing-level id="f" target="n" target-pattern="m" index="1"'
            ' devices="a"/></fencing-topology>'
        ),
        "'target-pattern' does not go with 'target'",
        "m",
        "",
    ),
    (
        others("<fencing-topology/><fencing-topology />"),
        "<configuration> with a second <fencing-topology>",
        "<fencing-topology />",
        "",
    ),
    (
        others(
            '<acls><acl_target id="u"><role id="admn"/></acl_target><acl_role id="admin"/></acls>'
        ),
        "<role> refers to 'admn', which is the id of nothing",
        "admn",
        "'admin'",
    ),
    (
        properties(nvpair("no_quorum_policy")),
        "the property 'no_quorum_policy' was removed with schema 3.0",
        "no_quorum_policy",
        "'no-quorum-policy'",
    ),
    (
        properties(nvpair("default-resource-stickiness")),
        "the property 'default-resource-stickiness' was removed with schema 3.0",
        "default-resource-stickiness",
        "'resource-stickiness' in rsc_defaults",
    ),
    (
        properties(nvpair("cluster-infrastructure", "cman")),
        "the cluster infrastructure 'cman' was removed with schema 3.0",
        "cman",
        "'corosync'",
    ),
]


@pytest.mark.parametrize(("text", "message", "at", "expected"), CASES, ids=[c[1] for c in CASES])
def test_what_is_said_and_where(text: str, message: str, at: str, expected: str) -> None:
    refusal = only(text)
    assert (refusal.message, refusal.at.text, refusal.expected) == (message, at, expected)


def test_a_second_id_is_shown_with_the_first() -> None:
    refusal = only(resources(DUMMY.format("a", "") * 2))
    assert refusal.message == "id 'a' is there twice"
    (note,) = refusal.notes
    assert note.at.start < refusal.at.start
    assert note.text == "<primitive> has it"


def test_of_a_copied_resource_only_its_own_id_is_told() -> None:
    pairs = '<meta_attributes id="m"><nvpair id="n" name="x" value="1"/></meta_attributes>'
    assert only(resources(DUMMY.format("a", pairs) * 2)).message == "id 'a' is there twice"


def test_ids_inside_what_has_no_place_are_not_missed() -> None:
    text = "<wrapper>{}</wrapper>".format(DUMMY.format("inner", ""))
    location = '<rsc_location id="l" rsc="inner" node="n" score="1"/>'
    refusal = only(cib(EMPTY.format(text, location, "")))
    assert refusal.message == "<wrapper> has no place in <resources>"


def test_all_faults_at_once() -> None:
    faults = (
        '<rsc_order id="o" kind="x" first="dummy-a" then="dummy-b" foo=""/><rsc_ticket id="t"/>'
    )
    assert len(refusals(constraints(faults))) == 4


@pytest.mark.parametrize("place", ["lifetime first", "rule after lifetime"])
def test_order_counts_in_constraints(place: str) -> None:
    rule = '<rule id="{}" score="1"><expression id="{}e" attribute="a" operation="defined"/></rule>'
    lifetime = f"<lifetime>{rule.format('x', 'x')}</lifetime>"
    inside = lifetime + rule.format("y", "y")
    refusal = only(constraints(f'<rsc_location id="l" rsc="dummy-a">{inside}</rsc_location>'))
    assert refusal.message == "<rule> has to come before <lifetime>"


def versions() -> Iterator[tuple[str, str, str]]:
    """A configuration, the schema that accepts it, and the next one that does not."""
    yield properties(nvpair("no_quorum_policy"), "3.0"), "2.10", "3.0"
    yield properties(nvpair("no_quorum_policy"), "3.0"), "4.0", "3.9"
    yield properties(nvpair("remove-after-stop")), "3.10", "4.0"
    yield properties(nvpair("stonith-action", "poweroff")), "3.10", "4.0"
    yield properties('<nvpair id="i" name="x"/>'), "3.10", "4.0"
    yield resources('<master id="m">{}</master>'.format(DUMMY.format("a", ""))), "3.10", "4.0"
    yield resources('<primitive id="a" class="nagios" type="x"/>'), "3.10", "4.0"
    yield resources('<bundle id="b"><podman image="x"/></bundle>'), "3.2", "3.1"
    promoted = '<rsc_location id="l" rsc="dummy-a" node="n" score="1" role="Promoted"/>'
    yield constraints(promoted), "3.7", "3.6"


@pytest.mark.parametrize(("text", "good", "bad"), list(versions()))
def test_the_schema_decides(text: str, good: str, bad: str) -> None:
    assert refusals(text, good) == []
    assert only(text, bad)


def test_an_element_of_another_version_is_called_that() -> None:
    refusal = only(
        resources('<bundle id="b"><podman image="x"/><docker image="x"/></bundle>'), "3.1"
    )
    expected = "<podman> is not known in <bundle> before schema 3.2, and this is 3.1"
    assert refusal.message == expected


def test_a_misspelt_name_is_not_missing_as_well() -> None:
    refusal = only(resources('<primitive id="a" class="lsb" typ="x"/>'))
    assert refusal.expected == "'type'"
    refusal = only(resources('<group id="g"><primitve id="x"/></group>'))
    assert refusal.expected == "<primitive>"


def test_what_a_refusal_is_about() -> None:
    location = '<rsc_location id="l" rsc="{}" node="n" score="1"/>'
    assert only(constraints(location.format("gone"))).about is Topic.CONSTRAINT
    assert only(resources(DUMMY.format("1", ""))).about is Topic.ID
    assert only(resources(DUMMY.format("a", "") * 2)).about is Topic.ID
    assert only(resources('<primitive id="a" template="t"/>')).about is Topic.REFERENCE
    assert only(resources("<foo/>")).about is None


def test_names_beyond_ascii_are_those_of_xml() -> None:
    assert refusals(resources(DUMMY.format("é", ""))) == []
    assert "has '€'" in only(resources(DUMMY.format("a€", ""))).message
    assert "has '\U00010400'" in only(resources(DUMMY.format("a\U00010400", ""))).message
    assert "may not come first" in only(resources(DUMMY.format("·a", ""))).message


def test_numbers_are_as_long_as_libxml2_counts() -> None:
    location = '<rsc_location id="l" rsc="dummy-a" node="n" score="{}"/>'
    for score in ("9" * 24, "0" * 40 + "9" * 24, " +1 ", "-0", "INFINITY", " -INFINITY"):
        assert refusals(constraints(location.format(score))) == []
    for score in ("9" * 25, "", "+", "infinity", "1 0"):
        assert only(constraints(location.format(score)))


def test_what_the_daemons_write_is_not_judged() -> None:
    text = cib(EMPTY.format("", "", "")).replace("</cib>", "<status><x id='1'/></status></cib>")
    assert refusals(text) == []


def test_other_roots_and_schemas() -> None:
    assert only("<resources/>").message == "<resources> where <configuration> has to be"
    with pytest.raises(ValueError, match=r"no schema 0\.7"):
        refusals("<configuration/>", "0.7")


def test_hostile_sizes_end_in_time() -> None:
    words = "".join(f'<primitive id="p{n}" tipe{n}=""/>' for n in range(20_000))
    assert len(refusals(resources(words))) == 40_000
    same = resources(f'<group id="g">{DUMMY.format("x", "") * 2}</group>' * 10_000)
    assert len(refusals(same)) == 10_000


def test_what_is_like_a_good_one_is_still_looked_at() -> None:
    """Elements of one form are compared with one that was taken: by their values, too."""
    pairs = '<nvpair id="{}" name="a" value="1"/>'
    ids = ("p1", " p2 ", "p 3", "p1", "p4")
    inside = "".join(pairs.format(text) for text in ids)
    text = resources(DUMMY.format("d", f'<meta_attributes id="m">{inside}</meta_attributes>'))
    assert [refusal.at.text for refusal in refusals(text)] == ["p 3", "p1"]
