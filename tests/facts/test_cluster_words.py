"""What is made of what a running cluster says: differences, missing daemons, standing still, fencing."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.cib import subject as of_cib
from hadoctor.facts.node.absent import absent, half
from hadoctor.facts.node.cluster import ClusterState, FailCount, Failure, NodeState, ResourceState
from hadoctor.facts.node.down import down, mute, silent
from hadoctor.facts.node.drift import differences, refused_reload, versions
from hadoctor.facts.node.fencers import past, uncovered, unregistered
from hadoctor.facts.node.fencing import Coverage, FenceDevices, FenceEvent, FenceHistory
from hadoctor.facts.node.links import KnetLinks, LinkState
from hadoctor.facts.node.qdevice import QdeviceState
from hadoctor.facts.node.quorum import QuorumState, Voter
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.services import Service, Services
from hadoctor.facts.node.stack import Process, Stack
from hadoctor.facts.node.standstill import standing_still
from hadoctor.facts.node.trouble import Grade, troubles
from hadoctor.facts.node.unquorate import reasons
from hadoctor.facts.subject import Subject
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.target import DEFAULT, DEFAULTS

NODES = """nodelist {
 node {
  name: a
  nodeid: 1
  ring0_addr: 10.0.0.1
 }
 node {
  name: b
  nodeid: 2
  ring0_addr: 10.0.0.2
 }
}
"""
RUNNING = {
    "totem.version": "2",
    "nodelist.local_node_pos": "0",
    "nodelist.node.0.name": "a",
    "nodelist.node.0.nodeid": "1",
    "nodelist.node.0.ring0_addr": "10.0.0.1",
    "nodelist.node.1.name": "b",
    "nodelist.node.1.nodeid": "2",
    "nodelist.node.1.ring0_addr": "10.0.0.2",
    "runtime.members.1.status": "joined",
    "runtime.members.2.status": "joined",
}


def changed(text: str, **keys: str | None) -> list[str]:
    """The keys that differ; a key has `_` for `.` here."""
    document = parse(Source("corosync.conf", text.encode()), DEFAULT)
    running = dict(RUNNING)
    for key, value in keys.items():
        if value is None:
            del running[key.replace("_", ".")]
        else:
            running[key.replace("_", ".")] = value
    return [d.key for d in differences(Corosync(document, DEFAULT), RunningMap(running))]


def test_differences() -> None:
    head = "totem {\n version: 2\n"
    assert changed(head + "}\n" + NODES) == []
    assert changed(head + " token: 5000\n}\n" + NODES) == ["totem.token"]
    assert changed(head + " token: 5000\n}\n" + NODES, totem_token="5000") == []
    assert changed(head + "}\n" + NODES, totem_token="5000") == ["totem.token"]
    assert changed(head + "}\n" + NODES, totem_transport="udpu") == ["totem.transport"]
    # What the daemon writes itself.
    bind = head + " interface {\n  linknumber: 0\n  bindnetaddr: 10.0.0.0\n }\n}\n" + NODES
    assert changed(bind, totem_interface_0_bindnetaddr="10.0.0.1") == []
    # A key in the file that the daemon cannot store is no key that was taken out.
    assert changed(head + " token: 5s\n}\n" + NODES, totem_token="5000") == []
    # A secret is not compared, as only stars are known of it.
    assert changed(head + " key: abc\n}\n" + NODES, totem_key="********") == []


def test_the_order_of_nodes_means_nothing() -> None:
    first, second = NODES.split(" node {\n")[1:]
    swapped = "nodelist {\n node {\n" + second.replace("}\n}", "}") + " node {\n" + first + "}\n"
    assert changed("totem {\n version: 2\n}\n" + swapped) == []


def test_signs_of_reloads() -> None:
    assert refused_reload(RunningMap({"config.totemconfig_reload_in_progress": "1"}))
    assert not refused_reload(RunningMap({"config.totemconfig_reload_in_progress": "0"}))
    members = {"runtime.members.1.status": "joined", "runtime.members.2.status": "joined"}
    same = {f"runtime.members.{n}.config_version": "3" for n in (1, 2)}
    assert not list(versions(RunningMap({**members, **same})))
    other = {**members, **same, "runtime.members.2.config_version": "4"}
    assert list(versions(RunningMap(other))) == [(1, 3), (2, 4)]


def said(*processes: str, services: tuple[Service, ...] = (), device: bool = False) -> list[str]:
    stack = Stack(tuple(Process(name, n + 10) for n, name in enumerate(processes)))
    return [d.message for d in down(stack, Services(services), device=device)]


WHOLE = (
    "corosync pacemakerd pacemaker-based pacemaker-fence pacemaker-execd pacemaker-attrd"
    " pacemaker-sched pacemaker-contr"
).split()


def test_missing_daemons() -> None:
    assert said(*WHOLE) == []
    assert said() == ["corosync does not run"]
    failed = Service("corosync", active="failed", result="exit-code")
    assert said(services=(failed,)) == [
        "corosync does not run: systemd calls it failed (exit-code)"
    ]
    assert said("corosync") == ["pacemaker does not run"]
    assert said(*WHOLE[:-1]) == [
        "pacemakerd runs, and of its daemons pacemaker-controld does not",
    ]
    # 1.1 has daemons of other names.
    assert said("corosync", "pacemakerd") == []
    sbd = Service("sbd", enabled=True, active="failed")
    assert said(*WHOLE, services=(sbd,)) == ["sbd does not run: systemd calls it failed (failed)"]
    assert said(*WHOLE, device=True) == ["corosync-qdevice does not run"]
    by_hand = Service("corosync", active="inactive")
    assert said(*WHOLE, services=(by_hand,)) == [
        "corosync runs (process 10), and systemd calls it inactive"
    ]
    masked = Service("pacemaker", enabled=False, state="masked", active="inactive")
    assert said("corosync", services=(masked,)) == [
        "pacemaker does not run: its unit is masked, so that nothing can start it"
    ]
    nowhere = Service(
        "corosync", active="failed", result="exit-code", status=203, drop_ins=("/etc/x.conf",)
    )
    assert said(services=(nowhere,)) == [
        "corosync does not run: systemd calls it failed (exit-code, 203: systemd cannot execute its"
        " program), with /etc/x.conf"
    ]
    unused = Stack((Process("corosync", 1),), pacemaker_used=False)
    assert not list(down(unused, Services()))


def test_a_file_that_is_gone() -> None:
    nothing = Stack((), configured=False)
    runs = nothing._replace(processes=(Process("corosync", 7),))
    elsewhere = nothing._replace(processes=(Process("corosync", 7, "/etc/other.conf"),))
    boots = Services((Service("pacemaker", enabled=True),))
    assert not list(down(nothing, Services()))
    assert not list(down(nothing._replace(pacemaker_used=False), boots))
    assert not list(down(elsewhere, boots))
    assert [d.line for d in down(nothing, boots)] == ["/etc/corosync/corosync.conf does not exist"]
    assert [d.message for d in down(runs, Services())] == [
        "corosync runs (process 7), and its file is gone"
    ]


def test_a_daemon_that_is_stopped_by_a_signal() -> None:
    def stack(state: str) -> Stack:
        frozen = Process("pacemaker-fence", 9, state=state)
        return Stack((*(Process(n, 8) for n in WHOLE if n != "pacemaker-fence"), frozen))

    assert not list(down(stack("D"), Services()))
    assert [d.message for d in down(stack("T"), Services())] == [
        "pacemaker-fenced is stopped by a signal (process 9)"
    ]
    why = "crm_mon did not answer in 10 s"
    assert mute(stack("S"), why)
    assert not mute(stack("T"), why)
    assert not mute(stack("S"), "crm_mon: Connection refused")
    assert not mute(Stack((Process("corosync", 7),)), why)


def test_a_daemon_that_hangs() -> None:
    stack = Stack((Process("corosync", 7),))
    assert silent(stack, "corosync-cmapctl did not answer in 5 s")
    assert silent(stack, "corosync-cmapctl: Failed to initialize: CS_ERR_TRY_AGAIN")
    assert not silent(stack, "corosync-cmapctl: CS_ERR_ACCESS")
    assert not silent(Stack(()), "corosync-cmapctl did not answer in 5 s")


def test_missing_votes() -> None:
    running = RunningMap(RUNNING)
    device = QuorumState(False, expected=3, total=1, quorum=2, flags=("Qdevice",))
    device = device._replace(voters=(Voter(1, 1), Voter(0, 0)))
    state = QdeviceState("Net", "Connect failed", "10.0.0.9:5403")
    assert reasons(device, running, state) == (
        "1 vote of 3, 2 needed; missing: b",
        "the quorum device gives no vote (connect failed, 10.0.0.9:5403)",
    )
    ghost = QuorumState(False, expected=4, total=2, quorum=3, voters=(Voter(1, 1), Voter(2, 1)))
    assert reasons(ghost, running, None) == (
        "2 votes of 4, 3 needed",
        "4 votes are expected, and the nodes of the nodelist have 2",
    )


def test_missing_nodes() -> None:
    running = RunningMap({**RUNNING, "runtime.members.2.status": "left"})
    links = KnetLinks((LinkState(2, 0, False), LinkState(2, 1, True)))
    (gone,) = absent(running, links)
    assert gone.said == "b has left, although link 1 to it is connected"
    assert not absent(RunningMap({}), None)
    waiting = ClusterState("", nodes=(NodeState("b", False, pending=True, id="2"),))
    assert [h.grave for h in half(running, waiting)] == [False, True]


def state(*resources: ResourceState, **more: object) -> ClusterState:
    nodes = (NodeState("a", True), NodeState("b", True))
    return ClusterState("a", nodes=nodes, resources=resources)._replace(**more)  # type: ignore[arg-type]


def test_grades_of_trouble() -> None:
    runs = ResourceState("web", "ocf:x:y", "Started", ("a",))
    old = Failure("web", "monitor", "a", 7, "not running")
    healed = state(runs, failures=(old,), fail_counts=(FailCount("web", "a", 1, 1000000),))
    assert [t.grade for t in troubles(healed)] == [Grade.HEALED]
    away = state(runs, failures=(old,), fail_counts=(FailCount("web", "b", 3, 3),))
    assert [t.grade for t in troubles(away)] == [Grade.AWAY]
    assert [t.grade for t in troubles(state(runs._replace(nodes=("a", "b"))))] == [Grade.BROKEN]
    # On a node that is unclean it may or may not run.
    lost = (NodeState("a", True), NodeState("b", False, unclean=True))
    assert not list(troubles(state(runs._replace(nodes=("a", "b")), nodes=lost)))
    copies = [runs._replace(id="p:0", around="clone"), runs._replace(id="p:1", around="clone")]
    assert not list(troubles(state(*copies)))
    assert not list(troubles(state(runs._replace(failed=True, ignored=True))))


PLAIN = """<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1"><configuration>
<crm_config><cluster_property_set id="p"><nvpair id="p1" name="stonith-enabled" value="false"/>
</cluster_property_set></crm_config><nodes><node id="1" uname="a"/></nodes><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="Dummy"/>
<primitive id="db" class="ocf" provider="heartbeat" type="Dummy"/>
<primitive id="f" class="stonith" type="fence_ipmilan"/>
</resources><constraints>%s</constraints></configuration><status/></cib>"""


def configured(constraints: str = "") -> Pacemaker:
    found = of_cib(Source("cib.xml", (PLAIN % constraints).encode()), "cib", DEFAULTS)
    assert isinstance(found, Subject)
    pacemaker = found.facts.get(Pacemaker)
    assert not isinstance(pacemaker, Unknown)
    return pacemaker


def test_standing_still() -> None:
    web = ResourceState("web", "ocf:heartbeat:Dummy", "Stopped")
    db = ResourceState("db", "ocf:heartbeat:Dummy", "Stopped", target_role="Stopped")

    def still(constraints: str = "", **more: object) -> list[str]:
        return [c.id for c in standing_still(state(web, db, **more), configured(constraints))]

    assert still() == ["web"]
    ban = '<rsc_location id="l" rsc="web" node="a" score="-INFINITY"/>'
    assert still(ban) == ["web"]
    # It waits for what somebody has stopped.
    assert still('<rsc_order id="o" first="db" then="web"/>') == []
    night = (
        '<rsc_location id="l" rsc="web"><rule id="r" score="-INFINITY"><date_expression id="d"'
        ' operation="gt" start="2020-01-01"/></rule></rsc_location>'
    )
    assert still(night) == []
    assert still('<rsc_ticket id="t" rsc="web" ticket="T"/>') == []
    assert still(pending=("web",)) == []
    assert still(maintenance=True) == []
    assert still(quorate=False) == []
    assert still(nodes=(NodeState("a", True, standby=True),)) == []


def test_past_fencing() -> None:
    def event(status: str, time: str = "") -> FenceEvent:
        return FenceEvent("b", "reboot", status, completed=f"2026-11-25 04:{time}:00Z")

    online = state()
    failed = FenceHistory((event("failed", "33"),))
    assert [e.grave for e in past(failed, online)] == [False]
    assert [e.grave for e in past(failed, None)] == [True]
    assert not list(past(FenceHistory((event("success", "35"), event("failed", "33"))), online))
    often = FenceHistory(tuple(event("success", str(n)) for n in (35, 25, 15)))
    assert [e.message for e in past(often, online)] == [
        "'b' was fenced 3 times or more within an hour"
    ]
    assert not list(past(FenceHistory(often.events[:2]), online))


def test_devices() -> None:
    assert list(unregistered(FenceDevices(()), configured())) == ["f"]
    assert not list(unregistered(FenceDevices(("f",)), configured()))
    banned = configured('<rsc_location id="l" rsc="f" node="a" score="-INFINITY"/>')
    assert not list(unregistered(FenceDevices(()), banned))
    covered = FenceDevices(("f",), (Coverage("a", ("f",)), Coverage("b", ()), Coverage("r", ())))
    assert list(uncovered(covered, state(), configured(), "a")) == ["b"]
    # For itself a fencer cannot answer, nor for all where it does not know every device.
    assert not list(uncovered(covered, state(), configured(), "b"))
    few = covered._replace(registered=())
    assert not list(uncovered(few, state(), configured(), "a"))
