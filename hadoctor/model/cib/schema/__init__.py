"""What the schema of the CIB allows: the RELAX NG that Pacemaker ships, as data and in our words.

The facts are those of pacemaker-1.0.rng to pacemaker-4.0.rng (3.9 is the newest of 2.1.5). A
configuration is refused exactly where libxml2 refuses it with that schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.cib.schema.check import faults
from hadoctor.model.cib.schema.grammar import forms_of
from hadoctor.model.cib.schema.identity import Named, dangling, duplicates
from hadoctor.model.cib.schema.memory import Memory, likeness
from hadoctor.model.cib.schema.nearest import Nearest
from hadoctor.model.cib.schema.values import ID, IDREF
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
    ids: list[Named] = []
    references: list[Named] = []
    unjudged: set[str] = set()
    memory = Memory()
    todo: list[tuple[Element, str]] = [(configuration, configuration.tag)]
    while todo:
        element, shape = todo.pop()
        form = forms[shape]
        alike = likeness(element, shape)
        like = memory.find(alike)
        if like is not None and memory.good(like, element):
            if form.check is not None:
                yield from form.check(element, version)
            for name in like.ids:
                ids.append(Named(element, name))
            for name in like.references:
                references.append(Named(element, name))
        else:
            found = list(faults(element, form, version, nearest))
            if not found and form.attributes.keys() >= element.attributes.keys():
                memory.keep(alike, element, form)
            yield from found
            for name in element.attributes:
                known = form.attributes.get(name)
                if known is not None:
                    if known.type is ID:
                        ids.append(Named(element, name))
                    elif known.type is IDREF:
                        references.append(Named(element, name))
        for child in reversed(element.children) if element.children else ():
            place = form.children.get(child.tag)
            if place is None:
                unjudged.update(part.id for part in child.walk())
            elif not forms[place.shape].open:
                todo.append((child, place.shape))
    first: dict[str, Named] = {}
    yield from duplicates(ids, first)
    yield from dangling(references, first, unjudged)
