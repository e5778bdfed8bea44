"""A stack that is down is started, where nothing that can be known speaks against it."""

from hadoctor.facts import Unknown
from hadoctor.facts.node.services import Services
from hadoctor.facts.node.stack import Stack
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import Disruption, Run

CONF = "/etc/corosync/corosync.conf"
_RISK = (
    "the node joins the cluster, which may move resources to it or fence it; what is started is not"
    " stopped again by hadoctor"
)


@repairs("RUN001")
def start(need: Need, stack: Stack, services: Services) -> Repairs:
    """Never where a daemon is there already, in whatever state: that is not started again."""
    if not services.systemd or stack.sbd is not None:
        return
    names = []
    if stack.corosync is None and stack.pacemaker is None:
        tested = need.world.run("corosync", "-t", "-c", CONF)
        if isinstance(tested, Unknown) or not tested.ok:
            return
        names.append("corosync")
    elif stack.corosync is None:
        return
    if stack.pacemaker is None and stack.pacemaker_installed and stack.pacemaker_used:
        names.append("pacemaker")
    units = [services.get(name) for name in names]
    if not names or any(unit is None or unit.state == "masked" for unit in units):
        return
    steps = []
    for unit in units:
        if unit is not None and (unit.active == "failed" or unit.result == "start-limit-hit"):
            steps.append(Run(("systemctl", "reset-failed", unit.name)))
    steps += [Run(("systemctl", "start", name), limit=60.0) for name in names]
    yield need.repair(
        f"start {' and '.join(names)}",
        *steps,
        cures=tuple(r for r in need.found if any(n in r.finding.message for n in names)),
        disruption=Disruption.FAILOVER,
        risk=_RISK,
        settle=40.0,
    )
