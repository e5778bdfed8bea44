"""Rules: when a list or a location holds. The schema allows the same in all places."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.cib.schema.shape import (
    MANY,
    Attribute,
    Shape,
    attribute,
    child,
    either,
    group,
)
from hadoctor.model.cib.schema.values import ID, IDREF, SCORE, collapsed, words
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.syntax.element import Element
from hadoctor.target import Release

_PARTS = "<expression> <date_expression> <rsc_expression> <op_expression> <rule>"
# What each kind of date expression needs besides its id; `start` and `end` are attributes.
_DATES = {
    "in_range": (),
    "gt": ("start",),
    "lt": ("end",),
    "date_spec": ("<date_spec>",),
}


def _date(expression: Element, schema: Release) -> Iterator[Refusal]:
    """The parts of a date expression depend on its operation."""
    kind = collapsed(expression.get("operation") or "")
    if kind not in _DATES:
        return
    needs = _DATES[kind]
    allowed = set(needs)
    present = {n for n in expression.attributes if n in ("start", "end")}
    present |= {f"<{part.tag}>" for part in expression.children}
    if kind == "in_range":
        allowed |= {"start", "end", "<duration>"}
        yield from _in_range(expression, schema, present)
    for name in needs:
        if name not in present:
            message = f"operation '{kind}' without {_quoted(name)}"
            yield Refusal(Stage.SCHEMA, message, expression.span, _quoted(name))
    for name in ("start", "end", "<duration>", "<date_spec>"):
        if name in present - allowed:
            message = f"{_quoted(name)} does not go with operation '{kind}'"
            part = expression.first(name.strip("<>"))
            at = part.span if name.startswith("<") and part else expression.place(name)
            yield Refusal(Stage.SCHEMA, message, at)


def _in_range(expression: Element, schema: Release, present: set[str]) -> Iterator[Refusal]:
    """Before 3.9 a duration stood for the end; since then it may stand beside it."""
    if schema < (3, 9):
        if "<duration>" in present:
            if "start" not in present:
                message = "a range with a duration needs 'start'"
                yield Refusal(Stage.SCHEMA, message, expression.span, "'start'")
            if "end" in present:
                message = "a range has 'end' or a duration, not both"
                yield Refusal(Stage.SCHEMA, message, expression.place("end"))
        elif "end" not in present:
            message = "a range without 'end' and without a duration"
            yield Refusal(Stage.SCHEMA, message, expression.span, "'end' or <duration>")
    elif not present & {"start", "end"}:
        message = "a range without 'start' and without 'end'"
        yield Refusal(Stage.SCHEMA, message, expression.span, "'start' or 'end'")


def _quoted(name: str) -> str:
    return name if name.startswith("<") else f"'{name}'"


def _fields(both: str, since: str = "0", until: str = "99") -> tuple[Attribute, ...]:
    return tuple(attribute(name, since=since, until=until) for name in both.split())


_COMMON = "hours monthdays weekdays yearsdays months weeks years weekyears"


def _rule(end: str, source_since: str, parts_since: str) -> tuple[Shape, Shape]:
    """A rule and its expression as they are in one context.

    The contexts have the same in all later schemas, but they did not get it at the same time.
    """
    rule = Shape(
        f"rule{end}",
        (
            attribute("id", ID),
            attribute("id-ref", IDREF),
            attribute("boolean-op", words("or and")),
            attribute("role"),
            attribute("score", SCORE),
            attribute("score-attribute"),
        ),
        (
            child("expression", f"expression{end}", most=MANY),
            child("date_expression", most=MANY),
            child("rsc_expression", most=MANY, since=parts_since),
            child("op_expression", most=MANY, since=parts_since),
            child("rule", f"rule{end}", most=MANY),
        ),
        (
            either(
                group("id-ref"),
                group("id", some=_PARTS, allows="boolean-op role score score-attribute"),
            ),
            either(group("id-ref"), group("score"), group("score-attribute"), until="3.9"),
            either(group("score"), group("score-attribute"), required=False, since="3.9"),
        ),
    )
    expression = Shape(
        f"expression{end}",
        (
            attribute("id", ID, required=True),
            attribute("attribute", required=True),
            attribute(
                "operation",
                words("lt gt lte gte eq ne defined not_defined"),
                required=True,
            ),
            attribute("value"),
            attribute("type", words("string number version"), until="3.5"),
            attribute("type", words("string integer number version"), since="3.5"),
            attribute("value-source", words("literal param meta"), since=source_since),
        ),
    )
    return rule, expression


SHAPES = (
    *_rule("", "2.9", "3.4"),
    *_rule(":options", "3.0", "3.4"),
    *_rule(":late", "2.9", "3.5"),
    Shape(
        "date_expression",
        (
            attribute("id", ID, required=True),
            attribute("operation", words("in_range gt lt date_spec"), required=True),
            attribute("start"),
            attribute("end"),
        ),
        (child("duration"), child("date_spec")),
        check=_date,
    ),
    Shape(
        "rsc_expression",
        (
            attribute("id", ID, required=True),
            attribute("class"),
            attribute("provider"),
            attribute("type"),
        ),
    ),
    Shape(
        "op_expression",
        (
            attribute("id", ID, required=True),
            attribute("name", required=True),
            attribute("interval"),
        ),
    ),
    Shape(
        "duration",
        (
            attribute("id", ID, required=True),
            *_fields(_COMMON + " moon"),
            *_fields("days minutes seconds", since="3.9"),
        ),
    ),
    Shape(
        "date_spec",
        (
            attribute("id", ID, required=True),
            *_fields(_COMMON),
            *_fields("moon", until="4.0"),
            *_fields("minutes seconds yeardays", since="3.9"),
        ),
    ),
)
