"""Runs Pacemaker's scheduler, crm_simulate, on a CIB in a file of its own.

It is given a file and nothing else: it asks no cluster, runs no agent and fences nobody; what it would do
it only notes in a copy of the CIB. tests/verdict traces it: it starts no program and connects to none.
Program, arguments and environment are fixed; the CIB and the copies lie in a private folder that is
gone afterwards, as a CIB may hold passwords.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from types import TracebackType
from typing import NamedTuple, Self

from hadoctor.probe.world import ENVIRONMENT, FOLDERS

NAME = "crm_simulate"
SIZE_MAX = 64 * 1024 * 1024
"""Bytes of output that are read, and of CIBs that are written."""
MEMORY_MAX = 4 * 1024 * 1024 * 1024
ONE_RUN = 30.0
"""Seconds that one run has; a CIB with a thousand resources takes one."""


class SchedulerError(Exception):
    """There is no answer of the scheduler; the text says why."""


class Answer(NamedTuple):
    """What one run printed (XML), and the CIB as it then is."""

    out: bytes
    cib: bytes
    finished: bool
    """False where actions wait for each other, so that some are never done."""


def program() -> str | None:
    """The path of the installed scheduler."""
    paths = (f"{folder}/{NAME}" for folder in FOLDERS)
    return next((path for path in paths if os.access(path, os.X_OK)), None)


class Scheduler:
    """crm_simulate, from `with` to the end of the block. `limit`: seconds that all runs have together."""

    def __init__(self, limit: float) -> None:
        self._until = time.monotonic() + limit
        self._limit = limit

    def __enter__(self) -> Self:
        found = program()
        if found is None:
            raise SchedulerError(f"{NAME} (of Pacemaker's command line tools) is not installed")
        self._program = found
        self._folder = tempfile.TemporaryDirectory(prefix="hadoctor-", ignore_cleanup_errors=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._until - time.monotonic()

    def version(self) -> str:
        """`2.1.5`; empty where it does not say."""
        _, out, _ = self._run(["--version"])
        words = out.decode("utf-8", "replace").split()
        return words[1] if words[:1] == ["Pacemaker"] and len(words) > 1 else ""

    def run(self, cib: bytes, *options: str) -> Answer:
        """What the cluster of this CIB does next, all of it carried out."""
        given, saved = self._path("in.xml"), self._path("out.xml")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(saved)
        with open(given, "wb") as stream:
            stream.write(cib)
        arguments = ["--simulate", "--show-scores", "--output-as=xml", f"--xml-file={given}"]
        code, out, err = self._run([*arguments, f"--save-output={saved}", *options])
        if code and b"<revised_cluster_status" not in out:
            raise SchedulerError(self._said(out, err))
        try:
            with open(saved, "rb") as stream:
                return Answer(out, stream.read(SIZE_MAX), finished=not code)
        except FileNotFoundError:
            raise SchedulerError(self._said(out, err)) from None

    def _path(self, name: str) -> str:
        return os.path.join(self._folder.name, name)

    def _run(self, arguments: Sequence[str]) -> tuple[int, bytes, bytes]:
        limit = min(self.left, ONE_RUN)
        if limit <= 0:
            raise SchedulerError(f"the time is up: {self._limit:g} s for one configuration")
        # What it prints goes to files: no pipe can fill up, and no memory.
        with open(self._path("stdout"), "w+b") as out, open(self._path("stderr"), "w+b") as err:
            process = subprocess.Popen(
                [self._program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env={**ENVIRONMENT, "TMPDIR": self._folder.name},
                cwd=self._folder.name,
                preexec_fn=_limits,
                start_new_session=True,
            )
            try:
                code = process.wait(limit)
            except BaseException as error:
                _end(process)
                if not isinstance(error, subprocess.TimeoutExpired):
                    raise
                raise SchedulerError(f"{NAME} did not answer in {limit:.0f} s") from None
            out.seek(0)
            err.seek(0)
            return code, out.read(SIZE_MAX), err.read(SIZE_MAX)

    def _said(self, out: bytes, err: bytes) -> str:
        """The last thing that it complained of."""
        text = (err.strip() or out.strip()).decode("utf-8", "replace")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line.lower() and line[:2] != "</"]
        said = (errors or lines or ["it says nothing"])[-1].replace(self._folder.name + "/", "")
        return f"{NAME} cannot use this configuration: {said[:300]}"


def _limits() -> None:
    """In the new process: it writes no dump of its memory, in which passwords may stand."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_FSIZE, (SIZE_MAX, SIZE_MAX))


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)
