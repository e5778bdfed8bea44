"""Which resources the cluster watches. Tried with crm_simulate of 2.1.5: a monitor without a role does
not run for promoted instances, one for a role runs in that role only."""

from __future__ import annotations

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.known import is_agent, known, plain
from hadoctor.model.pacemaker.operations import Operation
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import PROMOTED, Resource
from hadoctor.model.pacemaker.timing import interval, recurring

_SYSTEMD = ("60s", "100s")
"""What the crm shell and pcs advise for the monitor of a systemd unit."""


def unwatched(pacemaker: Pacemaker) -> list[Resource]:
    """The services without any monitor that recurs."""
    return [
        one
        for one in pacemaker.services
        if one.agent is not None
        and not any(_may_recur(pacemaker, operation) for operation in one.operations)
        and _managed(one)
        and not is_agent(one, "ocf:pacemaker:remote", "ocf:heartbeat:MailTo")
    ]


def _may_recur(pacemaker: Pacemaker, operation: Operation) -> bool:
    """Whether an operation is a monitor that recurs, or is meant to: what cannot be read, or is
    switched off, is another rule's."""
    if operation.name.lower() != "monitor":
        return False
    return interval(operation.interval, pacemaker.target) != 0


def _managed(one: Resource) -> bool:
    return values.boolean(plain(one.meta("is-managed")) or "true") is True


def unpromoted_only(pacemaker: Pacemaker) -> list[Resource]:
    """Resources that are promoted and have monitors, but none for that role."""
    found = []
    for one in pacemaker.services:
        agent = known(one)
        if one.promotable is True and (agent is None or agent.promotable):
            monitors = recurring(pacemaker, one)
            roles = {(operation.role or "").lower() for operation, _ in monitors}
            if monitors and not roles & set(PROMOTED):
                found.append(one)
    return found


def advised(one: Resource) -> tuple[str, str] | None:
    """Interval and timeout of the monitor that its agent advises; None where that is not known."""
    if one.agent is not None and one.agent.class_ == "systemd":
        return _SYSTEMD
    agent = known(one)
    found = agent.advice("monitor") if agent is not None else None
    if found is None or not found.interval or found.role or one.promotable is not False:
        return None
    return found.interval, found.timeout
