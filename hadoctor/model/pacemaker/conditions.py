"""Rules of a configuration that are never true, always true, or not what they look like.

Tried with crm_simulate of Pacemaker 2.1.5 at given times; what 3.0.2 does differently, with its crm_verify.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Fix
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.source import Span, suggest
from hadoctor.syntax.element import Element

BUILTIN = ("#uname", "#id", "#kind", "#site-name", "#cluster-name", "#is_dc", "#ra-version")
"""What a node has for rules without anybody setting it; beside it there are attributes with `#`
that the daemons set."""
_OTHERS = re.compile(r"#(?:health|attrd|feature-set|node-unfenced|digests)")
_FIELDS = {
    "seconds": (0, 59),
    "minutes": (0, 59),
    "hours": (0, 23),
    "monthdays": (1, 31),
    "weekdays": (1, 7),
    "yeardays": (1, 366),
    "months": (1, 12),
    "weeks": (1, 53),
    "years": (0, 9999),
    "weekyears": (0, 9999),
}
_UNKNOWN_FIELDS = {"id", "yearsdays"}
"""`yearsdays` is what the crm shell writes, and what Pacemaker does not know."""
_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)
_ODD = re.compile(r"[^0-9\s-]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?", re.ASCII)


class Fault(NamedTuple):
    """A fault of a rule: what is wrong, and what the rule does for it."""

    message: str
    at: Span
    why: str
    fix: Fix | None = None


def faults(pacemaker: Pacemaker) -> Iterator[Fault]:
    set_names = {name for node in pacemaker.nodes for name in node.attributes.names()}
    newer = pacemaker.target.since("3.0")
    for element in pacemaker.elements:
        if element.tag == "expression":
            yield from _attribute(element, set_names)
            yield from _value(element, newer=newer)
        elif element.tag == "date_spec":
            yield from _date_spec(element, newer=newer)
        elif element.tag == "date_expression":
            yield from _dates(element)
        elif element.tag == "rule":
            yield from _names(element)
        elif element.tag == "rsc_location":
            yield from _scores(element, newer=newer)


def _attribute(expression: Element, set_names: set[str]) -> Iterator[Fault]:
    name = expression.get("attribute") or ""
    if name in BUILTIN or name in set_names or _OTHERS.match(name):
        return
    meant = None
    if name == "uname":
        meant = "#uname"
    elif name.startswith("#"):
        same = [one for one in BUILTIN if one == name.lower().replace("_", "-")]
        meant = same[0] if same else suggest(name, BUILTIN)
    if meant:
        yield Fault(
            f"'{name}' is an attribute that nothing sets; the name known to rules is '{meant}'",
            expression.place("attribute"),
            "the expression is never what was meant: for a node without the attribute eq is false",
            fix(f"write {meant}", set_value(expression, "attribute", meant)),
        )


def _value(expression: Element, *, newer: bool) -> Iterator[Fault]:
    name, operation = expression.get("attribute") or "", expression.get("operation") or ""
    unary = operation.lower() in ("defined", "not_defined")
    if not unary and expression.get("value") is None and operation:
        then = "never true" if newer else "true where the attribute is not set"
        yield Fault(
            f"'{name} {operation}' has no value",
            expression.span,
            f"the expression is {then}" + ("" if newer else ", with Pacemaker 3 never"),
        )
    elif unary and newer and expression.get("value") is not None:
        yield Fault(
            f"'{operation} {name}' takes no value",
            expression.place("value"),
            "Pacemaker 3 makes it never true",
        )


def _date_spec(spec: Element, *, newer: bool) -> Iterator[Fault]:
    if not set(spec.attributes) - _UNKNOWN_FIELDS:
        what = "has no field" if "yearsdays" not in spec.attributes else "has only 'yearsdays'"
        hint = ", which Pacemaker does not know (it is 'yeardays')"
        yield Fault(
            f"the date_spec {what}{hint if 'yearsdays' in spec.attributes else ''}",
            spec.span,
            "it is always true",
        )
    for name, (low, high) in _FIELDS.items():
        text = spec.get(name)
        found = _RANGE.fullmatch(text) if text is not None else None
        if text is None or (found is None and not _ODD.search(text)):
            continue
        at = spec.place(name)
        if found is None:
            then = "never true" if newer else "left out: true at any time; with Pacemaker 3 never"
            yield Fault(f"{name} takes a number or a range as {low}-{high}, not '{text}'", at, then)
            continue
        start, end = int(found[1]), int(found[2] or found[1])
        if start > end:
            yield Fault(
                f"{name} is '{text}', and a range does not go over the end",
                at,
                f"it is never true; take two rules, to {high} and from {low}",
            )
        elif start > high or end < low:
            yield Fault(f"{name} is '{text}': it goes from {low} to {high}", at, "it is never true")
        elif name == "weekdays" and start == 0:
            yield Fault(
                f"weekdays is '{text}': Monday is 1 and Sunday is 7", at, "Sunday is left out"
            )


def _dates(expression: Element) -> Iterator[Fault]:
    start, end = expression.get("start") or "", expression.get("end") or ""
    if not (_DATE.fullmatch(start) and _DATE.fullmatch(end)):
        return
    if start.replace("T", " ") > end.replace("T", " ") and not end.startswith(start):
        yield Fault(
            f"the range starts at '{start}', after its end at '{end}'",
            expression.place("start"),
            "it is never true",
        )


def _names(rule: Element) -> Iterator[Fault]:
    """`#uname eq a and #uname eq b` cannot be, `#uname ne a or #uname ne b` is always so."""
    either = (rule.get("boolean-op") or "and").lower() == "or"
    wanted = "ne" if either else "eq"
    found = [
        one
        for one in rule.all("expression")
        if one.get("attribute") == "#uname" and one.get("operation") == wanted and one.get("value")
    ]
    names = {(one.get("value") or "").lower() for one in found}
    if len(names) < 2 or any((one.get("value-source") or "literal") != "literal" for one in found):
        return
    first, second = found[0], next(o for o in found if o.get("value") != found[0].get("value"))
    joint = "or" if either else "and"
    yield Fault(
        f"'#uname {wanted} {first.get('value')} {joint} #uname {wanted} {second.get('value')}' is"
        f" {'always' if either else 'never'} true",
        first.span,
        "a name differs from one of the two at least: 'and' was meant"
        if either
        else "a node has one name: 'or' was meant",
        fix(
            f"write {'and' if either else 'or'}",
            set_value(rule, "boolean-op", "and" if either else "or"),
        )
        if len(rule.children) == 2
        else None,
    )


def _scores(location: Element, *, newer: bool) -> Iterator[Fault]:
    for rule in location.all("rule"):
        if not {"score", "score-attribute", "id-ref"} & set(rule.attributes):
            yield Fault(
                f"a rule of '{location.id}' has no score",
                rule.span,
                "the constraint is ignored" if newer else "0 is taken; Pacemaker 3 ignores it",
            )
