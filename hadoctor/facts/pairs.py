"""Which corosync.conf and which CIB are of one cluster."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hadoctor.facts import Unknown
from hadoctor.facts.subject import COROSYNC, PACEMAKER, Subject

if TYPE_CHECKING:
    from hadoctor.model.corosync import Corosync

Pair = tuple[Subject | None, Subject | None]


def pairs(subjects: Iterable[Subject]) -> Iterator[Pair]:
    """Each configuration of Pacemaker with its corosync.conf, and those that have no partner.

    Those of one node belong together. Others do when there is only one cluster in the run, when the CIB
    says the cluster's name, or when they lie in the same folder; where that leaves a choice, nobody is
    paired.
    """
    subjects = list(subjects)
    candidates = list(_candidates(subjects))
    paired: set[str] = set()
    for subject in subjects:
        if subject.language == PACEMAKER:
            partner = _partner(subject, candidates)
            if partner is not None:
                paired.add(partner.input.path)
            yield partner, subject
    yield from ((s, None) for s, _ in candidates if s.input.path not in paired)


def _candidates(subjects: list[Subject]) -> Iterator[tuple[Subject, Corosync]]:
    for subject in subjects:
        if subject.language == COROSYNC:
            from hadoctor.model.corosync import Corosync

            corosync = subject.facts.get(Corosync)
            if isinstance(corosync, Corosync):
                yield subject, corosync


def _partner(subject: Subject, candidates: list[tuple[Subject, Corosync]]) -> Subject | None:
    from hadoctor.model.pacemaker.pacemaker import Pacemaker

    pacemaker = subject.facts.get(Pacemaker)
    if isinstance(pacemaker, Unknown):
        return None
    if subject.saved:
        return next((s for s, _ in candidates if s.saved == subject.saved), None)
    candidates = [(s, c) for s, c in candidates if not s.saved]
    here = os.path.dirname(subject.input.path)
    near = [s for s, _ in candidates if os.path.dirname(s.input.path) == here]
    if len(near) == 1:
        return near[0]
    setting = pacemaker.property("cluster-name")
    if setting is not None:
        named = [s for s, c in candidates if c.text("totem.cluster_name") == setting.value]
        if named:
            return named[0]
    names = {c.text("totem.cluster_name") for _, c in candidates}
    if len(candidates) == 1 or (len(names) == 1 and None not in names):
        return candidates[0][0]
    return None
