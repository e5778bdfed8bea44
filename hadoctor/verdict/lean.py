"""A configuration without what costs a simulation time and decides nothing.

A simulation notes every action in the CIB, which takes the longer the larger that is: with a thousand
resources a minute and more for their probes and recurring monitors alone. Both only look, and in a
simulation find what is known: that nothing runs before the start, and that nothing fails.
"""

from __future__ import annotations

from hadoctor.model.crm.copying import deep
from hadoctor.model.pacemaker import values
from hadoctor.syntax.element import Element, Value
from hadoctor.target import Target

PROBES = "enable-startup-probes"
SET = "hadoctor-verdict"


def lean(configuration: Element, target: Target) -> Element:
    """A copy; what something else in the configuration refers to stays."""
    copy = deep(configuration)
    used = {
        name.text
        for element in copy.walk()
        if (name := element.attributes.get("id-ref")) is not None
    }
    for element in copy.walk():
        if element.tag == "operations":
            element.children = [
                op
                for op in element.children
                if not _recurs(op, target) or any(one.id in used for one in op.walk())
            ]
    for section in copy.all("crm_config"):
        for pairs in section.children:
            pairs.children = [p for p in pairs.children if p.get("name") != PROBES or p.id in used]
        section.children.append(_no_probes(section))
    return copy


def _recurs(op: Element, target: Target) -> bool:
    return op.tag == "op" and bool(values.interval(op.get("interval") or "0", target))


def _no_probes(section: Element) -> Element:
    made = Element("cluster_property_set", section.source, section.start, section.end)
    made.attributes["id"] = Value(SET)
    pair = Element("nvpair", section.source, section.start, section.end)
    named = {"id": f"{SET}-{PROBES}", "name": PROBES, "value": "false"}
    pair.attributes.update({name: Value(text) for name, text in named.items()})
    made.children.append(pair)
    return made
