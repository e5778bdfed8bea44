"""Statements that do not fit together: refused as the real shell refuses them, each at its place."""

from __future__ import annotations

import pytest

from tests.model.crm.assembling import assembled, messages, section
from tests.patience import ends

TWO = "primitive a Dummy\nprimitive b Dummy\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            TWO + "primitive a Dummy\n",
            ["structure: a: a second primitive with the id 'a'"],
        ),
        (
            "node n1\nnode n1\n",
            ["structure: node n1: a second node with the id 'n1'"],
        ),
        ("node a\n" + TWO, []),
        (
            TWO + "order a inf: a b\n",
            ["structure: a: the id 'a' is taken by a primitive"],
        ),
        (
            "primitive 1a Dummy\norder o inf: 1a 1a\n",
            ["structure: 1a: '1a' cannot be the id of a primitive"],
        ),
        (
            TWO + "order o inf: a c\n",
            ["structure: c: order 'o' refers to 'c', which does not exist"],
        ),
        (
            TWO + "colocation c inf: ( a x ) y\n",
            [
                "structure: x: colocation 'c' refers to 'x', which does not exist",
                "structure: y: colocation 'c' refers to 'y', which does not exist",
            ],
        ),
        (TWO + "tag t a\norder o inf: t fencing_topology\nfencing_topology n1: a\n", []),
        (TWO + "order o inf: a* ?\n", []),
        (
            TWO + "group g a b\nclone c a\n",
            ["structure: a: 'a' cannot be in clone 'c', it is in group 'g' already"],
        ),
        (
            TWO + "group g a\ngroup h g\n",
            ["structure: g: group 'h' cannot hold 'g', which is a group"],
        ),
        (
            "rsc_template t Dummy\n" + TWO + "group g a t\n",
            ["structure: t: group 'g' cannot hold 't', which is an rsc_template"],
        ),
    ],
)
def test_structure(text: str, expected: list[str]) -> None:
    assert messages(assembled(text)) == expected


class TestMissingMembers:
    def test_they_are_left_out(self) -> None:
        assembly = assembled(TWO + "group g a x b\n")
        assert messages(assembly) == [
            "loss: x: group 'g' loses its member 'x', which does not exist"
        ]
        assert not assembly.refusals[0].refused
        assert section(assembly, "resources").count("<primitive") == 2

    def test_what_is_made_later_is_missing_too(self) -> None:
        assembly = assembled(TWO + "clone c b\ngroup g a c\n")
        assert messages(assembly) == [
            "loss: c: group 'g' loses its member 'c', a clone that is made later"
        ]

    def test_a_near_name_is_told(self) -> None:
        assembly = assembled("primitive webserver Dummy\ngroup g webservr\n")
        assert assembly.refusals[0].expected == "'webserver'"

    def test_a_statement_that_could_not_be_read_is_not_missed(self) -> None:
        from hadoctor.model.crm.assemble import assemble
        from hadoctor.model.crm.dialect import Dialect
        from hadoctor.model.crm.read import read
        from hadoctor.source import Source
        from hadoctor.syntax.crm import parse
        from hadoctor.syntax.element import Element

        source = Source("x", b"group g p\norder o inf: p q\n")
        loose = [read(s, Dialect()) for s in parse(source).statements]
        elements = [e for e in loose if isinstance(e, Element)]
        found = assemble(elements, source, Dialect(), unread=["p"])
        assert [r.at.text for r in found.refusals] == ["q"]


class TestInline:
    """Members that stand inside an `xml` statement."""

    PRIMITIVE = '<primitive id="{}" class="ocf" provider="heartbeat" type="{}"/>'

    def test_they_need_their_own_statement(self) -> None:
        text = f'xml <group id="g">{self.PRIMITIVE.format("a", "Dummy")}</group>\n'
        assert messages(assembled(text))[0].endswith("'a' in group 'g' has no statement of its own")

    def test_and_take_its_place(self) -> None:
        inside = self.PRIMITIVE.format("a", "Delay")
        assembly = assembled(f'{TWO}xml <group id="g">{inside}</group>\n')
        assert not assembly.refusals
        found = section(assembly, "resources")
        assert found.count('id="a"') == 1
        assert 'type="Delay"' in found


class TestTheShellReadsItsOwnText:
    @pytest.mark.parametrize(
        "text",
        [
            "primitive p Dummy params x='a\\'\n",
            "primitive p Dummy params x='a\\\"b'\n",
            'primitive p Dummy params "it\'s"=1\n',
            'primitive p stonith:fence_\\"x\n',
            'tag x "q\\"r"\n',
            "node n attributes x='a\\'\n",
            'xml <node id="n" uname="n"><instance_attributes><nvpair/></instance_attributes></node>\n',
        ],
    )
    def test_and_dies(self, text: str) -> None:
        assert [r.stage.value for r in assembled(text).refusals] == ["crash"]

    @pytest.mark.parametrize(
        "text",
        [
            "property x='a\\'\n",
            "primitive p Dummy params x='a\\' y='b c\\'\n",
            'primitive p Dummy params x="it\'s"\n',
            "primitive p Dummy params x='a\\b'\n",
        ],
    )
    def test_or_not(self, text: str) -> None:
        assert not assembled(text).refusals


def test_remote_resources_where_crmsh_5_does_not_allow_them() -> None:
    text = "primitive r ocf:pacemaker:remote\n" + TWO + "group g r\norder o inf: r a\n"
    assert not assembled(text, "4.4").refusals
    assert [r.at.text for r in assembled(text, "5").refusals] == ["group g r", "r"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("primitive p Dummy op monitor interval=1s op start interval=0\n", []),
        ("primitive p Dummy op promote interval=0 op fly interval=0\n", ["promote", "fly"]),
        ("primitive p ocf:none:such op fly interval=0\n", []),
        ("rsc_template t Dummy\nprimitive p @t op fly interval=0\n", ["fly"]),
        ("primitive p stonith:fence_ipmilan op start interval=0 op fly interval=0\n", ["fly"]),
    ],
)
def test_operations_that_the_agent_does_not_offer(text: str, places: list[str]) -> None:
    assert not assembled(text, "4.4").refusals
    assert [r.at.text for r in assembled(text, "5").refusals] == places


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"order o{n} inf: a{n}x b{n}x\n" for n in range(3000)),
        "primitive a Dummy\n" + "".join(f"monitor a {n}s\n" for n in range(1, 3000)),
        "".join(f"node n{n}* attributes a=1\n" for n in range(3000)),
        "node n attributes "
        + " ".join(f"a{n}=1" for n in range(3000))
        + "\n"
        + "".join(f"node n{'*' * n} attributes b=1\n" for n in range(1, 100)),
        "primitive a Dummy "
        + " ".join(f"params p{n}=1" for n in range(90))
        + "\n"
        + "".join(f"primitive b{n} Dummy params $id-ref=a\n" for n in range(3000)),
        TWO + f"group g {' '.join(f'x{n}' for n in range(5000))}\n",
    ],
    ids=["nothing there", "monitors", "patterns", "merged nodes", "references", "no members"],
)
def test_hostile_texts_end(text: str) -> None:
    with ends():
        assembled(text)
