"""CPU seconds (user and system) of whole processes, children included."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def cpu(command: list[str], env: Mapping[str, str] | None = None) -> float:
    """One run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env={**environment(), **(env or {})}, **QUIET)  # type: ignore[call-overload]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_turn(commands: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of several rounds; each round runs every command once, after one to warm up."""
    seen: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, run in commands.items():
            seconds = run()
            if number:
                seen[name].append(seconds)
    return {name: statistics.median(values) for name, values in seen.items()}


def environment() -> dict[str, str]:
    """Byte code must be written and used: without it Python programs look three times dearer."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**env, "LC_ALL": "C.UTF-8"}


def beside(name: str) -> list[str]:
    """A program of the environment that runs this."""
    return [str(Path(sys.executable).parent / name)]
