"""corosync.conf: fixes that leave its meaning, and the reload of what all nodes have."""

from hadoctor.engine import Report, run
from hadoctor.facts import Unknown
from hadoctor.facts.files import from_bytes
from hadoctor.facts.node.drift import differences
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.facts.node.running import RunningMap
from hadoctor.finding import Applicability
from hadoctor.fix import fix, usable
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.registry import chosen
from hadoctor.repair.disk import digest
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import FILE, Disruption, Protocol, Run, WriteFile

PATH = "/etc/corosync/corosync.conf"
SAFE = frozenset({Applicability.SAFE})
_ALL = "COR TOT NET QUO SEC".split()


@repairs(*_ALL)
def safe_fixes(need: Need, conf: CorosyncFile) -> Repairs:
    """Those of `check --fix`: the effective configuration stays, or nothing could start without them."""
    source = conf.source
    if source.name != PATH or need.world.read(PATH) != source.data:
        return
    cures = tuple(
        one
        for one in need.found
        if one.finding.at.source is source
        and one.finding.fix is not None
        and one.finding.fix.edits
        and one.finding.fix.applicability is Applicability.SAFE
    )
    if not cures:
        return
    rules = chosen((), ())

    def check(text: bytes) -> Report:
        return run([from_bytes(PATH, text, need.targets, None)], rules, need.targets)

    fixed = fix(source.data, check, SAFE)
    done = {(one.code, one.finding.message) for one in fixed.applied}
    cured = tuple(one for one in cures if (one.code, one.finding.message) in done)
    if fixed.data != source.data and cured and not usable(fixed.report, SAFE):
        yield need.repair(
            f"mend {PATH}, its meaning as it is",
            WriteFile(PATH, source.data, fixed.data, check=("corosync", "-t", "-c", FILE)),
            cures=cured,
            risk="the file belongs on every node: copy it there",
        )


@repairs("RUN003")
def reload(need: Need, corosync: Corosync, running: RunningMap, quorum: QuorumState) -> Repairs:
    found = differences(corosync, running)
    cures = tuple(r for r in need.found if "other settings than its file" in r.finding.message)
    if not found or not cures or corosync.source.name != PATH:
        return
    sum_ = digest(corosync.source.data)
    if not all(one.reloadable for one in found):
        yield _stop_of_all(need, corosync, [str(d) for d in found if not d.reloadable])
        return
    tested = need.world.run("corosync", "-t", "-c", PATH)
    missing = [n.name for n in running.nodes if n.nodeid not in running.joined]
    if isinstance(tested, Unknown) or not tested.ok or missing or not quorum.quorate:
        return
    yield need.repair(
        "let corosync read its file again, on all nodes at once",
        Run(("corosync-cfgtool", "-R"), limit=20.0),
        cures=cures,
        disruption=Disruption.RELOAD,
        risk=f"every node must hold this very file (sha256 {sum_[:16]}…): compare it first;"
        " a reload cannot be undone",
        settle=15.0,
    )


def _stop_of_all(need: Need, corosync: Corosync, keys: list[str]) -> Protocol:
    nodes = " ".join(node.label for node in corosync.nodes)
    return need.protocol(
        "bring the file of corosync into force on all nodes",
        "these keys need corosync to be stopped on all nodes: " + "; ".join(keys[:3]),
        f"the same {PATH} on {nodes}:",
        f"$ sha256sum {PATH}    # on every node",
        f"$ corosync -t -c {PATH}    # on every node",
        "resources go on running, and nobody watches them (not where DLM, GFS2 or SBD is used):",
        "$ crm configure property maintenance-mode=true    # once",
        "$ systemctl stop pacemaker    # on every node",
        "$ systemctl stop corosync    # on every node",
        "$ systemctl start corosync pacemaker    # on every node",
        "when all nodes are online, and nothing is about to move:",
        "$ crm_mon --one-shot",
        "$ crm_simulate --live-check --simulate",
        "$ crm configure property maintenance-mode=false    # once",
    )
