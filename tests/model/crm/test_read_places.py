"""Every element and every value knows where it is written."""

from __future__ import annotations

from hadoctor.source import Span
from hadoctor.syntax.element import Element
from tests.model.crm.statements import made


def text(element: Element, name: str) -> str:
    return element.place(name).text


def named(element: Element, name: str) -> str:
    value = element.attributes[name]
    return Span(element.source, value.name_start, value.end).text


def test_primitive() -> None:
    found = made(
        'primitive p ocf:heartbeat:IPaddr2 \\\n\tparams "ip=a b" \\\n\top monitor timeout="20s"'
    )
    assert found.span.text == "primitive p ocf:heartbeat:IPaddr2"
    assert [text(found, name) for name in ("id", "class", "provider", "type")] == [
        *("p", "ocf", "heartbeat", "IPaddr2")
    ]
    params, operations = found.children
    assert params.span.text == "params"
    assert params.whole.text == 'params "ip=a b"'
    pair = params.children[0]
    assert pair.span.text == '"ip=a b"'
    assert (text(pair, "name"), text(pair, "value")) == ("ip", "a b")
    assert named(pair, "value") == "ip=a b"
    monitor = operations.children[0]
    assert monitor.span.text == "op monitor"
    assert (text(monitor, "timeout"), named(monitor, "timeout")) == ("20s", 'timeout="20s')
    assert text(monitor, "interval") == "op monitor"


def test_location() -> None:
    found = made("location l a rule $id=r pingd: date in start=1 hours=3 and x number:gt param{y}")
    rule = found.children[0]
    assert rule.span.text == "rule"
    assert [text(rule, name) for name in ("id", "score-attribute")] == ["r", "pingd"]
    date, expression = rule.children
    assert date.whole.text == "date in start=1 hours=3"
    assert named(date, "start") == "start=1"
    assert text(date.children[0], "hours") == "3"
    assert [text(expression, name) for name in ("type", "operation", "value", "value-source")] == [
        *("number", "gt", "y", "param")
    ]


def test_sets() -> None:
    found = made("colocation c inf: (a b:master) c sequential=no")
    first, second, third = found.children
    assert (text(first, "sequential"), text(second, "sequential")) == ("(", "(")
    assert (text(second, "role"), second.get("role")) == ("master", "Master")
    assert named(third, "sequential") == "sequential=no"
    assert text(second.children[0], "id") == "b"


def test_constraints_and_rights() -> None:
    found = made("order o inf: a:promote b symmetrical=no")
    assert [text(found, name) for name in found.attributes] == [
        *("o", "inf", "no", "a", "promote", "b")
    ]
    permission = made("role r read p: meta:a:b type:x attr:y").children
    assert [p.whole.text for p in permission] == ["read p: meta:a:b type:x attr:y"] * 2
    assert text(permission[0], "xpath") == "a:b"
    assert text(permission[1], "attribute") == "y"


def test_xml() -> None:
    found = made("xml <tag id='t'> \\\n  <obj_ref   id=\"a\"/> \\\n</tag>")
    assert text(found, "id") == "t"
    assert text(found.children[0], "id") == "a"
    assert found.children[0].span.text == '<obj_ref   id="a"/>'
