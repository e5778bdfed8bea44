"""Daemons of the cluster that are down are started, where nothing that can be known speaks against it.

Nothing that runs is stopped or started again. A node that comes alone into a cluster that it believes to
be its own fences the others: what could lead there makes it a procedure for a human.
"""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.services import Service, Services
from hadoctor.facts.node.stack import DAEMONS, Stack
from hadoctor.finding import Reported, Severity
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.systemd import UnitState, forget_failure
from hadoctor.repair.step import Disruption, Protocol, Run, Step

CONF = "/etc/corosync/corosync.conf"
_RISK = (
    "the node joins the cluster, which may move resources to it or fence it; what is started is not"
    " stopped again by hadoctor"
)
_ERRORS = ("COR", "TOT", "NET", "QUO", "FW", "CLU", "SYS", "SEC005", "SEC006", "FEN006", "FEN023")
"""An error of these may keep the node from its peers, or the daemons from their start."""
_ALONE = ("QUO004", "PCM010")
"""With these a node that is alone believes that it may fence the others."""
_PEERS = ("RUN002", "RUN004")
"""Not all nodes are members, as a corosync that runs says."""
_NO_MATTER = ("QUO005",)
"""An error in the design, not one that the start makes worse."""
_FOREIGN = "corosync was not started by systemd, which would start another one"


@repairs("RUN001", *_ERRORS, *_ALONE, *_PEERS)
def start(need: Need, stack: Stack, services: Services) -> Repairs:
    down = tuple(one for one in need.found if one.code == "RUN001")
    names = [name for name in _wanted(stack) if _is_down(name, down)]
    if not names:
        return
    units = [unit for name in names if (unit := services.get(name)) is not None]
    cures = tuple(one for name in names for one in down if _is_down(name, (one,)))
    why = _against(need, stack, services, units)
    if not services.systemd or len(units) < len(names) or why:
        yield _by_hand(need, names, units, cures, why or "who starts it is not known here")
        return
    steps: list[Step] = []
    for unit in units:
        state = UnitState(unit.state, unit.active, unit.result)
        steps += forget_failure(unit.name, state)
    steps += [Run(("systemctl", "start", name), limit=60.0) for name in names]
    alone = names == ["corosync-qdevice"]
    yield need.repair(
        f"start {' and '.join(names)}",
        *steps,
        cures=cures,
        disruption=Disruption.RESTART if alone else Disruption.FAILOVER,
        risk="the vote of the quorum device counts from then on" if alone else _RISK,
        settle=40.0,
    )


def _wanted(stack: Stack) -> Iterator[str]:
    """In the order in which they start."""
    if stack.corosync is None:
        yield "corosync"
    if stack.process("corosync-qdevic") is None:
        yield "corosync-qdevice"
    if stack.pacemaker is None and stack.pacemaker_installed and stack.pacemaker_used:
        yield "pacemaker"


def _is_down(name: str, found: tuple[Reported, ...]) -> bool:
    """Where corosync is down, nothing is said of those that need it: they are down with it."""
    said = [one.finding.message for one in found]
    whole = any(one.startswith("corosync does not run") for one in said)
    return any(one.startswith(f"{name} does not run") for one in said) or (
        whole and name == "pacemaker"
    )


def _against(need: Need, stack: Stack, services: Services, units: list[Service]) -> str:
    """Why the daemons are not started by hadoctor."""
    for unit in units:
        if unit.state in ("masked", "masked-runtime"):
            return f"{unit.name} is masked: somebody has forbidden it to start"
        if unit.active not in ("inactive", "failed"):
            return f"systemd calls {unit.name} {unit.active}"
    left = [one.name for one in stack.processes if one.name in DAEMONS]
    if stack.pacemaker is None and left:
        return f"daemons of Pacemaker run without their master: {', '.join(left)}"
    if stack.corosync is None and stack.pacemaker is not None:
        return "pacemakerd still runs: it gives the node up when corosync comes back without it"
    own, sbd = services.get("corosync"), services.get("sbd")
    if stack.corosync is not None and own is not None and own.active != "active":
        return _FOREIGN
    if stack.sbd is not None or (sbd is not None and sbd.enabled):
        return "SBD is started with it, and arms the watchdog"
    return _findings(need, stack)


def _findings(need: Need, stack: Stack) -> str:
    for one in need.found:
        message = one.finding.message
        counts = one.severity is Severity.ERROR and one.code.startswith(_ERRORS)
        counts = counts or one.finding.blocks is not None or one.code in _ALONE
        if stack.corosync is not None:
            hangs = one.code == "RUN001" and one.severity is Severity.ERROR
            counts = counts or hangs or one.code in _PEERS
        if counts and one.code not in _NO_MATTER and "does not run" not in message:
            return f"{one.code} {message}"
    if stack.corosync is None:
        tested = need.world.run("corosync", "-t", "-c", CONF)
        if isinstance(tested, Unknown):
            return f"whether {CONF} is sound cannot be told: {tested.why}"
        if not tested.ok:
            return f"corosync refuses {CONF}"
    return ""


def _by_hand(
    need: Need, names: list[str], units: list[Service], cures: tuple[Reported, ...], why: str
) -> Protocol:
    masked = [unit.name for unit in units if unit.state.startswith("masked")]
    failed = [unit.name for unit in units if unit.result == "start-limit-hit"]
    return need.protocol(
        f"start {' and '.join(names)} on this node",
        why,
        "when that is settled, and the other nodes are seen to be sound:",
        "$ crm_mon --one-shot    # on one of them",
        *(["$ corosync -t"] if "corosync" in names else []),
        *(["$ corosync-cfgtool -H    # ends the one that runs"] if why == _FOREIGN else []),
        *(f"$ systemctl unmask {name}" for name in masked),
        *(f"$ systemctl reset-failed {name}" for name in failed),
        *(f"$ systemctl start {name}" for name in names),
        "$ corosync-quorumtool -s",
        cures=cures,
    )
