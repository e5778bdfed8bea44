"""Which daemons are missing that should run, and what the service manager says about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts.node.services import Service, Services
from hadoctor.facts.node.stack import OTHERS, Stack

CONF = "/etc/corosync/corosync.conf"
STATUS = {
    200: ", 200: the folder that it is to run in is not there",
    203: ", 203: systemd cannot execute its program",
    217: ", 217: its user is not known",
}
"""Exit codes that systemd itself gives, systemd.exec(5)."""
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
    corosync = stack.corosync
    if not stack.configured:
        yield from _lost_file(stack, services)
        return
    yield from _frozen(stack)
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


def _lost_file(stack: Stack, services: Services) -> Iterator[Down]:
    """Without a file there is no cluster, unless there was one."""
    corosync = stack.corosync
    boots = any(s.enabled for s in services.services if s.name in ("corosync", "pacemaker"))
    if corosync is not None and corosync.configuration in ("", CONF):
        message = f"corosync runs (process {corosync.pid}), and its file is gone"
        why = "it goes on with what it has read, and does not start again"
    elif corosync is None and stack.pacemaker_used and boots:
        message = "corosync does not run: its file is gone, and Pacemaker has a configuration here"
        why = "this node was in a cluster, and cannot join it again"
    else:
        return
    remedy = f"copy {CONF} of another node"
    yield Down(message, CONF, f"{CONF} does not exist", why, remedy)


def _frozen(stack: Stack) -> Iterator[Down]:
    """A daemon may be several processes."""
    stopped: dict[str, list[int]] = {}
    for process in stack.processes:
        if process.stopped and process.name not in OTHERS:
            stopped.setdefault(process.full_name, []).append(process.pid)
    for name, pids in stopped.items():
        yield Down(
            f"{name} is stopped by a signal (process {', '.join(map(str, pids))})",
            f"/proc/{pids[0]}/status",
            "State: T (stopped)",
            "it is there and does nothing: whoever waits for it waits in vain",
            f"find out who stopped it: kill -CONT {' '.join(map(str, pids))} lets it go on",
        )


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
        if unit.masked:
            remedy = f"find out who masked it: systemctl unmask {name}, then start it"
        elif unit.result == "start-limit-hit":
            remedy = (
                f"when its configuration is right: systemctl reset-failed {name}, then start it"
            )
    return Down(f"{name} does not run{addition}", origin, line, why, remedy)


def _state(unit: Service) -> str:
    if unit.masked:
        return ": its unit is masked, so that nothing can start it"
    if unit.result == "start-limit-hit":
        return ": systemd gave up after several failed starts (start-limit-hit)"
    if unit.active == "failed":
        how = f"{unit.result or 'failed'}{STATUS.get(unit.status, '')}"
        changed = f", with {', '.join(unit.drop_ins)}" if unit.drop_ins else ""
        return f": systemd calls it failed ({how}){changed}"
    if unit.active == "activating":
        return ": systemd is still starting it"
    return ", and is not started at boot" if unit.enabled is False else ""


def silent(stack: Stack, why: str) -> list[Down]:
    """corosync is there, and its tools get no answer."""
    corosync = stack.corosync
    if corosync is None or corosync.stopped or not any(word in why for word in HANGING):
        return []
    return [
        Down(
            f"corosync runs (process {corosync.pid}) and does not answer",
            "corosync-cmapctl",
            why,
            "it has not formed a ring yet, often because an own address is on no interface",
        )
    ]


def mute(stack: Stack, why: str) -> list[Down]:
    """Pacemaker's daemons are all there, and crm_mon waits for them in vain."""
    master = stack.pacemaker
    hangs = "did not answer" in why and not any(p.stopped for p in stack.processes)
    if master is None or stack.missing or stack.corosync is None or not hangs:
        return []
    return [
        Down(
            f"pacemakerd runs (process {master.pid}), and its daemons do not answer",
            "crm_mon -1 -r --output-as=xml",
            why,
            "nobody can tell what the cluster does: a daemon hangs, or the host is overloaded",
        )
    ]
