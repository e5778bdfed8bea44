"""What the schema says of an element does not depend on one like it that stood before it."""

from __future__ import annotations

import pytest

from hadoctor.model.cib.schema import validate
from hadoctor.model.cib.schema.grammar import SHAPES
from hadoctor.model.cib.schema.values import ID
from hadoctor.source import Source
from hadoctor.syntax.xml import parse

PRIMITIVE = (
    '<primitive id="{id}" class="ocf" provider="heartbeat" type="Dummy">{inside}</primitive>'
)
OP = (
    '<operations id="{id}-ops"><op id="{id}-op" name="monitor" interval="10s" {more}/></operations>'
)
META = (
    '<meta_attributes id="{id}-m"><nvpair id="{id}-p" name="{name}" value="1"/></meta_attributes>'
)


def refused(resources: str, constraints: str = "", schema: str = "3.9") -> list[str]:
    text = (
        "<configuration><crm_config/><nodes/>"
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>"
        "</configuration>"
    )
    root = parse(Source("cib.xml", text.encode())).root
    assert root is not None
    return [refusal.message for refusal in validate(root, schema)]


def primitive(id: str, inside: str = "") -> str:
    return PRIMITIVE.format(id=id, inside=inside)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('role="Started"', 'role="Unknown"'),
        ('enabled="true"', 'enabled="maybe"'),
        ('xmlns=""', 'xmlns="x"'),
    ],
)
def test_values_of_an_operation(good: str, bad: str) -> None:
    alone = refused(primitive("b", OP.format(id="b", more=bad)))
    both = primitive("a", OP.format(id="a", more=good)) + primitive(
        "b", OP.format(id="b", more=bad)
    )
    assert refused(primitive("a", OP.format(id="a", more=good))) == []
    assert refused(both) == alone != []


def test_names_that_a_schema_removed() -> None:
    good = primitive("a", META.format(id="a", name="priority"))
    bad = primitive("b", META.format(id="b", name="isolation"))
    assert refused(good) == []
    assert len(refused(good + bad)) == 1


def test_class_and_provider() -> None:
    bad = '<primitive id="b" class="systemd" provider="heartbeat" type="Dummy"/>'
    assert refused(primitive("a") + bad) == ["class 'systemd' has no providers"]


def test_an_id_that_is_none() -> None:
    assert len(refused(primitive("a") + primitive("1b"))) == 1


def test_scores_and_references() -> None:
    location = '<rsc_location id="{}" rsc="{}" node="n" score="{}"/>'
    good = location.format("l1", "a", "100")
    assert refused(primitive("a"), good) == []
    assert len(refused(primitive("a"), good + location.format("l2", "a", "many"))) == 1
    assert len(refused(primitive("a"), good + location.format("l2", "nobody", "100"))) == 1


def test_ids_are_called_id() -> None:
    names = {entry.name for shape in SHAPES for entry in shape.attributes if entry.type is ID}
    assert names == {"id"}
