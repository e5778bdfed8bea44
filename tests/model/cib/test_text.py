"""A configuration as text: one for comparing, one for people."""

from __future__ import annotations

from hadoctor.model.cib.canonical import canonical
from hadoctor.model.cib.text import render
from hadoctor.source import Source
from hadoctor.syntax.element import Comment, Element, Value

SOURCE = Source("cib.xml", b"")


def element(tag: str, *children: Element, **attributes: str) -> Element:
    made = Element(tag, SOURCE, 0, 0)
    made.attributes = {name: Value(text) for name, text in attributes.items()}
    made.children = list(children)
    return made


def test_canonical() -> None:
    inside = element("nvpair", name="a<b", id="x", value='"\t>&')
    whole = element("set", inside, id="s")
    whole.comments = [Comment("# one", 0, 0, 0), Comment("# two", 1, 0, 0)]
    assert canonical(whole) == (
        '<set id="s"><!--# one--><nvpair id="x" name="a&lt;b" value="&quot;&#x9;>&amp;"></nvpair>'
        "<!--# two--></set>"
    )


def test_render() -> None:
    whole = element("set", element("nvpair", name="a", id="x"), element("rule"), score="1", id="s")
    whole.comments = [Comment("# a -- b -", 1, 0, 0)]
    assert render(whole) == (
        '<set id="s" score="1">\n'
        '  <nvpair id="x" name="a"/>\n'
        "  <!--# a - - b - -->\n"
        "  <rule/>\n"
        "</set>\n"
    )
    assert render(element("a", element("b")), indent=0) == "<a>\n<b/>\n</a>\n"


def test_depth_costs_no_stack() -> None:
    inside = element("a")
    for _ in range(5000):
        inside = element("a", inside)
    assert canonical(inside).count("<a>") == 5001
    assert render(inside, indent=0).count("<a>") == 5000
