"""Causes before symptoms, and no symptom under a cause that it has nothing to do with."""

from __future__ import annotations

from hadoctor.cause import causes
from hadoctor.facts.node.place import said
from hadoctor.finding import Blocks, Finding, Reported, Severity

EXPLAINS = {
    "FEN023": ("RUN001",),
    "RES005": ("RUN006",),
    "RUN001": ("RUN002", "RUN004", "RUN006", "RUN008"),
    "RUN004": ("RUN002", "RUN009"),
    "RUN010": ("RUN004", "RUN009"),
}


def told(
    code: str,
    message: str,
    severity: Severity = Severity.ERROR,
    at: str = "crm_mon",
    blocks: Blocks | None = None,
) -> Reported:
    return Reported(code, code, severity, Finding(message, said(at, "x"), blocks=blocks))


def tree(*findings: Reported) -> list[tuple[str, list[str]]]:
    found = causes(findings, lambda code: EXPLAINS.get(code, ()))
    return [(c.finding.code, [f.code for f in c.follows]) for c in found]


def test_a_resource_explains_itself_only() -> None:
    cause = told("RES005", "'vip': ip '10.0.0.300' is no IP address")
    own, other = told("RUN006", "resource 'vip' is stopped"), told("RUN006", "resource 'db' failed")
    assert tree(cause, own) == [("RES005", ["RUN006"])]
    assert tree(cause, other) == [("RES005", []), ("RUN006", [])]


def test_a_refused_file_explains_why_corosync_is_down() -> None:
    refused = told("COR013", "this } closes nothing", blocks=Blocks.LOAD)
    harmless = told("COR005", "'tokn' is unknown")
    down = told("RUN001", "corosync does not run")
    assert tree(refused, down) == [("COR013", ["RUN001"])]
    assert tree(harmless, down) == [("RUN001", []), ("COR005", [])]
    assert ("RUN001", []) in tree(refused, told("RUN001", "pacemaker does not run"))


def test_pacemaker_explains_nothing_of_corosync() -> None:
    down = told("RUN001", "pacemaker does not run")
    half = told("RUN004", "node 'b' is pending")
    missing = told("RUN004", "1 of the 2 nodes is no member: b", at="corosync-cmapctl")
    assert tree(down, half) == [("RUN001", ["RUN004"])]
    assert sorted(tree(down, missing)) == [("RUN001", []), ("RUN004", [])]


def test_what_is_so_now_comes_before_how_it_was_set_up_and_before_what_was() -> None:
    lint = told("OPS008", "'x': the monitor runs every '2s'", Severity.WARNING)
    stopped = told("RES022", "'x' is kept stopped", Severity.WARNING)
    past = told("RUN009", "links go down again and again", Severity.WARNING)
    assert [code for code, _ in tree(past, lint, stopped)] == ["RES022", "OPS008", "RUN009"]


def test_what_sbd_needs_explains_why_the_stack_is_down() -> None:
    none = told("FEN023", "sbd is started at boot, and this machine has no watchdog")
    both = (told("RUN001", "sbd does not run"), told("RUN001", "corosync-qdevice does not run"))
    assert tree(none, *both) == [("FEN023", ["RUN001"]), ("RUN001", [])]
