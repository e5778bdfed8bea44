"""What `crm configure show` prints of what the notation can hold; recorded from crmsh 4.4.1."""

from __future__ import annotations

import pytest

from .dumping import DUMMY, constraint, parameter, resource, shown


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain_1.2-x", "plain_1.2-x"),
        ("", '""'),
        ("a b", '"a b"'),
        ("/run/x", '"/run/x"'),
        ("10.0.0.1:80", '"10.0.0.1:80"'),
        ("say &quot;hi&quot;", '"say \\"hi\\""'),
        ("it's", '"it\'s"'),
        ("100%", '"100%"'),
        ("$x", '"$x"'),
        ("back\\slash", '"back\\slash"'),
        ("tab&#9;here", '"tab    here"'),
        ("two&#10;lines", '"two\\nlines"'),
        ("a${HOME}b", '"ab"'),
        ("params", "params"),
        ("&amp;#233;", '"&#233;"'),
    ],
)
def test_a_value_is_quoted_unless_it_is_a_word(value: str, written: str) -> None:
    expected = f"primitive p Dummy \\\n\tparams state={written}\n"
    assert shown(parameter(value)) == expected


@pytest.mark.parametrize(
    ("name", "masked"),
    [("password", True), ("passwd_script", True), ("passwo", True), ("my_passwd", False)],
)
def test_secrets_are_starred_out(name: str, masked: bool) -> None:
    written = '"******"' if masked else "geheim"
    assert shown(parameter("geheim", name)) == f"primitive p Dummy \\\n\tparams {name}={written}\n"


def test_objects_come_by_kind_and_then_by_id() -> None:
    sections = (
        "<crm_config><cluster_property_set id='cib-bootstrap-options'>"
        "<nvpair id='x' name='stonith-enabled' value='false'/></cluster_property_set></crm_config>"
        "<nodes><node id='2' uname='b'/><node id='1' uname='a'/></nodes><resources>"
        + DUMMY.format("z")
        + "<clone id='c'>"
        + DUMMY.format("y")
        + "</clone><template id='t' class='systemd' type='foo@bar'/>"
        + "</resources><constraints>"
        "<rsc_order id='o' first='z' then='c'/>"
        "<rsc_location id='l' rsc='z' node='a' score='INFINITY'/>"
        "</constraints><tags><tag id='g'><obj_ref id='z'/><obj_ref id='c'/></tag></tags>"
    )
    lines = [
        "node 1: a",
        "node 2: b",
        "rsc_template t systemd:foo@bar",
        "primitive y Dummy",
        "primitive z Dummy",
        "clone c y",
        "tag g z c",
        "location l z inf: a",
        "order o z c",
        "property cib-bootstrap-options: \\",
        "\tstonith-enabled=false",
    ]
    assert shown(sections).splitlines() == lines
    lines[0:2], lines[3:5] = ["node 2: b", "node 1: a"], ["primitive z Dummy", "primitive y Dummy"]
    lines[7:9] = ["order o z c", "location l z inf: a"]
    assert shown(sections, sort=False).splitlines() == lines


def test_an_empty_configuration_prints_nothing() -> None:
    assert shown("<crm_config/><nodes/><resources/><constraints/>") == ""


def test_a_node() -> None:
    inside = (
        '<instance_attributes id="n1-i"><nvpair id="n1-s" name="standby" value="on"/>'
        '</instance_attributes><utilization id="n1-u"><nvpair id="n1-c" name="cpu" value="4"/>'
        "</utilization>"
    )
    node = f'<nodes><node id="1" uname="n1" type="member" description="in rack">{inside}</node></nodes>'
    rest = '\tdescription="in rack" \\\n\tattributes standby=on \\\n\tutilization cpu=4\n'
    assert shown(node) == f"node 1: n1:member \\\n{rest}"
    assert shown(node, "5") == f"node 1: n1 \\\n{rest}"
    assert shown('<nodes><node id="r" uname="r" type="remote"/></nodes>') == "node r:remote\n"


def test_the_operations_of_a_primitive() -> None:
    operations = (
        '<operations id="ops"><op id="m" name="monitor" interval="10s" timeout="20">'
        '<instance_attributes id="i"><nvpair id="x" name="OCF_CHECK_LEVEL" value="10"/>'
        '</instance_attributes><meta_attributes id="k"><nvpair id="y" name="a" value="b"/>'
        '</meta_attributes></op><op id="s" name="stop" interval="0s"/></operations>'
    )
    assert shown(resource(operations)).splitlines() == [
        "primitive p Dummy \\",
        "\toperations $id=ops \\",
        "\top monitor interval=10s timeout=20 \\",
        "\top_params OCF_CHECK_LEVEL=10 \\",
        "\top_meta a=b \\",
        "\top stop interval=0s",
    ]


def test_ids_show_where_the_shell_knows_a_reference() -> None:
    sections = (
        "<resources>"
        "<primitive id='a' class='ocf' provider='heartbeat' type='Dummy'>"
        "<instance_attributes id='ai'><nvpair id='an' name='x' value='1'/></instance_attributes>"
        "<utilization id='au'><nvpair id='ac' name='cpu' value='1'/></utilization>"
        "<operations id='ao'><op id='am' name='monitor' interval='10'/></operations></primitive>"
        "<primitive id='b' class='ocf' provider='heartbeat' type='Dummy'>"
        "<instance_attributes id-ref='ai'/><utilization id-ref='au'/><operations id-ref='ao'/>"
        "</primitive></resources>"
    )
    assert shown(sections).splitlines() == [
        "primitive a Dummy \\",
        "\tparams x=1 \\",
        "\tutilization $id=au cpu=1 \\",
        "\toperations $id=ao \\",
        "\top monitor interval=10",
        "primitive b Dummy \\",
        "\tparams $id-ref=ai \\",
        "\tutilization $id-ref=au \\",
        "\toperations  $id-ref=ao",
    ]


def test_a_bundle_in_both_series() -> None:
    sections = (
        '<resources><bundle id="b"><docker replicas="2" image="pcmk:http"/>'
        '<network ip-range-start="1.2.3.4"><port-mapping id="b-p" port="80"/></network>'
        '<storage><storage-mapping id="b-s" source-dir="/a" target-dir="/b"/></storage>'
        + DUMMY.format("p")
        + "</bundle></resources>"
    )
    assert shown(sections).splitlines() == [
        "primitive p Dummy",
        "bundle b \\",
        '\tdocker replicas=2 image="pcmk:http" \\',
        "\tnetwork ip-range-start=1.2.3.4 port-mapping id=b-p port=80 \\",
        '\tstorage storage-mapping id=b-s source-dir="/a" target-dir="/b" \\',
        "\tprimitive p",
    ]
    assert shown(sections, "5").splitlines() == [
        "primitive p Dummy",
        "bundle b \\",
        '\tdocker image="pcmk:http" \\',
        "\t\treplicas=2 \\",
        "\tnetwork ip-range-start=1.2.3.4 \\",
        "\t\tport-mapping port=80 \\",
        "\tstorage \\",
        '\t\tstorage-mapping source-dir="/a" target-dir="/b" \\',
        "\tprimitive p",
    ]


MASTER = "role='Master'"
SETS = (
    '<resource_set id="s0" sequential="false"><resource_ref id="a"/><resource_ref id="b"/>'
    '</resource_set><resource_set id="s1" {}><resource_ref id="c"/></resource_set>'
)


@pytest.mark.parametrize(
    ("xml", "line"),
    [
        (
            '<rsc_location id="l" rsc="a" node="n" score="-INFINITY" role="Master"/>',
            "location l a role=Master -inf: n",
        ),
        (
            '<rsc_location id="l" rsc-pattern="^x" node="n" score="5"/>',
            "location l /^x/ 5: n",
        ),
        (
            '<rsc_colocation id="k" rsc="a" with-rsc="b" with-rsc-role="Promoted" score="7"/>',
            "colocation k 7: a b:Promoted",
        ),
        (
            '<rsc_order id="o" first="a" then="b" first-action="promote" kind="Serialize" '
            'symmetrical="false"/>',
            "order o Serialize: a:promote b symmetrical=false",
        ),
        (
            '<rsc_ticket id="t" ticket="T" rsc="a" rsc-role="Master" loss-policy="fence"/>',
            "rsc_ticket t T: a:Master loss-policy=fence",
        ),
        (
            f'<rsc_colocation id="k" score="INFINITY">{SETS.format(MASTER)}</rsc_colocation>',
            "colocation k inf: ( a b ) c:Master",
        ),
        (
            f'<rsc_order id="o" kind="Mandatory">{SETS.format("")}</rsc_order>',
            "order o Mandatory: ( a b ) c",
        ),
        (
            '<rsc_colocation id="k" score="1"><resource_set id="s"><resource_ref id="a"/>'
            '<resource_ref id="b"/></resource_set></rsc_colocation>',
            "colocation k 1: _rsc_set_ a b",
        ),
        (
            f'<rsc_location id="l" node="n" score="1">{SETS.format("")}</rsc_location>',
            "location l { ( a b ) c } 1: n",
        ),
    ],
)
def test_constraints(xml: str, line: str) -> None:
    assert shown(constraint(xml)) == line + "\n"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            '<rule id="r" score="INFINITY"><expression id="e" attribute="#uname" operation="eq" '
            'value="n"/></rule>',
            "rule #uname eq n",
        ),
        (
            '<rule id="r" score="-INFINITY" boolean-op="or"><expression id="e" attribute="p" '
            'operation="not_defined"/><expression id="f" attribute="p" operation="lte" value="0" '
            'type="number"/></rule>',
            "rule -inf: not_defined p or p number:lte 0",
        ),
        (
            '<rule id="r" score-attribute="ping" role="Master"><date_expression id="d" '
            'operation="in_range" start="2020-01-01" end="2021-01-01"/><date_expression id="f" '
            'operation="date_spec"><date_spec id="g" hours="9-16" weekdays="1-5"/>'
            "</date_expression></rule>",
            "rule $role=Master ping: date in start=2020-01-01 end=2021-01-01 "
            "and date spec hours=9-16 weekdays=1-5",
        ),
        (
            '<rule id="r" score="1"><date_expression id="d" operation="lt" '
            'end="2020-01-01 10:00"/></rule>',
            'rule 1: date lt "2020-01-01 10:00"',
        ),
    ],
)
def test_rules(rule: str, words: str) -> None:
    xml = f'<rsc_location id="l" rsc="a">{rule}</rsc_location>'
    assert shown(constraint(xml)) == f"location l a \\\n\t{words}\n"


def test_roles_of_access_control() -> None:
    permissions = (
        '<acl_permission id="1" kind="read" xpath="/cib"/>'
        '<acl_permission id="2" kind="write" '
        "xpath=\"//primitive[@id='p']/meta_attributes/nvpair[@name='target-role']\"/>"
        '<acl_permission id="3" kind="deny" object-type="nvpair" attribute="name"/>'
        '<acl_permission id="4" kind="read" reference="p" description="a b"/>'
        '<acl_permission id="5" kind="read" xpath="//op[1]"/>'
    )
    sections = (
        f'<acls><acl_role id="r">{permissions}</acl_role>'
        '<acl_target id="bob"><role id="r"/></acl_target></acls>'
    )
    assert shown(sections).splitlines() == [
        "role r \\",
        "\tread cib \\",
        "\twrite meta:p:target-role \\",
        "\tdeny attr:name type:nvpair \\",
        '\tread description="a b" ref:p \\',
        '\tread xpath:"//op[1]"',
        "acl_target bob \\",
        "\tr",
    ]


def test_an_alert() -> None:
    sections = (
        '<alerts><alert id="a" path="/x/y"><select><select_nodes/><select_attributes>'
        '<attribute id="i" name="standby"/></select_attributes></select>'
        '<recipient id="a-recipient-1" value="me@x"/><meta_attributes id="m">'
        '<nvpair id="n" name="timeout" value="5s"/></meta_attributes></alert></alerts>'
    )
    assert shown(sections).splitlines() == [
        'alert a "/x/y" \\',
        "\tselect nodes attributes { standby } \\",
        '\tto { "me@x" } \\',
        "\tmeta timeout=5s",
    ]


NODES = "<nodes><node id='n1' uname='n1'/><node id='n2' uname='n2'/></nodes>"
LEVEL = "<fencing-level id='{0}' target='{1}' index='{2}' devices='{3}'/>"


def test_levels_that_all_nodes_share_have_no_target() -> None:
    levels = LEVEL.format("a", "n1", 1, "x,y") + LEVEL.format("b", "n2", 1, "x,y")
    topology = f"<fencing-topology>{levels}</fencing-topology>"
    assert shown(NODES + topology).splitlines()[2:] == ["fencing_topology x,y"]
    assert shown(topology).splitlines() == [
        "fencing_topology \\",
        "\tn1: x,y \\",
        "\tn2: x,y",
    ]
