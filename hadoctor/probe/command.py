"""Runs one command, or one look-up of a name, within its limits."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import tempfile
import threading
from typing import IO

from hadoctor.facts import Unknown
from hadoctor.probe.world import ENVIRONMENT, SIZE_MAX, Ran

RESOLVE_LIMIT = 4.0
"""Seconds that the resolver has; a name server that does not answer takes longer by itself."""


def run(command: tuple[str, ...], limit: float) -> Ran | Unknown:
    """`command` begins with a path. What it prints goes to files in memory that cannot grow: the disk may
    be full, a program may print without end, and one that leaves a child with a pipe open would hold us."""
    name = os.path.basename(command[0])
    with _room() as out, _room() as err:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            return Unknown(f"{name} does not run: {(error.strerror or str(error)).lower()}")
        try:
            code = process.wait(limit)
        except subprocess.TimeoutExpired:
            _end(process)
            return Unknown(f"{name} did not answer in {limit:g} s")
        return Ran(code, _text(out), _text(err))


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        process.kill()
    # One that hangs in the kernel cannot be ended; it is left alone.
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(0.5)


def _room() -> IO[bytes]:
    """A file of SIZE_MAX bytes that takes memory only as it is written; on disk where the kernel has
    no such files."""
    try:
        handle = os.memfd_create("output", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    except OSError:
        return tempfile.TemporaryFile()
    os.ftruncate(handle, SIZE_MAX)
    fcntl.fcntl(handle, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)
    return os.fdopen(handle, "w+b")


def _text(stream: IO[bytes]) -> str:
    # The program wrote with our offset: it tells where its output ends.
    end = os.lseek(stream.fileno(), 0, os.SEEK_CUR)
    stream.seek(0)
    return stream.read(min(end, SIZE_MAX)).decode("utf-8", "replace")


def resolve(name: str) -> tuple[str, ...] | Unknown:
    """In a thread of its own: the resolver of the C library cannot be told a limit."""
    answer: list[tuple[str, ...] | Unknown] = []

    def ask() -> None:
        import socket

        try:
            found = socket.getaddrinfo(name, None, type=socket.SOCK_DGRAM)
            answer.append(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answer.append(Unknown(f"{name} does not resolve: {error}"))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(RESOLVE_LIMIT)
    return answer[0] if answer else Unknown(f"{name}: the resolver did not answer")
