"""Which daemons are missing that should run, and what the service manager says about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts.node.services import Service, Services
from hadoctor.facts.node.stack import Stack

HANGING = ("did not answer", "TRY_AGAIN", "error 6", "timed out")
"""What corosync's tools, or the limit on them, say of a daemon that is there and not ready."""


class Down(NamedTuple):
    message: str
    origin: str
    """The command or path that told it."""
    line: str
    why: str
    remedy: str = ""
    matters: bool = True


def down(stack: Stack, services: Services, *, device: bool = False) -> Iterator[Down]:
    """`device`: whether a quorum device is configured that its daemon has to ask."""
    if not stack.configured:
        return
    corosync = stack.corosync
    if corosync is None:
        on = ", and pacemakerd runs on without it" if stack.pacemaker else ""
        yield _down(
            "corosync", services, on, "this node is in no cluster: nothing fails over to it"
        )
    else:
        unit = services.get("corosync")
        if unit is not None and services.systemd and unit.active in ("inactive", "failed"):
            yield Down(
                f"corosync runs (process {corosync.pid}), and systemd calls it {unit.active}",
                unit.origin or "systemctl show corosync",
                f"ActiveState={unit.active}",
                "it was started by hand: systemd neither stops it nor starts pacemaker with it",
                matters=False,
            )
        yield from _company(stack, services, device=device)


def _company(stack: Stack, services: Services, *, device: bool) -> Iterator[Down]:
    """What has to run beside corosync."""
    sbd = services.get("sbd")
    # That it is started at boot says nothing: Debian's package is so from the start, and corosync has
    # other users.
    if stack.pacemaker is None and stack.pacemaker_installed and stack.pacemaker_used:
        why = "the node is a member that runs and watches no resources"
        yield _down("pacemaker", services, "", why)
    elif stack.missing:
        missing = ", ".join(stack.missing)
        yield Down(
            f"pacemakerd runs, and of its daemons {missing} "
            + ("does not" if len(stack.missing) == 1 else "do not"),
            "/proc",
            f"no process {missing}",
            "the node cannot do its part in the cluster",
        )
    if stack.sbd is None and sbd is not None and sbd.enabled:
        why = "this node neither takes fencing requests from its devices nor feeds a watchdog"
        yield _down("sbd", services, "", why)
    if device and stack.process("corosync-qdevic") is None:
        why = "the quorum device gives this node no vote"
        yield _down("corosync-qdevice", services, "", why)


def _down(name: str, services: Services, addition: str, why: str) -> Down:
    unit = services.get(name)
    origin, line = "/proc", f"no process of {name}"
    remedy = f"when its configuration is right: systemctl start {name}"
    if unit is not None and services.systemd and unit.active:
        origin = unit.origin or f"systemctl show {name}"
        line = f"ActiveState={unit.active}" + (f" Result={unit.result}" if unit.result else "")
        addition = _state(unit) + addition
        if unit.result == "start-limit-hit":
            remedy = (
                f"when its configuration is right: systemctl reset-failed {name}, then start it"
            )
    return Down(f"{name} does not run{addition}", origin, line, why, remedy)


def _state(unit: Service) -> str:
    if unit.result == "start-limit-hit":
        return ": systemd gave up after several failed starts (start-limit-hit)"
    if unit.active == "failed":
        return f": its last start failed ({unit.result or 'failed'})"
    if unit.active == "activating":
        return ": systemd is still starting it"
    return ", and is not started at boot" if unit.enabled is False else ""


def silent(stack: Stack, why: str) -> list[Down]:
    """corosync is there, and its tools get no answer."""
    corosync = stack.corosync
    if corosync is None or not any(word in why for word in HANGING):
        return []
    return [
        Down(
            f"corosync runs (process {corosync.pid}) and does not answer",
            "corosync-cmapctl",
            why,
            "it has not formed a ring yet, often because an own address is on no interface",
        )
    ]
