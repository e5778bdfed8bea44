"""Why there is no quorum: which vote is missing."""

from __future__ import annotations

from hadoctor.facts.node.qdevice import QdeviceState
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.facts.node.running import RunningMap


def reasons(
    quorum: QuorumState, running: RunningMap, device: QdeviceState | None
) -> tuple[str, ...]:
    """The main one first."""
    here = {voter.nodeid for voter in quorum.voters}
    missing = [node.name for node in running.nodes if node.nodeid and node.nodeid not in here]
    of_whom = f"; missing: {', '.join(missing)}" if missing else ""
    found: list[str] = []
    if quorum.total >= quorum.quorum > 0 and "WaitForAll" in quorum.flags:
        found.append(
            "it has started and waits until it has seen every node once (wait_for_all)" + of_whom
        )
    else:
        found.append(
            f"{_votes(quorum.total)} of {quorum.expected}, {quorum.quorum} needed" + of_whom
        )
    if "Qdevice" in quorum.flags and not any(v.nodeid == 0 and v.votes for v in quorum.voters):
        state = f" ({device.state.lower()}, {device.host})" if device and device.state else ""
        if device and device.state and not device.out_of_reach:
            found.append(
                f"the quorum device at {device.host} is there, and gives its vote to another part"
                " of the cluster, or to none yet"
            )
        else:
            found.append(f"the quorum device gives no vote{state}")
    listed = sum(node.votes for node in running.nodes)
    if running.nodes and quorum.expected > listed and "Qdevice" not in quorum.flags:
        found.append(
            f"{quorum.expected} votes are expected, and the nodes of the nodelist have {listed}"
        )
    return tuple(found)


def _votes(number: int) -> str:
    return f"{number} vote" if number == 1 else f"{number} votes"
