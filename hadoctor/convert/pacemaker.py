"""A configuration of Pacemaker in other forms: CIB XML, the shell's dump, nested JSON, the tree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from hadoctor.convert import Converted
from hadoctor.model.cib.schemas import newest, number_of
from hadoctor.model.crm.refusal import Refusal
from hadoctor.source import Source, Span
from hadoctor.syntax.element import Element
from hadoctor.target import Targets


def convert(source: Source, kind: str, to: str, targets: Targets) -> Converted:
    form = FORMS[to]
    if kind == "crm":
        from hadoctor.model.crm.load import load

        loaded = load(source, targets)
        schema = number_of(newest(targets.pacemaker))
        text = form(loaded.configuration, targets, schema)
        return Converted(text, tuple(_said(loaded.refusals)))
    from hadoctor.model.cib.load import load as load_cib
    from hadoctor.model.cib.load import schema_name

    cib = load_cib(source, targets)
    if cib.configuration is None:
        why = f"this is {cib.foreign}" if cib.foreign else "there is no <configuration> in it"
        return Converted("", tuple(_said(cib.refusals)) or ((source.span(0, 0), why),))
    schema = schema_name(cib.cib, targets) or number_of(newest(targets.pacemaker))
    return Converted(form(cib.configuration, targets, schema), tuple(_said(cib.refusals)))


def _said(refusals: tuple[Refusal, ...]) -> Iterator[tuple[Span, str]]:
    return ((r.at, r.message) for r in refusals if r.refused)


def cib(configuration: Element, targets: Targets, schema: str) -> str:
    """The `<configuration>` as XML."""
    from hadoctor.model.cib.text import render

    return render(configuration)


def crm(configuration: Element, targets: Targets, schema: str) -> str:
    """What `crm configure show` prints."""
    from hadoctor.model.crm.dump import dump

    return dump(configuration, targets.crmsh, schema=schema)


def nested(configuration: Element, targets: Targets, schema: str) -> str:
    """Elements as they nest, with their attributes."""
    # From the leaves up: depth costs no stack here; what is too deep is no CIB and not printed.
    made: dict[int, dict[str, Any]] = {}
    for element in reversed(list(configuration.walk())):
        made[id(element)] = {
            "element": element.tag,
            "attributes": {name: value.text for name, value in element.attributes.items()},
            "content": [made.pop(id(child)) for child in element.children],
        }
    return json.dumps(made[id(configuration)], indent=2, ensure_ascii=False) + "\n"


def tree(configuration: Element, targets: Targets, schema: str) -> str:
    """Every element with its line and column, and what nobody has written marked as made."""
    return "".join(f"{line}\n" for line in _tree(configuration))


def _tree(configuration: Element) -> Iterator[str]:
    todo = [(0, configuration)]
    while todo:
        depth, element = todo.pop()
        line, column = element.span.first
        attributes = "".join(
            f" {name}={value.text!r}" + ("" if value.written else " (made)")
            for name, value in element.attributes.items()
        )
        yield f"{line}:{column}".ljust(8) + f"{'  ' * depth}{element.tag}{attributes}"
        todo.extend((depth + 1, child) for child in reversed(element.children))


FORMS: dict[str, Callable[[Element, Targets, str], str]] = {
    "cib": cib,
    "crm": crm,
    "json": nested,
    "tree": tree,
}
