"""The oracle: a corosync.conf goes in, what the real daemon does with it comes out."""

from __future__ import annotations

import base64
import ipaddress
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from . import output

INSIDE = Path(__file__).with_name("inside.py")
NAMESPACES = ("--net", "--mount", "--uts", "--ipc", "--pid", "--mount-proc")
UNSHARE = ("unshare", *NAMESPACES, "--fork", "--kill-child")
HOST_NAME = "oracle-host"
PATIENCE = 5.0
SYSTEM_PATH = os.pathsep.join(("/usr/sbin", "/usr/bin", "/sbin", "/bin"))

# Appended to a file that is refused in silence, to learn why: repeated sections merge.
LOUD = b"\nlogging {\n\tto_stderr: yes\n}\n"


class OracleError(Exception):
    """The oracle itself failed; nothing is known about the file."""


class Verdict(NamedTuple):
    """The answer of `corosync -t`. A negative `rc` is the signal that ended it (-9: it hung)."""

    accepted: bool
    rc: int
    messages: tuple[str, ...]


class Started(NamedTuple):
    """What became of the daemon. `rc` is None when it was running: answering, or never ready."""

    started: bool
    rc: int | None
    messages: tuple[str, ...]
    cmap: dict[str, int | str]


def tool(name: str, prefix: Path | None = None) -> str | None:
    """The path of a program of corosync: the system's own, or that of a build under `prefix`."""
    where = SYSTEM_PATH if prefix is None else f"{prefix}/sbin{os.pathsep}{prefix}/bin"
    return shutil.which(name, path=where)


class Oracle:
    """One corosync host in namespaces of its own, from `with` to the end of the block.

    Its name matches no node, it resolves no names but those of `hosts` (the text of /etc/hosts),
    and it has a good authkey. What the daemon writes to /var/lib/corosync, /var/log/corosync and
    /dev/shm is private and forgotten after each file; most else is read-only, /tmp too.
    `prefix` is the root of another build, one that was configured for /etc and /var. Requests of
    several threads wait for each other; `pool.Pool` runs them side by side.
    """

    def __init__(
        self,
        hosts: str = "",
        prefix: Path | None = None,
        *,
        test_limit: float = 10.0,
        start_limit: float = 15.0,
    ) -> None:
        corosync, cmapctl = tool("corosync", prefix), tool("corosync-cmapctl", prefix)
        if corosync is None or cmapctl is None:
            raise OracleError(f"no corosync in {prefix or SYSTEM_PATH}")
        environment = {} if prefix is None else {"LD_LIBRARY_PATH": f"{prefix}/lib"}
        self._setup = {
            "hosts": hosts,
            "hostname": HOST_NAME,
            "corosync": corosync,
            "cmapctl": cmapctl,
            "environment": environment,
            "test_limit": test_limit,
            "start_limit": start_limit,
        }
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [*UNSHARE, sys.executable, "-I", "-B", str(INSIDE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C is for the tests; they then close the oracle in an orderly way.
            start_new_session=True,
        )
        try:
            self._ask(self._setup)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the namespaces with all that is in them."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        # Without input the first process inside ends, and with it, before unshare returns, all
        # others there, the mounts and the interfaces. If it is busy, killing unshare kills it.
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def test(self, data: bytes, addresses: Iterable[str] = ()) -> Verdict:
        """`corosync -t` for this file on a host that owns exactly these addresses (and loopback).

        An address may carry a prefix length; without one it gets /24 or /64. One that the kernel
        refuses (a multicast address, say) can be on no host and is skipped.
        """
        answer, told = self._explained("test", data, addresses)
        rc = answer["rc"]
        if rc is None:
            return Verdict(False, -9, (*told, "killed: did not end within the limit"))
        return Verdict(rc == 0, rc, told)

    def start(
        self, data: bytes, addresses: Iterable[str] = (), *, effective: bool = False
    ) -> Started:
        """Really start the daemon with this file; give only the local node's addresses.

        `effective` adds to the keys of the file what the daemon made of them: the values in force
        (`runtime.config`, `runtime.votequorum`), the members' addresses, and what its log says
        about links and encryption.
        """
        answer, told = self._explained("start", data, addresses)
        if answer["cmap"] is None:
            return Started(False, answer["rc"], told, {})
        cmap = output.cmap(base64.b64decode(answer["cmap"]), effective=effective)
        said = output.said(base64.b64decode(answer["stderr"])) if effective else {}
        return Started(True, None, told, cmap | said)

    def _explained(
        self, action: str, data: bytes, addresses: Iterable[str]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The answer, and the messages: for a silent refusal those of a second, loud attempt."""
        # Checked here, because ip(8) would give up on what it cannot read.
        addresses = [a for a in dict.fromkeys(addresses) if ipaddress.ip_interface(a)]
        answer = self._ask(_request(action, data, addresses))
        told = _messages(answer)
        if answer["rc"] and not told:
            again = self._ask(_request(action, data + LOUD, addresses))
            if again["rc"] == answer["rc"]:
                told = _messages(again)
        return answer, told

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            process = self._process
            if process is None or process.stdin is None or process.stdout is None:
                raise OracleError("the oracle is not open: use it in a with block")
            try:
                process.stdin.write(json.dumps(message).encode() + b"\n")
                process.stdin.flush()
                line = process.stdout.readline()
            except BrokenPipeError:
                line = b""
        if not line:
            raise OracleError("the oracle's namespaces ended early; its standard error says why")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _request(action: str, data: bytes, addresses: list[str]) -> dict[str, Any]:
    encoded = base64.b64encode(data).decode("ascii")
    return {"action": action, "data": encoded, "addresses": addresses}


def _messages(answer: dict[str, Any]) -> tuple[str, ...]:
    return output.messages(base64.b64decode(answer["stderr"]))
