"""Where resources may run in an opt-in cluster (symmetric-cluster=false).

A resource may run only on the nodes for which a location constraint gives it a score that is not
negative; 0 will do. What it is colocated with gives it no node, a location for the group does, and for
one member only to that member. Tried with crm_simulate of 2.1.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.constraints import Location
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource

_PATTERNS = 50
"""With more patterns it would take too long to say."""


def unplaced(pacemaker: Pacemaker) -> Iterator[Resource]:
    """The outermost resources for which no constraint allows any node."""
    allowed: set[str] = set()
    patterns: list[str] = []
    for location in pacemaker.locations:
        if not _allows(location):
            continue
        if location.pattern is not None:
            patterns.append(location.pattern)
        for member in location.members():
            allowed.update(r.id for r in pacemaker.named(member.name))
    if len(patterns) > _PATTERNS:
        return
    for resource in pacemaker.top:
        ids = {one.id for one in resource.walk()}
        if not ids & allowed and not any(_fits(p, id_) for p in patterns for id_ in ids):
            yield resource


def _allows(location: Location) -> bool:
    """Whether it gives a score that is not negative, or one that is not known from here."""
    scores = [rule.get("score") for rule in location.rules]
    scores += [one.element.get("score") for one in location.sets]
    scores.append(location.score_text)
    written = [score for score in scores if score is not None]
    if any(rule.get("score-attribute") for rule in location.rules) or not written:
        return True
    return any((values.score(score) or 0) >= 0 for score in written)


def _fits(pattern: str, id_: str) -> bool:
    """Whether a pattern may mean a resource; one that is not plain might."""
    plain = re.escape(pattern) == pattern or re.fullmatch(r"[\w.*^$+-]*", pattern, re.ASCII)
    # More than a few stars could take for ever to compare.
    if not plain or pattern.count("*") + pattern.count("+") > 3 or len(id_) > 200:
        return True
    try:
        return re.search(pattern, id_) is not None
    except re.error:
        return True
