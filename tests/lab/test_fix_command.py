"""`hadoctor diagnose --fix` where something goes wrong, or somebody is in the way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .cluster import Cluster
from .faults import KEY
from .fingerprint import changes
from .fixtures import lab
from .lab import Lab
from .test_repairs import Fixed

__all__ = ["lab"]
CHECKOUT = Path(__file__).parent.parent.parent


@pytest.fixture
def cluster(lab: Lab) -> Cluster:
    return lab.shared(links=2, pacemaker=True)


def test_what_does_not_last_is_taken_back(cluster: Cluster) -> None:
    """Somebody opens the key again and again."""
    one = cluster["n1"]
    one.sh(
        f"chmod 644 {KEY}; (while sleep 0.02; do chmod 644 {KEY}; done) >/dev/null 2>&1 & echo $! > /tmp/pid"
    )
    try:
        before = one.fingerprint()
        done = Fixed(one, "--yes")
        assert done.ran.code == 5, done.ran
        assert done.states == ["undone"]
        assert "still found: SEC003" in done.report["repaired"][0]["why"]
        assert changes(before, one.fingerprint()) == []
    finally:
        one.sh(f"kill $(cat /tmp/pid); chmod 400 {KEY}")


def test_a_second_one_refuses(cluster: Cluster) -> None:
    one = cluster["n1"]
    one.sh(f"chmod 644 {KEY}; mkdir -p -m 700 /var/lib/hadoctor")
    one.sh("flock /var/lib/hadoctor/lock sleep 8 >/dev/null 2>&1 & sleep 0.3")
    try:
        before = one.fingerprint()
        done = one.hadoctor("diagnose", "--fix", "--yes")
        assert done.code == 3
        assert "another hadoctor is at work here" in done.err
        assert changes(before, one.fingerprint()) == []
        assert one.hadoctor("undo").code == 5
    finally:
        one.sh(f"chmod 400 {KEY}")


def test_killed_and_run_again(cluster: Cluster) -> None:
    """The first run is killed while it looks whether the repair has helped."""
    one = cluster["n1"]
    one.sh(f"flock -w 20 /var/lib/hadoctor/lock true; chmod 644 {KEY}")
    one.sh(f"(while sleep 0.02; do chmod 644 {KEY}; done) >/dev/null 2>&1 & echo $! > /tmp/pid")
    try:
        command = f"{sys.executable} -B -m hadoctor diagnose --fix --yes"
        one.sh(
            f"PYTHONPATH={CHECKOUT} {command} >/dev/null 2>&1 & pid=$!;"
            " for i in $(seq 100); do sleep 0.1;"
            " grep -q applied /var/lib/hadoctor/repairs/*/entry.json && break; done; kill -9 $pid",
            timeout=30,
        )
    finally:
        one.sh(f"kill $(cat /tmp/pid); chmod 644 {KEY}")
    assert "applied" in one.hadoctor("undo", "--list").out
    again = one.hadoctor("diagnose", "--fix", "--yes")
    assert "an interrupted repair was taken back" in again.out
    assert again.code == 0
    assert one.sh(f"stat -c %a {KEY}").out.strip() == "400"
    one.sh(f"chmod 400 {KEY}")


def test_an_ordinary_user_gets_a_plan(cluster: Cluster) -> None:
    one = cluster["n1"]
    paths = {str(p) for file in (sys.executable, CHECKOUT) for p in Path(file).resolve().parents}
    paths |= {str(p) for p in Path(sys.executable).parents} | {str(CHECKOUT)}
    one.sh(f"chmod o+rx {' '.join(paths)}; chmod 644 {KEY}")
    try:
        before = one.fingerprint()
        done = one.run(
            *("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
            *(sys.executable, "-B", "-m", "hadoctor", "diagnose", "--fix", "--yes"),
            env={"PYTHONPATH": str(CHECKOUT)},
            timeout=60,
        )
        assert done.code == 1, done
        assert "give /etc/corosync/authkey to root alone" in done.out
        assert "nothing was done: repairs need root" in done.out
        assert changes(before, one.fingerprint()) == []
    finally:
        one.sh(f"chmod 400 {KEY}")


def test_without_a_terminal_nothing_is_done(cluster: Cluster) -> None:
    one = cluster["n1"]
    one.sh(f"chmod 644 {KEY}")
    try:
        done = one.hadoctor("diagnose", "--fix")
        assert done.code == 1
        assert "there is no terminal to ask" in done.out
        assert one.sh(f"stat -c %a {KEY}").out.strip() == "644"
    finally:
        one.sh(f"chmod 400 {KEY}")
