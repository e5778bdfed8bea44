"""CIB XML to its `<configuration>`, and why Pacemaker would not take it."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.cib.schemas import NAMES, newest
from hadoctor.model.crm.refusal import Refusal, Stage, Topic
from hadoctor.source import Source
from hadoctor.syntax.element import Element
from hadoctor.syntax.xml import XmlProblem, parse
from hadoctor.target import DEFAULTS, Targets

ROOTS = ("cib", "configuration")


class LoadedCib(NamedTuple):
    root: Element | None
    cib: Element | None
    """None where the text begins with `<configuration>`."""
    configuration: Element | None
    refusals: tuple[Refusal, ...]
    complete: bool
    """Whether the text was read to its end."""
    foreign: str = ""
    """What the text is, where it is no CIB at all."""

    @property
    def accepted(self) -> bool:
        return not any(refusal.refused for refusal in self.refusals)


def load(source: Source, targets: Targets = DEFAULTS) -> LoadedCib:
    document = parse(source)
    root = document.root
    refusals = [_problem(problem) for problem in document.problems]
    if root is None:
        return LoadedCib(None, None, None, tuple(refusals), complete=False)
    if root.tag not in ROOTS:
        return LoadedCib(root, None, None, (), False, f"XML with <{root.tag}>, not a CIB")
    configuration = root if root.tag == "configuration" else root.first("configuration")
    cib = root if root.tag == "cib" else None
    if configuration is not None and document.complete:
        refusals += _schema(cib, configuration, targets)
    return LoadedCib(root, cib, configuration, tuple(refusals), document.complete)


def _problem(problem: XmlProblem) -> Refusal:
    if problem.fatal:
        return Refusal(Stage.SYNTAX, problem.message, problem.at)
    # Text between elements: Pacemaker drops it, but not a CDATA section.
    stage = Stage.SCHEMA if problem.refused else Stage.LOSS
    return Refusal(stage, problem.message, problem.at, about=Topic.SCHEMA)


def schema_name(cib: Element | None, targets: Targets) -> str | None:
    """The number of the schema that the CIB names (`3.9`); of one without, that of the target. None
    where it names one that nobody knows."""
    named = None if cib is None else cib.get("validate-with")
    if named is None:
        named = newest(targets.pacemaker)
    return named.removeprefix("pacemaker-") if named in NAMES else None


def _schema(cib: Element | None, configuration: Element, targets: Targets) -> list[Refusal]:
    from hadoctor.model.cib.schema import validate

    name = schema_name(cib, targets)
    return [] if name is None else list(validate(configuration, name))
