"""CIBs as other programs and people write them: the corpus' own, changed at random.

`text(seed)` is a <configuration>; the same seed gives the same one. Some are not what the schema
allows.
"""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from functools import cache

from . import vocabulary
from .fixtures import recorded

NAMES = (
    *("id", "id-ref", "name", "value", "rsc", "with-rsc", "node", "score", "role", "rsc-role"),
    *("boolean-op", "score-attribute", "kind", "symmetrical", "first", "then", "first-action"),
    *(
        "description",
        "type",
        "uname",
        "template",
        "sequential",
        "require-all",
        "action",
        "ordering",
    ),
    *("interval", "timeout", "on-fail", "influence", "rsc-pattern", "resource-discovery", "class"),
    *("loss-policy", "ticket", "node-attribute", "target", "index", "devices", "operation"),
    *("attribute", "start", "end", "value-source", "provider", "target-pattern", "path", "image"),
)
VALUES = (
    *("true", "false", "INFINITY", "-INFINITY", "0", "1", "10", "Master", "Started", "Promoted"),
    *("start", "promote", "x", "a b", "", "eq", "defined", "in_range", "and", "or", "literal"),
    *(
        "Mandatory",
        "Serialize",
        "member",
        "remote",
        "always",
        "local",
        "#uname",
        "p1",
        "10s",
        "ocf",
    ),
    *(
        "é",
        'a"b',
        "a'b",
        "a\\b",
        'a\\"b',
        "a\\",
        "a\tb",
        "${RED}",
        "a=b",
        "/a/",
        "(a)",
        "x:y",
        "@x",
    ),
)
# Parts that crm text cannot say, or says in another way.
PIECES = [
    '<meta_attributes id="_1"><nvpair id="_2" name="a" value="b"/></meta_attributes>',
    '<instance_attributes id="_1" score="2"><rule id="_3" score="0"><expression id="_4"'
    ' attribute="a" operation="defined"/></rule><nvpair id="_2" name="a"/></instance_attributes>',
    '<rule id="_1" score="5" boolean-op="or"><expression id="_2" attribute="#uname" operation="eq"'
    ' value="n1"/><rule id="_3" score="0"><date_expression id="_4" operation="lt" end="2030"/>'
    "</rule></rule>",
    '<rule id="_1" score-attribute="pingd"><date_expression id="_2" operation="date_spec">'
    '<date_spec id="_3" hours="1-2" yeardays="3"/></date_expression></rule>',
    '<rule id="_1"><date_expression id="_2" operation="in_range" start="2020"><duration id="_3"'
    ' months="1"/></date_expression><expression id="_4" attribute="a" operation="lt" value="5"'
    ' type="number"/></rule>',
    '<rule id="_1" score="0"><rsc_expression id="_2" class="ocf"/></rule>',
    '<rule id="_1" score="0"><op_expression id="_2" name="start"/></rule>',
    '<nvpair id="_1" name="x"/>',
    '<nvpair id="_1" name="password" value="secret"/>',
    '<nvpair id-ref="_1" name="x"/>',
    '<resource_set id="_1" sequential="false"><resource_ref id="p1"/></resource_set>',
    '<resource_set id="_1" role="Master" require-all="false" score="5"><resource_ref id="p1"/>'
    '<resource_ref id="p2"/></resource_set>',
    '<op id="_1" name="monitor" interval="7s"><instance_attributes id="_2"><nvpair id="_3" name="a"'
    ' value="1"/></instance_attributes><meta_attributes id="_4"/></op>',
    '<operations id="_1"><op id="_2" name="start" interval="0s" timeout="5s"/></operations>',
    '<utilization id="_1"><nvpair id="_2" name="cpu" value="1"/></utilization>',
    '<utilization id-ref="_1"/>',
    '<lifetime><rule id="_1" score="0"><expression id="_2" attribute="a" operation="defined"/>'
    "</rule></lifetime>",
    '<recipient id="_1" value="v"><meta_attributes id="_2"/></recipient>',
    "<select><select_nodes/><select_attributes><attribute id='_1' name='a'/></select_attributes>"
    "</select>",
    '<fencing-level id="_1" target="n1" index="3" devices="p1,p2"/>',
    '<fencing-level id="_1" target-attribute="rack" target-value="1" index="1" devices="p1"/>',
    '<fencing-level id="_1" target-pattern="n.*" index="1" devices="p1"/>',
    '<acl_permission id="_1" kind="read" object-type="primitive" attribute="id"/>',
    '<acl_permission id="_1" kind="deny" xpath="//primitive[@id=\'p1\']"/>',
    '<role id="_1"/>',
    '<obj_ref id="_1"/>',
    '<primitive id="_1" class="ocf" provider="heartbeat" type="Dummy"/>',
    '<group id="_1"><primitive id="_2" class="systemd" type="x"/></group>',
    '<clone id="_1"><primitive id="_2" class="stonith" type="fence_x"/></clone>',
    '<bundle id="_1"><podman image="x" replicas="2"/><network><port-mapping id="_2" port="80"/>'
    '</network><storage><storage-mapping id="_3" source-dir="/a" target-dir="/b"/></storage></bundle>',
    '<rsc_location id="_1" rsc="p1" score="5" node="n1" resource-discovery="never"/>',
    '<rsc_location id="_1" rsc-pattern="a/b" score="5" node="n 1"/>',
    '<rsc_colocation id="_1" rsc="p1" with-rsc="p2" score="-INFINITY" influence="true"/>',
    '<rsc_order id="_1" first="p1" then="p2" kind="Optional" require-all="true"/>',
    '<rsc_ticket id="_1" rsc="p1" ticket="t" rsc-role="Master" loss-policy="fence"/>',
    '<node id="_1" uname="n 9"/>',
    '<tag id="_1"><obj_ref id="x"/></tag>',
    '<alert id="_1" path="/x"><recipient id="_2" value="y z"/></alert>',
    '<acl_role id="_1" description="d"/>',
    '<acl_target id="_1" name="x"><role id="_2"/></acl_target>',
    "<!-- a note -->",
    "<!--# a note-->",
    "<unknown/>",
]


@cache
def configurations() -> tuple[str, ...]:
    rows = recorded("verdicts.jsonl").values()
    return tuple(row["cib"] for row in rows if row["accepted"])


def text(seed: int) -> str:
    dice = random.Random(seed)
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    root = ET.fromstring(dice.choice(configurations()), parser)
    for number in range(dice.choice((0, 1, 1, 2, 3))):
        dice.choice(CHANGES)(root, dice, f"{seed % 7}{number}")
    return ET.tostring(root, encoding="unicode")


def _elements(root: ET.Element) -> list[ET.Element]:
    return [e for e in root.iter() if isinstance(e.tag, str) and e is not root]


def _some(root: ET.Element, dice: random.Random) -> ET.Element:
    return dice.choice(_elements(root))


def _parent(root: ET.Element, child: ET.Element) -> ET.Element:
    return next(e for e in root.iter() if any(c is child for c in e))


def drop_attribute(root: ET.Element, dice: random.Random, name: str) -> None:
    element = _some(root, dice)
    if element.attrib:
        del element.attrib[dice.choice(list(element.attrib))]


def other_value(root: ET.Element, dice: random.Random, name: str) -> None:
    element = _some(root, dice)
    if element.attrib:
        values = (*VALUES, *vocabulary.REFERENCES, *_values(root))
        element.set(dice.choice(list(element.attrib)), dice.choice(values))


def _values(root: ET.Element) -> list[str]:
    return [value for e in _elements(root) for value in e.attrib.values()]


def new_attribute(root: ET.Element, dice: random.Random, name: str) -> None:
    element = _some(root, dice)
    element.set(dice.choice(NAMES), dice.choice((*VALUES, *_values(root))))


def new_piece(root: ET.Element, dice: random.Random, name: str) -> None:
    """A part where its like may stand: among brothers, or in the parent of some."""
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    piece = dice.choice(PIECES).replace('"_', f'"new{name}-').replace("'_", f"'new{name}-")
    wrapped = ET.fromstring(f"<x>{piece}</x>", parser)
    like = [e for e in _elements(root) if any(c.tag == wrapped[0].tag for c in e)]
    into = dice.choice(like) if like and dice.random() < 0.7 else _some(root, dice)
    into.insert(dice.randint(0, len(into)), wrapped[0])


def drop_element(root: ET.Element, dice: random.Random, name: str) -> None:
    element = _some(root, dice)
    _parent(root, element).remove(element)


def double_element(root: ET.Element, dice: random.Random, name: str) -> None:
    element = _some(root, dice)
    copy = ET.fromstring(ET.tostring(element))
    for each in copy.iter():
        if "id" in each.attrib and each.tag not in ("resource_ref", "obj_ref", "role"):
            each.set("id", f"{each.get('id')}-{name}")
    parent = _parent(root, element)
    parent.insert(dice.randint(0, len(parent)), copy)


def shuffle(root: ET.Element, dice: random.Random, name: str) -> None:
    element = _some(root, dice)
    children = list(element)
    dice.shuffle(children)
    element[:] = children


def new_id(root: ET.Element, dice: random.Random, name: str) -> None:
    """Another id, in place of one that was made up."""
    element = dice.choice([e for e in _elements(root) if "id" in e.attrib] or [root])
    if element is not root:
        element.set("id", dice.choice((f"id{name}", f"{element.get('id')}-0", f"id.{name}")))


def reference(root: ET.Element, dice: random.Random, name: str) -> None:
    """A list in place of which another one is referred to."""
    tag = dice.choice(("instance_attributes", "meta_attributes", "operations", "rule", "nvpair"))
    found = [e for e in _elements(root) if e.tag == tag]
    if len(found) > 1:
        one, other = dice.sample(found, 2)
        target = one.get("id")
        if target:
            other.clear()
            other.set("id-ref", target)


CHANGES = (
    *(drop_attribute, other_value, other_value, new_attribute, new_attribute),
    *(new_piece, new_piece, new_piece, new_piece, drop_element, double_element, double_element),
    *(shuffle, new_id, new_id, reference, reference),
)
