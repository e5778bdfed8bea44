"""Configurations to dump, from the XML of their sections."""

from __future__ import annotations

from hadoctor.model.crm.dump import deadly, dump
from hadoctor.source import Source
from hadoctor.syntax.element import Element
from hadoctor.syntax.xml import parse
from hadoctor.target import CRMSHS

DUMMY = '<primitive id="{}" class="ocf" provider="heartbeat" type="Dummy"/>'


def configuration(sections: str) -> Element:
    text = f"<configuration>{sections}</configuration>"
    root = parse(Source("cib.xml", text.encode())).root
    assert root is not None
    return root


def shown(sections: str, crmsh: str = "4.4", *, sort: bool = True, schema: str = "3.9") -> str:
    """The dump of a configuration that consists of these sections."""
    return dump(configuration(sections), CRMSHS[crmsh], sort=sort, schema=schema)


def killers(sections: str, crmsh: str = "4.4") -> list[str]:
    """The ids of the objects at which the shell dies."""
    return [element.id for element in deadly(configuration(sections), CRMSHS[crmsh])]


def resource(inside: str, attributes: str = "") -> str:
    """The resources section with one primitive p."""
    return (
        f'<resources><primitive id="p" class="ocf" provider="heartbeat" type="Dummy"{attributes}>'
        f"{inside}</primitive></resources>"
    )


def parameter(value: str, name: str = "state") -> str:
    """The resources section with a primitive that has one parameter; the value as in XML."""
    return resource(
        f'<instance_attributes id="l"><nvpair id="n" name="{name}" value="{value}"/>'
        "</instance_attributes>"
    )


def constraint(text: str) -> str:
    return f"<constraints>{text}</constraints>"
