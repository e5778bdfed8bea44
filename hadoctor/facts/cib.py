"""The facts of crm text and of CIB XML: both are a configuration of Pacemaker."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.facts import Facts
from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.facts.subject import PACEMAKER, Input, Subject
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.source import Source
from hadoctor.syntax.element import Element
from hadoctor.syntax.remarks import MARK, Remark
from hadoctor.target import Targets


def subject(source: Source, kind: str, targets: Targets) -> Subject | Input:
    return _crm(source, targets) if kind == "crm" else _cib(source, targets)


def _crm(source: Source, targets: Targets) -> Subject:
    from hadoctor.model.crm.load import load

    loaded = load(source, targets)
    file = PacemakerFile(
        loaded.source,
        "crm",
        loaded.refusals,
        targets,
        accepted=loaded.accepted,
        session=loaded.session,
        commented=loaded.commented,
        variables=loaded.variables,
    )
    pacemaker = Pacemaker(
        loaded.configuration,
        targets.pacemaker,
        notation="crm",
        partial=_is_partial(loaded.configuration) or loaded.session is not None,
        sure=loaded.understood,
    )
    remarks: list[Remark] = []
    if MARK in loaded.source.data:
        for statement in loaded.script.statements:
            first = loaded.source.line_number(statement.start)
            last = loaded.source.line_number(max(statement.start, statement.end - 1))
            for comment in statement.comments:
                at = loaded.source.span(comment.start, comment.end)
                remarks.append(Remark(comment.text.lstrip("#").strip(), at, first, last))
    return Subject(
        Input(source.name, "crm"),
        Facts({PacemakerFile: file, Pacemaker: pacemaker}),
        language=PACEMAKER,
        source=loaded.source,
        remarks=tuple(remarks),
    )


def _is_partial(configuration: Element) -> bool:
    """Whether a text seems to be a piece: a whole configuration has cluster properties (Pacemaker
    writes some itself), and nodes or resources."""
    filled = {section.tag for section in configuration.children if section.children}
    return "crm_config" not in filled or not filled & {"nodes", "resources"}


def _cib(source: Source, targets: Targets) -> Subject | Input:
    from hadoctor.model.cib.load import load

    loaded = load(source, targets)
    if loaded.foreign:
        return Input(source.name, "unknown", loaded.foreign)
    file = PacemakerFile(
        source, "cib", loaded.refusals, targets, accepted=loaded.accepted, cib=loaded.cib
    )
    known: dict[type, object] = {PacemakerFile: file}
    if loaded.configuration is not None:
        known[Pacemaker] = Pacemaker(
            loaded.configuration,
            targets.pacemaker,
            notation="cib",
            partial=not loaded.complete or _is_partial(loaded.configuration),
            sure=loaded.complete,
        )
    remarks = tuple(_remarks(loaded.root)) if MARK in source.data and loaded.root else ()
    return Subject(
        Input(source.name, "cib"),
        Facts(known),
        language=PACEMAKER,
        source=source,
        remarks=remarks,
    )


LONGEST = 5000
"""A comment in XML is about no more lines than this."""


def _remarks(root: Element) -> Iterator[Remark]:
    for element in root.walk():
        for comment in element.comments:
            if comment.before < len(element.children) and MARK.decode() in comment.text:
                target = element.children[comment.before]
                source = element.source
                first = source.line_number(target.start)
                last = min(source.line_number(max(target.start, target.end - 1)), first + LONGEST)
                at = source.span(comment.start, comment.end)
                yield Remark(comment.text.strip(), at, first, last)
