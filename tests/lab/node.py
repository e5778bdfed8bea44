"""A node of a cluster: run programs there, read and write its files, switch it off and on."""

from __future__ import annotations

import json
import shlex
import socket
import sys
import time
from pathlib import Path
from typing import Any

from . import fingerprint, firewalls, places
from .inside import DROP, CommandError, LabError, Result, run
from .plan import Plan, four, six

CHECKOUT = Path(__file__).parents[2]
CONTROL_LIMIT = 30.0


class Node:
    """A node, by the name of its cluster and its own. Cheap: all it knows is asked for each time."""

    def __init__(self, cluster: str, plan: Plan, name: str) -> None:
        self.cluster = cluster
        self.plan = plan
        self.name = name

    def __repr__(self) -> str:
        return f"Node({self.cluster!r}, {self.name!r})"

    def address(self, link: int = 0) -> str:
        """Its IPv4 address on a link (it has one whatever corosync uses)."""
        return four(self.name, link)

    def address6(self, link: int = 0) -> str:
        """Its IPv6 address on a link, where the plan says ip=6."""
        return six(self.name, link)

    @property
    def pid(self) -> int | None:
        """The pid, on the machine, of its first process; None while it is off."""
        pid: int | None = places.state(self.cluster).get("nodes", {}).get(self.name)
        return pid

    def enter(self) -> list[str]:
        """What to put before a command so that it runs in the node."""
        pid = self.pid
        if pid is None:
            raise LabError(f"{self.name} is off")
        return [*DROP, "nsenter", "-t", str(pid), "--all"]

    def run(
        self,
        *argv: str,
        timeout: float = 10,
        check: bool = False,
        stdin: str = "",
        env: dict[str, str] | None = None,
    ) -> Result:
        """Run a program as root. After `timeout` seconds it is killed, and the code is 124."""
        result = run(self.enter(), argv, timeout=timeout, stdin=stdin, env=env)
        if check and result.code != 0:
            raise CommandError(self.name, argv, result)
        return result

    def sh(self, script: str, *, timeout: float = 10, check: bool = False) -> Result:
        """Run a line of shell."""
        return self.run("sh", "-c", script, timeout=timeout, check=check)

    def hadoctor(self, *args: str, timeout: float = 60, stdin: str = "") -> Result:
        """Run the checkout's hadoctor, with the Python of the tests."""
        command = [sys.executable, "-B", "-m", "hadoctor", *args]
        return self.run(*command, timeout=timeout, stdin=stdin, env={"PYTHONPATH": str(CHECKOUT)})

    def read(self, path: str) -> str:
        """The text of a file."""
        return self.run("cat", path, check=True).out

    def write(self, path: str, text: str, mode: int = 0o644) -> None:
        """Write a file, as an administrator does: its owner stays, its mode is set."""
        quoted = shlex.quote(path)
        self.run(
            *("sh", "-c", f"cat > {quoted} && chmod {mode:o} {quoted}"), stdin=text, check=True
        )

    def start(self, service: str, *, timeout: float = 60) -> Result:
        """Start corosync, pacemaker, ssh... by systemctl, or on a light node by the lab."""
        return self._service("start", service, timeout)

    def stop(self, service: str, *, timeout: float = 90) -> Result:
        """Stop a service in good order."""
        return self._service("stop", service, timeout)

    def restart(self, service: str, *, timeout: float = 90) -> Result:
        """Stop, then start."""
        return self._service("restart", service, timeout)

    def kill(self, service: str, *, timeout: float = 10) -> Result:
        """Let a service crash."""
        if self.plan.full:
            return self.run("systemctl", "kill", "-s", "KILL", service, timeout=timeout)
        return self.run("lab-service", "kill", service, timeout=timeout)

    def _service(self, action: str, service: str, timeout: float) -> Result:
        tool = "systemctl" if self.plan.full else "lab-service"
        return self.run(tool, action, service, timeout=timeout)

    def power(self, action: str) -> str:
        """Switch it "off", "on" or "reboot" it, as pulling its plug does; tells its state.

        A node that reboots is off for some seconds; "status" only asks.
        """
        answer = ask(self.cluster, {"action": action, "node": self.name})
        if "error" in answer:
            raise LabError(answer["error"])
        power: str = answer["power"]
        return power

    def firewall(self, kind: str) -> None:
        """Change to another firewall; it lets the cluster through, and keeps the rest out."""
        firewalls.change(self, kind)

    def set_time_offset(self, seconds: float) -> None:
        """Let the time servers tell this node another time than the others."""
        ask(self.cluster, {"action": "time", "node": self.name, "offset": seconds})

    def fingerprint(self) -> dict[str, str]:
        """What must not change behind an administrator's back; see `fingerprint`."""
        return fingerprint.of(self)

    def wait_booted(self, limit: float = 30) -> None:
        """Wait until systemd has started all it was to start; a light node has nothing to wait for."""
        deadline = time.monotonic() + limit
        while self.plan.full:
            state = self.run("systemctl", "is-system-running", timeout=5)
            if state.out.strip() in ("running", "degraded"):
                return
            if time.monotonic() > deadline:
                jobs = self.run("systemctl", "list-jobs", "--no-pager").out
                raise LabError(f"{self.name} does not boot within {limit} s: {state.out}{jobs}")
            time.sleep(0.1)


def ask(cluster: str, request: dict[str, Any]) -> dict[str, Any]:
    """Ask the supervisor of a cluster."""
    try:
        with socket.socket(socket.AF_UNIX) as supervisor:
            supervisor.settimeout(CONTROL_LIMIT)
            supervisor.connect(str(places.control(cluster)))
            supervisor.sendall(json.dumps(request).encode() + b"\n")
            line = supervisor.makefile().readline()
    except OSError as error:
        raise LabError(f"cluster {cluster!r} does not answer: {error}") from error
    answer: dict[str, Any] = json.loads(line or '{"error": "no answer"}')
    return answer
