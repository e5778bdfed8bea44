"""What the history of fencing and the list of devices tell about the next time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.fencing import FenceDevices, FenceEvent, FenceHistory
from hadoctor.model.pacemaker.fence_device import fence_devices
from hadoctor.model.pacemaker.pacemaker import Pacemaker

LOOP = 3
LOOP_SECONDS = 3600
"""So many successes against one node in this time are no accident any more."""


class Past(NamedTuple):
    message: str
    line: str
    why: str
    grave: bool = False


def past(history: FenceHistory, cluster: ClusterState | None) -> Iterator[Past]:
    by_target: dict[str, list[FenceEvent]] = {}
    for event in history.events:
        by_target.setdefault(event.target, []).append(event)
    for target, events in by_target.items():
        pending = [e for e in events if e.status == "pending"]
        ended = [e for e in events if e.status != "pending"]
        if pending:
            by = f" ({pending[0].client})" if pending[0].client else ""
            yield Past(
                f"fencing of '{target}' is under way: {pending[0].action}{by}",
                _line(pending[0]),
                "until it has ended nothing of that node is recovered",
            )
        if ended and ended[0].status == "failed":
            yield _failed(target, ended[0], cluster)
        times = sorted(filter(None, (_seconds(e.completed) for e in ended if _reset(e))))
        windows = zip(times, times[LOOP - 1 :], strict=False)
        if any(last - first <= LOOP_SECONDS for first, last in windows):
            yield Past(
                f"'{target}' was fenced {LOOP} times or more within an hour",
                _line(ended[0]),
                "it comes back with what it was fenced for",
            )


def _failed(target: str, event: FenceEvent, cluster: ClusterState | None) -> Past:
    node = next((n for n in cluster.nodes if n.name == target), None) if cluster else None
    lost = node is None or node.unclean or not node.online
    reason = f" ({event.reason})" if event.reason else ""
    by = f" by {event.delegate}" if event.delegate else ""
    return Past(
        f"the last fencing of '{target}' has failed: {event.action}{by}, {event.completed}{reason}",
        _line(event),
        "nothing of that node is recovered before it is certain that it is off"
        if lost
        else "it is online again, and the next time may fail as well",
        grave=lost,
    )


def _reset(event: FenceEvent) -> bool:
    return event.status == "success" and event.action in ("reboot", "off")


def _line(event: FenceEvent) -> str:
    return f'action="{event.action}" target="{event.target}" status="{event.status}"'


def _seconds(text: str) -> float | None:
    """Seconds since the epoch of a time such as 2026-11-25 04:33:23Z."""
    from datetime import UTC, datetime

    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def unregistered(devices: FenceDevices, pacemaker: Pacemaker | None) -> Iterator[str]:
    """Devices of the configuration that the fencer should know. One that a constraint bans here, or
    that is stopped on purpose, it does not."""
    if pacemaker is None or not pacemaker.whole:
        return
    located = {member.name for one in pacemaker.locations for member in one.members()}
    if any(one.pattern for one in pacemaker.locations):
        return
    for device in fence_devices(pacemaker):
        names = {one.id for one in device.resource.lineage}
        unsure = device.resource.meta_depends("target-role") or device.resource.clone
        if not (names & located or device.disabled or unsure or device.id in devices.registered):
            yield device.id


def uncovered(
    devices: FenceDevices, cluster: ClusterState, pacemaker: Pacemaker | None, own: str | None
) -> Iterator[str]:
    """Nodes that run corosync and that no device can fence.

    A fencer knows no device that a constraint keeps from its node, as it is usual for the device that
    fences that very node: so it can answer for all only where it knows them all, and never for itself.
    """
    if pacemaker is None or not pacemaker.whole or not own:
        return
    usable = {device.id for device in fence_devices(pacemaker) if not device.disabled}
    if not usable or not usable.issubset(devices.registered):
        return
    members = {node.name for node in cluster.nodes if node.type == "member"}
    for one in devices.coverage:
        if one.node in members and one.node != own and not one.devices:
            yield one.node
