"""The facts of a corosync.conf and of what lies beside it, and of a file of uidgid.d."""

from __future__ import annotations

from hadoctor.facts import Facts
from hadoctor.facts.beside import beside as facts_beside
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.kinds import AuthkeyFile, DefaultsFile, ServiceFiles, UidgidFile
from hadoctor.facts.subject import Input, Subject
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.syntax.remarks import of_document
from hadoctor.target import Target


def subject(source: Source, target: Target, beside: str | None = None) -> Subject:
    """`beside`: the folder whose other files belong to it."""
    document = parse(source, target)
    known: dict[type, object] = {CorosyncFile: CorosyncFile(document, target)}
    if document.nesting_sure:
        corosync = Corosync(document, target)
        known[CorosyncFile] = known[Corosync] = corosync
    if beside is not None:
        known.update(facts_beside(beside, target))
    facts = Facts(known, frozenset((UidgidFile,)))
    return Subject(
        Input(source.name, "corosync.conf"),
        facts,
        beside,
        source=source,
        remarks=of_document(document),
    )


def uidgid(source: Source, target: Target) -> Subject:
    document = parse(source, target)
    beside = (AuthkeyFile, DefaultsFile, Hosts, Interfaces, ServiceFiles)
    foreign = frozenset((Corosync, CorosyncFile, *beside))
    facts = Facts({UidgidFile: UidgidFile(document)}, foreign)
    return Subject(Input(source.name, "uidgid.d"), facts, remarks=of_document(document))
