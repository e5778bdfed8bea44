"""What a rule is: a function that asks for facts by its parameters and yields findings, with a page.

    @rule("QUO002", severity=Severity.ERROR)
    def two_node_with_other_size(corosync: Corosync) -> Findings: ...

The module's docstring is the page. The rule's name is the function's, with dashes. An annotation
names the kind of fact; `Kind | Unknown` means that the rule can say something without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from hadoctor.finding import Finding, Severity, Unchecked

Findings = Iterator[Finding | Unchecked]
Check = Callable[..., Findings]


class Rule(NamedTuple):
    code: str
    name: str
    severity: Severity
    since: str
    """The version of hadoctor that had the rule first."""
    check: Check
    needs: dict[str, type]
    """Parameter name to kind of fact."""
    optional: frozenset[str]
    """The parameters that may be Unknown."""
    module: str
    explains: tuple[str, ...] = ()
    """The codes of findings that follow from a finding of this rule: the symptoms of this cause."""

    @property
    def page(self) -> str:
        import sys

        return sys.modules[self.module].__doc__ or ""

    @property
    def family(self) -> str:
        return self.code[:3]


def rule(
    code: str, *, severity: Severity, since: str = "0.1", explains: tuple[str, ...] = ()
) -> Callable[[Check], Rule]:
    """Makes a rule of a check function. Its annotations must be types, not strings."""

    def make(check: Check) -> Rule:
        needs, optional = fact_kinds(check.__annotations__)
        name = check.__name__.replace("_", "-")
        return Rule(
            code,
            name,
            severity,
            since,
            check,
            needs,
            optional,
            check.__module__,
            explains,
        )

    return make


def fact_kinds(annotations: dict[str, Any]) -> tuple[dict[str, type], frozenset[str]]:
    """What a function asks for, by the annotations of its parameters: the kinds of facts by parameter,
    and which of them it can do without."""
    needs: dict[str, type] = {}
    optional = set()
    for parameter, annotation in annotations.items():
        if parameter == "return":
            continue
        kind, may_miss = _fact(annotation)
        needs[parameter] = kind
        if may_miss:
            optional.add(parameter)
    return needs, frozenset(optional)


def _fact(annotation: Any) -> tuple[type, bool]:
    parts = getattr(annotation, "__args__", None)
    if parts is None:
        if not isinstance(annotation, type):
            raise TypeError(f"a rule asks for facts by their types, not by {annotation!r}")
        return annotation, False
    from hadoctor.facts import Unknown

    (kind,) = (part for part in parts if part is not Unknown)
    return kind, True
