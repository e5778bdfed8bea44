"""The oracle: crm text goes in, what the real shell does with it comes out."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

DRIVER = Path(__file__).with_name("driver.py")
SYSTEM_PATH = os.pathsep.join(("/usr/sbin", "/usr/bin", "/sbin", "/bin"))
START = 60.0
"""Seconds until the driver must be ready: importing crmsh takes one, on a busy machine many."""
PATIENCE = 5.0


class ShellError(Exception):
    """The oracle itself failed; nothing is known about the file."""


class Verdict(NamedTuple):
    """What `crm -F configure load update` does with a file on an empty CIB.

    `stage` is where it stopped: ok; load (the shell refuses it), verify (its checks do, crmsh 5
    only), schema (the commit fails), crash (the shell dies of it), hung. `cib` is the canonical
    <configuration> that is then stored and `show` what `configure show` prints of it, None where
    it fails. `verify_ok`, where it was asked for: would it be committed without -F too?
    """

    accepted: bool
    stage: str
    cib: str | None = None
    show: str | None = None
    verify_ok: bool | None = None
    messages: tuple[str, ...] = ()


class Shown(NamedTuple):
    """What `crm configure show` prints of a CIB; `valid`: the schema allows the CIB."""

    valid: bool
    show: str | None
    messages: tuple[str, ...] = ()


def program(name: str) -> str | None:
    """The path of the system's own program: crmsh belongs to the system's Python."""
    return shutil.which(name, path=SYSTEM_PATH)


class Shell:
    """One crm shell without a cluster, from `with` to the end of the block.

    `limit` is the time that one file may take, in seconds. A file that takes longer or ends the
    driver is answered as such, and the next one finds a new driver. `modules` is a folder with
    another release's `crmsh`. Not for several threads.
    """

    def __init__(self, *, limit: int = 10, modules: Path | None = None) -> None:
        self.limit = limit
        self.modules = modules
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def load(self, data: bytes, *, real: bool = False, verify: bool = False) -> Verdict:
        """Load crm text into an empty CIB. `real`: let cibadmin store it, ten times slower."""
        encoded = base64.b64encode(data).decode("ascii")
        answer = self._ask({"data": encoded, "real": real, "verify": verify})
        if answer is None:
            return Verdict(False, "hung", messages=("the driver ended, or did not end in time",))
        known = (answer["accepted"], answer["stage"], answer["cib"], answer["show"])
        return Verdict(*known, answer["verify_ok"], _texts(answer))

    def load_all(self, files: Iterable[bytes]) -> list[Verdict]:
        return [self.load(data) for data in files]

    def print(self, cib: str, *, real: bool = False) -> Shown:
        """Show a CIB, or a <configuration> in an otherwise empty one. `real`: as cibadmin reads
        it, which refuses what the schema does not allow."""
        answer = self._ask({"cib": cib, "real": real})
        if answer is None:
            return Shown(False, None, ("the driver ended, or did not end in time",))
        return Shown(answer["valid"], answer["show"], _texts(answer))

    def _start(self) -> None:
        python = program("python3")
        if python is None:
            raise ShellError(f"no python3 in {SYSTEM_PATH}")
        environment = {"PATH": SYSTEM_PATH}
        if self.modules is not None:
            environment["PYTHONPATH"] = str(self.modules)
        self._process = subprocess.Popen(
            [python, "-B", str(DRIVER), str(self.limit)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # Ctrl-C is for the tests; they then close the oracle in an orderly way.
            start_new_session=True,
        )
        if self._answer(self._process, {"data": ""}, START) is None:
            self.close()
            raise ShellError("crmsh does not start; its standard error says why")

    def _ask(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """The answer; None where there is none, and then the driver is another one."""
        if self._process is None:
            raise ShellError("the oracle is not open: use it in a with block")
        answer = self._answer(self._process, request, 2.0 * self.limit)
        if answer is None:
            self._process.kill()
            self.close()
            self._start()
        return answer

    def _answer(
        self, process: subprocess.Popen[bytes], request: dict[str, Any], limit: float
    ) -> dict[str, Any] | None:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            return None
        # Each request has one answer of one line: when its beginning is there, so is the rest.
        if not select.select([process.stdout], [], [], limit)[0]:
            return None
        line = process.stdout.readline()
        answer: dict[str, Any] | None = json.loads(line) if line.endswith(b"\n") else None
        return answer


def _texts(answer: dict[str, Any]) -> tuple[str, ...]:
    return tuple(message["text"] for message in answer["messages"])
