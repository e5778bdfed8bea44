"""Running programs in the namespaces of a node or of the switch."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

# What no namespace isolates, and realtime priority, with which a spinning daemon stops the machine.
# A node cannot get these back: the bounding set of all its processes lacks them.
FORBIDDEN = "sys_time sys_module sys_nice sys_rawio mknod syslog wake_alarm".split()
DROP = ("setpriv", "--bounding-set=" + ",".join(f"-{name}" for name in FORBIDDEN))
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8", "TERM": "dumb", "USER": "root"}
# As timeout(1) has it.
TIMED_OUT = 124


class LabError(Exception):
    """The lab does not do what it should; nothing is known about what was to be tested."""


class Result(NamedTuple):
    """What became of a program. `code` is 124 when it was killed for taking too long."""

    code: int
    out: str
    err: str


class CommandError(LabError):
    """A program that had to succeed did not."""

    def __init__(self, where: str, argv: Sequence[str], result: Result) -> None:
        self.result = result
        said = (result.err or result.out).strip()[-2000:]
        super().__init__(f"{where}: {' '.join(argv)}: exit code {result.code}: {said}")


def run(
    enter: Sequence[str],
    argv: Sequence[str],
    *,
    timeout: float,
    stdin: str = "",
    env: dict[str, str] | None = None,
) -> Result:
    """Run a program after `enter`, which brings it to its place."""
    # Files, not pipes: a daemon that the program leaves behind keeps them open.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, _input(stdin) as given:
        process = subprocess.Popen(
            [*enter, *argv],
            stdin=given,
            stdout=out,
            stderr=err,
            env=ENVIRONMENT | (env or {}),
            cwd="/",
            start_new_session=True,
        )
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            code = TIMED_OUT
        finally:
            if process.poll() is None:
                # The program is a child of nsenter, in its process group.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        out.seek(0)
        err.seek(0)
        return Result(
            code, out.read().decode(errors="replace"), err.read().decode(errors="replace")
        )


def _input(text: str) -> tempfile.SpooledTemporaryFile[bytes]:
    given = tempfile.SpooledTemporaryFile[bytes](0)
    given.write(text.encode())
    given.rollover()
    given.seek(0)
    return given
