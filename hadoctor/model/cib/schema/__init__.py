"""What the schema of the CIB allows: the RELAX NG that Pacemaker ships, as data and in our words.

The facts are those of pacemaker-1.0.rng to pacemaker-4.0.rng (3.9 is the newest of 2.1.5). A
configuration is refused exactly where libxml2 refuses it with that schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.cib.schema.check import faults
from hadoctor.model.cib.schema.grammar import forms_of
from hadoctor.model.cib.schema.identity import Reference, dangling, duplicates
from hadoctor.model.cib.schema.memory import Memory, likeness
from hadoctor.model.cib.schema.names import BLANK
from hadoctor.model.cib.schema.nearest import Nearest
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.syntax.element import Element
from hadoctor.target import release

SCHEMAS = (
    "1.0",
    "1.2",
    "1.3",
    *(f"2.{minor}" for minor in range(11)),
    *(f"3.{minor}" for minor in range(11)),
    "4.0",
)
"""The schemas that are known here, oldest first."""


def validate(configuration: Element, schema: str = "3.9") -> Iterator[Refusal]:
    """What `schema` refuses of a `<configuration>` (or of a whole `<cib>`), sections in the
    order of the text; duplicate ids and references to nothing come last.

    ValueError for a schema that is not in `SCHEMAS`.
    """
    if schema not in SCHEMAS:
        raise ValueError(f"no schema {schema}")
    version = release(schema)
    forms = forms_of(version)
    if configuration.tag not in forms or configuration.tag not in ("cib", "configuration"):
        message = f"<{configuration.tag}> where <configuration> has to be"
        yield Refusal(Stage.SCHEMA, message, configuration.span)
        return
    nearest = Nearest()
    memory = Memory()
    first: dict[str, Element] = {}
    again: list[Element] = []
    references: list[Reference] = []
    unjudged: set[str] = set()
    todo: list[tuple[Element, str]] = [(configuration, configuration.tag)]
    while todo:
        element, shape = todo.pop()
        form, attributes = forms[shape], element.attributes
        alike = likeness(element, shape)
        like = memory.find(alike)
        if like is not None and memory.good(like, element):
            if form.check is not None:
                yield from form.check(element, version)
        else:
            found = list(faults(element, form, version, nearest))
            if not found and form.attributes.keys() >= attributes.keys():
                memory.keep(alike, element, form)
            yield from found
        own = attributes.get("id") if form.identified else None
        if own is not None and first.setdefault(own.text.strip(BLANK), element) is not element:
            again.append(element)
        if not form.references.isdisjoint(attributes):
            for name, value in attributes.items():
                if name in form.references:
                    references.append(Reference(element, name, value.text.strip(BLANK)))
        for child in reversed(element.children) if element.children else ():
            place = form.children.get(child.tag)
            if place is None:
                unjudged.update(part.id for part in child.walk())
            elif not forms[place.shape].open:
                todo.append((child, place.shape))
    yield from duplicates(again, first)
    yield from dangling(references, first, unjudged)
