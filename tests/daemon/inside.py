"""The far end of the oracle: the first process of its namespaces. Run as a program, not imported.

It prepares a host that only it can see, then serves requests, one JSON object a line, until its
input ends. Staying alive between requests saves the set-up, which costs more than a `corosync -t`.
It imports nothing but the standard library, because it is started without the project's path.
"""

from __future__ import annotations

import base64
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

CONFIG = Path("/etc/corosync/corosync.conf")
STATE = Path("/var/lib/corosync")
# The daemon runs with realtime priority where it may: one that spins would stop the whole machine.
NOT_REALTIME = ["setpriv", "--bounding-set=-sys_nice", "--inh-caps=-sys_nice"]
LOGS = Path("/var/log/corosync")
SHARED_MEMORY = Path("/dev/shm")
DIRTY = (STATE, LOGS, SHARED_MEMORY)

# Files only: a name server that cannot be reached would make every unknown name a long wait.
NSSWITCH = "passwd: files\ngroup: files\nhosts: files\n"
POLL = 0.01
# A client that comes too early waits a whole second before it asks again; killing it is faster.
# Each attempt gets longer, so that a busy machine is not mistaken for a daemon that isn't ready.
FIRST_PATIENCE, LAST_PATIENCE = 0.08, 3.0


def run(*argv: str, text: str | None = None) -> None:
    """Run a tool of the set-up, which must succeed."""
    subprocess.run(argv, input=text, text=True, check=True, stdout=subprocess.DEVNULL)


def mount_tmpfs(path: str, mode: str = "0755") -> None:
    """Hide a directory behind an empty one in memory."""
    run("mount", "-t", "tmpfs", "-o", f"mode={mode}", "tmpfs", path)


def cover(path: str, content: str) -> None:
    """Put other content over a file of the machine, for this namespace only."""
    replacement = Path("/run/oracle", Path(path).name)
    replacement.parent.mkdir(exist_ok=True)
    replacement.write_text(content)
    run("mount", "--bind", str(replacement), path)


def hide_devices() -> None:
    """Keep the daemon from the machine's log and, vitally, its watchdog.

    A daemon that is killed while it holds a watchdog reboots the machine.
    """
    for device in ["/dev/log", *glob.glob("/dev/watchdog*")]:
        if os.path.exists(device):
            run("mount", "--bind", "/dev/null", device)


def prepare_files(hosts: str) -> None:
    """Everything the daemon may write is private and empty, everything else is read-only."""
    mount_tmpfs("/run")
    mount_tmpfs("/dev/shm", "1777")
    for directory in ("/etc/corosync", str(STATE), "/var/log"):
        mount_tmpfs(directory)
    LOGS.mkdir()
    Path("/etc/corosync/uidgid.d").mkdir()
    Path("/etc/corosync/authkey").write_bytes(bytes(range(256)))
    cover("/etc/hosts", hosts)
    cover("/etc/nsswitch.conf", NSSWITCH)
    hide_devices()
    # A tested file may name any path as its log file, and the daemon runs as root. /tmp is often a
    # file system of its own, which the flag on / would not reach.
    run("mount", "--bind", "/tmp", "/tmp")
    for directory in ("/tmp", "/"):
        run("mount", "-o", "remount,bind,ro", directory)


class Network:
    """One interface whose addresses are exactly those of the current request."""

    def __init__(self) -> None:
        self._present: list[str] | None = None
        # A veth rather than lo: on lo a whole subnet would be local, and multicast is off. The
        # kernel must not add addresses by itself, so no link-local ones.
        run(
            *("ip", "-batch", "-"),
            text="link set lo up\n"
            "link add net0 type veth peer name net1\n"
            "link set net0 addrgenmode none\n"
            "link set net1 addrgenmode none\n"
            "link set net0 up\n"
            "link set net1 up\n",
        )

    def own(self, addresses: list[str]) -> None:
        """Own these, in this order: the daemon looks for itself in the order of the addresses.

        An address that the kernel refuses (a multicast one, say) can be on no host; it is skipped.
        """
        if addresses == self._present:
            return
        commands = ["address flush dev net0"]
        for address in addresses:
            six = ":" in address
            # A realistic subnet: corosync 2 compares bindnetaddr with the network of an address.
            length = "" if "/" in address else "/64" if six else "/24"
            commands.append(f"address add {address}{length} dev net0{' nodad' if six else ''}")
        subprocess.run(
            ["ip", "-force", "-batch", "-"],
            input="\n".join(commands) + "\n",
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._present = addresses


class Host:
    """A host with a corosync of its own."""

    def __init__(self, setup: dict[str, Any]) -> None:
        socket.sethostname(setup["hostname"])
        prepare_files(setup["hosts"])
        self._network = Network()
        self._corosync: str = setup["corosync"]
        self._cmapctl: str = setup["cmapctl"]
        self._test_limit: float = setup["test_limit"]
        self._start_limit: float = setup["start_limit"]
        self._environment = os.environ | setup["environment"]

    def _prepare(self, request: dict[str, Any]) -> None:
        # What one file made the daemon write must not be there for the next.
        for directory in DIRTY:
            for entry in os.scandir(directory):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                else:
                    os.unlink(entry.path)
        self._network.own(request["addresses"])
        CONFIG.write_bytes(base64.b64decode(request["data"]))

    def test(self, request: dict[str, Any]) -> dict[str, Any]:
        """`corosync -t`."""
        self._prepare(request)
        try:
            done = subprocess.run(
                [self._corosync, "-t"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=self._environment,
                timeout=self._test_limit,
            )
        except subprocess.TimeoutExpired as hung:
            return {"rc": None, "stderr": encode(hung.stderr or b"")}
        return {"rc": done.returncode, "stderr": encode(done.stderr)}

    def start(self, request: dict[str, Any]) -> dict[str, Any]:
        """Start the daemon, wait until it answers or ends, read its cmap, kill it."""
        self._prepare(request)
        # A file, not a pipe: nobody reads while the daemon runs, and a full pipe would stop it.
        with open("/run/oracle/stderr", "w+b") as stderr:
            daemon = subprocess.Popen(
                [*NOT_REALTIME, self._corosync, "-f"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                env=self._environment,
            )
            try:
                cmap = self._wait_for_cmap(daemon)
                rc = daemon.poll()
            finally:
                # Not SIGTERM: an orderly exit takes a second, and there is nothing to keep.
                daemon.kill()
                daemon.wait()
            stderr.seek(0)
            return {"rc": rc, "stderr": encode(stderr.read()), "cmap": cmap}

    def _wait_for_cmap(self, daemon: subprocess.Popen[bytes]) -> str | None:
        deadline = time.monotonic() + self._start_limit
        patience = FIRST_PATIENCE
        while daemon.poll() is None and time.monotonic() < deadline:
            try:
                asked = subprocess.run(
                    [self._cmapctl],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=self._environment,
                    timeout=patience,
                )
            except subprocess.TimeoutExpired:
                patience = min(patience * 1.5, LAST_PATIENCE)
                continue
            # Clients are served once there is a membership, so an answer means "started". An
            # answer cut short by the daemon's death ends the same way, hence the second look.
            if asked.returncode == 0 and daemon.poll() is None:
                return encode(asked.stdout)
            with suppress(subprocess.TimeoutExpired):
                daemon.wait(POLL)
        return None


def encode(data: bytes) -> str:
    """Bytes as JSON can carry them."""
    return base64.b64encode(data).decode("ascii")


def reply(message: dict[str, Any]) -> None:
    """Answer the other end."""
    print(json.dumps(message), flush=True)


def main() -> None:
    """Serve until the other end is closed; then this process ends, and its namespaces with it."""
    host = Host(json.loads(sys.stdin.readline()))
    reply({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        reply(host.start(request) if request["action"] == "start" else host.test(request))


if __name__ == "__main__":
    main()
