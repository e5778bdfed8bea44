"""However a cluster ends, nothing of it is left: no process, mount, interface, group or file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from . import places
from .cluster import CHECKOUT, Cluster
from .fixtures import lab
from .inside import ENVIRONMENT
from .lab import Lab
from .plan import Plan

__all__ = ["lab"]
LIMIT = 10.0
PROGRAM = """
import os, sys, time
from tests.lab.cluster import Cluster
from tests.lab.plan import Plan
cluster = Cluster(Plan(full=bool(int(sys.argv[1]))), sys.argv[2])
cluster.start()
print("started", flush=True)
time.sleep(600)
"""


def family(pid: int) -> set[tuple[int, str | None]]:
    """All living descendants of a process, beyond doubt."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return set()
    found = {(int(child), places.birth(child)) for child in children}
    return found.union(*(family(int(child)) for child in children))


def left(name: str, processes: set[tuple[int, str | None]]) -> list[str]:
    """What is left of a cluster."""
    found = [f"process {pid}" for pid, birth in processes if birth and places.birth(pid) == birth]
    group = places.group(name)
    if group is not None and group.exists():
        found.append(str(group))
    if places.place(name).exists():
        found.append(str(places.place(name)))
    for table in ("/proc/self/mounts", "/proc/net/dev"):
        text = Path(table).read_text()
        found += [f"in {table}: {word}" for word in (name, "n1e0", "br0:") if word in text]
    return found


def soon_nothing_left(name: str, processes: set[tuple[int, str | None]]) -> None:
    """The kernel needs a moment for what was killed."""
    deadline = time.monotonic() + LIMIT
    while problems := left(name, processes):
        assert time.monotonic() < deadline, problems
        time.sleep(0.02)


@pytest.mark.parametrize("full", [False, True])
def test_orderly_end(lab: Lab, full: bool) -> None:
    with lab.cluster(full=full, wait=False) as cluster:
        assert cluster._process is not None
        processes = family(cluster._process.pid)
        # The supervisor, and for each node its parent and its init, at least.
        assert len(processes) >= 5
        assert left(cluster.name, processes)
    assert left(cluster.name, processes) == []


def test_failing_test(lab: Lab) -> None:
    def failing_test(cluster: Cluster) -> None:
        with cluster:
            assert cluster._process is not None
            processes.update(family(cluster._process.pid))
            raise ZeroDivisionError

    processes: set[tuple[int, str | None]] = set()
    cluster = lab.cluster(wait=False)
    with pytest.raises(ZeroDivisionError):
        failing_test(cluster)
    assert left(cluster.name, processes) == []


@pytest.mark.parametrize("full", [False, True])
def test_killed_test(lab: Lab, full: bool) -> None:
    name = f"killed-{os.getpid()}-{full:d}"
    command = [sys.executable, "-B", "-c", PROGRAM, str(int(full)), name]
    with subprocess.Popen(
        command, cwd=CHECKOUT, env=ENVIRONMENT, stdout=subprocess.PIPE, start_new_session=True
    ) as test:
        assert test.stdout is not None
        assert test.stdout.readline() == b"started\n"
        processes = family(test.pid)
        assert len(processes) >= 6
        test.kill()
    soon_nothing_left(name, processes)


@pytest.mark.parametrize("full", [False, True])
def test_killed_supervisor(lab: Lab, full: bool) -> None:
    cluster = lab.cluster(full=full, wait=False)
    cluster.start()
    assert cluster._process is not None
    processes = family(cluster._process.pid)
    os.kill(places.state(cluster.name)["pid"], signal.SIGKILL)
    # The processes end by themselves; the folder and the groups are removed by who comes next.
    deadline = time.monotonic() + LIMIT
    while any("process" in what for what in left(cluster.name, processes)):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    places.sweep_dead()
    assert left(cluster.name, processes) == []
    cluster.close()


def test_one_name_one_cluster(lab: Lab) -> None:
    with lab.cluster(nodes=1, wait=False) as cluster:
        with pytest.raises(Exception, match="already"):
            Cluster(Plan(nodes=1), cluster.name).start()
        assert Cluster.running(cluster.name).plan == cluster.plan


def test_by_hand(lab: Lab) -> None:
    name = f"hand-{os.getpid()}"

    def lab_command(*argv: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-B", "-m", "tests.lab", *argv]
        return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60)

    try:
        up = lab_command("up", "--name", name, "--transport", "udpu")
        assert up.returncode == 0, up
        assert f"{name}: n1=" in lab_command("list").stdout
        assert lab_command("exec", "--name", name, "n2", "hostname").stdout == "n2\n"
        assert "br0" in lab_command("exec", "--name", name, "switch", "--", "ip", "link").stdout
        assert lab_command("sound", "--name", name).stdout == "sound\n"
        assert lab_command("power", "--name", name, "n2", "off").stdout == "off\n"
        assert "n2 is off" in lab_command("sound", "--name", name).stdout
    finally:
        down = lab_command("down", "--name", name)
    assert down.returncode == 0, down
    assert left(name, set()) == []
    assert lab_command("down", "--name", name).returncode == 2
