"""The verdicts on all configurations of a run."""

from __future__ import annotations

from collections.abc import Iterable

from hadoctor.facts import Unknown
from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.facts.pairs import pairs
from hadoctor.facts.subject import PACEMAKER, Subject
from hadoctor.model.cib.schemas import newest
from hadoctor.model.cib.text import render
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.target import PACEMAKERS
from hadoctor.verdict.survive import Configuration, judge
from hadoctor.verdict.types import Verdict

OLDEST = "pacemaker-3.0"
"""Every scheduler that prints XML knows this schema; roles with the old names are all that it has."""


def verdicts(subjects: Iterable[Subject]) -> tuple[Verdict, ...]:
    """One for each configuration of Pacemaker; of equal ones (the nodes of a cluster have copies) only
    for the first."""
    subjects = [subject for subject in subjects if subject.whole]
    found: list[Verdict] = []
    seen: set[str] = set()
    for corosync, subject in pairs(subjects):
        if subject is None or subject.language != PACEMAKER:
            continue
        configuration = _configuration(subject, corosync)
        if isinstance(configuration, Verdict):
            found.append(configuration)
            continue
        text = render(configuration.pacemaker.configuration)
        if text not in seen:
            seen.add(text)
            found.append(judge(configuration))
    return tuple(found)


def _configuration(subject: Subject, partner: Subject | None) -> Configuration | Verdict:
    path = subject.input.path
    file, pacemaker = subject.facts.get(PacemakerFile), subject.facts.get(Pacemaker)
    if isinstance(file, Unknown):
        return Verdict(path, unchecked=file.why)
    if isinstance(pacemaker, Unknown):
        return Verdict(path, unchecked=pacemaker.why)
    if file.session is not None:
        return Verdict(path, unchecked="it is a pasted session, not a configuration")
    if not file.accepted:
        who = (
            "the crm shell refuses this text" if file.notation == "crm" else "Pacemaker refuses it"
        )
        return Verdict(path, unchecked=who)
    if not pacemaker.whole:
        return Verdict(path, unchecked="it is a part of a configuration")
    corosync = partner.facts.get(Corosync) if partner is not None else None
    return Configuration(
        path,
        pacemaker,
        corosync if isinstance(corosync, Corosync) else None,
        file.cib,
        _schemas(file),
    )


def _schemas(file: PacemakerFile) -> tuple[str, ...]:
    named = file.cib.get("validate-with") if file.cib is not None else None
    if named is not None:
        return (named,)
    # What is judged for one release may be simulated by another.
    releases = (file.targets.pacemaker, *PACEMAKERS.values())
    newest_first = [newest(release) for release in releases]
    return tuple(dict.fromkeys([newest_first[0], *newest_first[1:], OLDEST]))
