"""The dead man's timer: takes a repair back unless it is stopped in time. It runs where the operator's
session cannot take it along: as a transient timer of systemd, else as a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys

import hadoctor
from hadoctor.facts import Unknown
from hadoctor.probe.world import ENVIRONMENT, find
from hadoctor.repair.disk import RefusedError

WATCHED = "watched"
_SYSTEMD = "/run/systemd/system"
_COMMANDS = frozenset(("systemd-run", "systemctl"))
_LIMIT = 10.0
"""Seconds that a command of systemd has."""


class Timer:
    def __init__(self, identity: str, base: str) -> None:
        self.identity = identity
        self.base = base
        self.unit = f"hadoctor-undo-{identity}"
        self._process: subprocess.Popen[bytes] | None = None
        self._systemd = False

    def start(self, seconds: int, *, watched: bool = False) -> None:
        """`watched`: it also comes as soon as this process is gone; it is then a process in any case.
        Raises RefusedError where no timer can be had: then nothing may be done."""
        if os.path.isdir(_SYSTEMD) and self._by_systemd(seconds):
            self._systemd = True
            if not watched:
                return
        try:
            self._process = subprocess.Popen(
                [*self._command(seconds), *([WATCHED] if watched else [])],
                # Nothing is ever written to the pipe; it ends with this process.
                stdin=subprocess.PIPE if watched else subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**ENVIRONMENT, "PYTHONPATH": _home()},
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            raise RefusedError(f"no timer to take it back: {error.strerror}") from error

    def _by_systemd(self, seconds: int) -> bool:
        options = (f"--on-active={seconds}", f"--unit={self.unit}", "--collect", "--quiet")
        settings = (f"--setenv=PYTHONPATH={_home()}", "--timer-property=AccuracySec=1s")
        return _ran("systemd-run", *options, *settings, *self._command(0))

    def stop(self) -> None:
        if self._systemd:
            _ran("systemctl", "stop", f"{self.unit}.timer")
        if self._process is not None:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()

    def _command(self, seconds: int) -> list[str]:
        own = [sys.executable, "-m", "hadoctor.repair.unattended"]
        return [*own, self.identity, str(seconds), self.base]


def _home() -> str:
    """Where this very hadoctor is imported from."""
    return os.path.dirname(os.path.dirname(os.path.abspath(hadoctor.__file__)))


def _ran(*command: str) -> bool:
    from hadoctor.probe.command import run

    program = find(command[0], _COMMANDS)
    if isinstance(program, Unknown):
        return False
    ran = run((program, *command[1:]), _LIMIT)
    return not isinstance(ran, Unknown) and ran.ok
