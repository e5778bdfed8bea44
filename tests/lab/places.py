"""Where the clusters of the lab are found from outside: a folder for each, while it runs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

CLUSTERS = Path("/run/hadoctor-lab")
# A cluster's control groups have its name after this.
GROUP_PREFIX = "hadoctor-lab-"
# Within that time, in seconds, a supervisor has written down its state or given up.
STARTING = 120.0


def place(name: str) -> Path:
    """The folder of a cluster."""
    return CLUSTERS / name


def plan_file(name: str) -> Path:
    """The plan, for the supervisor that is started with it."""
    return place(name) / "plan.json"


def log(name: str) -> Path:
    """What the supervisor complains about."""
    return place(name) / "log"


def control(name: str) -> Path:
    """The socket on which its supervisor listens."""
    return place(name) / "control"


def state(name: str) -> dict[str, Any]:
    """What its supervisor wrote down last: the plan, and the pids. Empty when there is none."""
    try:
        read: dict[str, Any] = json.loads((place(name) / "state.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return read


def write_state(name: str, content: dict[str, Any]) -> None:
    """Write it down, all at once."""
    new = place(name) / "state.new"
    new.write_text(json.dumps(content), encoding="utf-8")
    new.rename(place(name) / "state.json")


def names() -> Iterator[str]:
    """All clusters that have a folder."""
    if CLUSTERS.is_dir():
        yield from sorted(entry.name for entry in CLUSTERS.iterdir())


def alive(pid: int, started: str) -> bool:
    """Whether this process runs, and is the one that started at that time (clock ticks)."""
    return birth(pid) == started


def birth(pid: int | str, proc: str = "/proc") -> str | None:
    """When a process started: with its pid, that names it beyond doubt."""
    try:
        stat = Path(proc, str(pid), "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The name, in brackets, may hold anything. Field 22 counts from 1, and two are cut off.
    after = stat[stat.rindex(")") + 2 :].split()
    return None if after[0] == "Z" else after[19]


def group(name: str) -> Path | None:
    """The control group (version 2) of a cluster, or None where the machine has none."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        fields, _, file_system = line.partition(" - ")
        if file_system.startswith("cgroup2 ") and fields.split()[3] == "/":
            return Path(fields.split()[4], GROUP_PREFIX + name)
    return None


def remove(name: str) -> None:
    """Remove a cluster's folder, if nothing is left in it; never what may still be mounted there."""
    for file in ("control", "log", "plan.json", "state.json", "state.new"):
        with suppress(OSError):
            (place(name) / file).unlink()
    for folder in (place(name) / "work", place(name), CLUSTERS):
        with suppress(OSError):
            folder.rmdir()


def sweep(name: str) -> None:
    """Remove what a supervisor that was killed could not remove."""
    from .machine import remove_group

    group_of_it = group(name)
    if group_of_it is not None:
        remove_group(group_of_it)
    remove(name)


def sweep_dead() -> None:
    """Remove what all supervisors left that are no more."""
    for name in names():
        known = state(name)
        try:
            age = time.time() - place(name).stat().st_mtime
        except FileNotFoundError:
            continue
        if not alive(known["pid"], known["birth"]) if known else age > STARTING:
            sweep(name)
