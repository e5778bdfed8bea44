"""The process that a cluster lives and dies with. It is the first of its own namespaces.

`python -m tests.lab.supervisor NAME [--keep]`; the plan is in the cluster's folder. It ends, and with
it all nodes, when its standard input ends (not with --keep), when told to over its socket, or by a
signal. If it is killed, the kernel ends all that it started.

Its socket takes one JSON object a line and gives one back: {"action": "state"}, {"action": "off" |
"on" | "reboot" | "status", "node": NAME}, {"action": "time", "node": NAME, "offset": SECONDS},
{"action": "down"}. The fence agent in the nodes asks there, too.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import network, places
from .machine import Machine, remove_group
from .ntp import TimeServers
from .plan import Plan, four

# A client that says nothing must not keep the others waiting.
CLIENT_LIMIT = 2.0
# A node that reboots is off until the others have noticed, and for so many seconds more. Real ones take
# longer; were it back before the others have heard of the fencing, it would hear of that itself, too,
# and its Pacemaker would stop for good.
REBOOT = 1.5


class Supervisor:
    """The cluster from inside."""

    def __init__(self, name: str, plan: Plan) -> None:
        self._name = name
        self._plan = plan
        self._work = places.place(name) / "work"
        self._work.mkdir()
        self._group = places.group(name) if plan.full else None
        self._machines: dict[str, Machine] = {}
        self._selector = selectors.DefaultSelector()
        # When nodes that reboot are to be switched on.
        self._due: dict[str, float] = {}
        self._running = True

    def set_up(self, *, keep: bool) -> None:
        """Make the network and the nodes, and switch them on."""
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", str(self._work)], check=True
        )
        proc = self._work / "proc"
        proc.mkdir()
        # The machine's /proc tells the pids that the machine knows; this one is for these
        # namespaces, as the tools that run here need it.
        subprocess.run(["mount", "--rbind", "/proc", str(proc)], check=True)
        subprocess.run(["mount", "-t", "proc", "proc", "/proc"], check=True)
        network.switch(self._plan)
        times = TimeServers()
        self._times = times
        for server in times.sockets:
            self._selector.register(server, selectors.EVENT_READ, self._tell_time)
        listener = socket.socket(socket.AF_UNIX)
        control = places.control(self._name)
        listener.bind(str(control))
        listener.listen(16)
        self._selector.register(listener, selectors.EVENT_READ, self._serve)
        if self._group is not None:
            self._group.mkdir()
        for name in self._plan.names:
            group = None if self._group is None else self._group / name
            self._machines[name] = Machine(self._plan, name, self._work, control, group)
        for machine in self._machines.values():
            machine.start()
        if not keep:
            self._selector.register(sys.stdin, selectors.EVENT_READ, self._input)
        self._watch_signals()
        self._write_state()

    def _watch_signals(self) -> None:
        reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(writer)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: None)
        self._selector.register(reader, selectors.EVENT_READ, self._signalled)
        # A child may have ended before.
        os.write(writer, bytes([signal.SIGCHLD]))

    def _write_state(self) -> None:
        proc = str(self._work / "proc")
        pid = os.readlink(f"{proc}/self")
        nodes = {name: machine.pid for name, machine in self._machines.items()}
        plan = self._plan._replace(files=dict(self._plan.files))._asdict()
        content = {"pid": int(pid), "birth": places.birth(pid, proc), "nodes": nodes, "plan": plan}
        places.write_state(self._name, content)

    def run(self) -> None:
        """Serve until the end."""
        while self._running:
            wait = min(self._due.values()) - time.monotonic() if self._due else None
            for key, _ in self._selector.select(None if wait is None else max(wait, 0)):
                key.data(key.fileobj)
            late = [name for name, when in self._due.items() if when <= time.monotonic()]
            for name in late:
                self._switch(self._machines[name], "on")

    def _input(self, stdin: Any) -> None:
        if not os.read(stdin.fileno(), 4096):
            self._running = False

    def _tell_time(self, server: Any) -> None:
        self._times.answer(server)

    def _signalled(self, reader: int) -> None:
        signals = os.read(reader, 4096)
        if set(signals) & {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}:
            self._running = False
            return
        for machine in self._machines.values():
            wish = machine.ended()
            if wish is not None:
                self._switch(machine, wish)
        # Whatever the nodes left behind is a child of the first process now.
        known = {m.process.pid for m in self._machines.values() if m.process is not None}
        _reap(known)

    def _switch(self, machine: Machine, action: str) -> None:
        """Switch a node "off" or "on"; "reboot" is off at once, and on after a while."""
        self._due.pop(machine.name, None)
        if action == "on":
            machine.start()
        else:
            machine.stop()
        if action == "reboot":
            self._due[machine.name] = time.monotonic() + self._plan.noticed + REBOOT
        self._write_state()

    def _serve(self, listener: Any) -> None:
        client, _ = listener.accept()
        with client, suppress(OSError, ValueError):
            client.settimeout(CLIENT_LIMIT)
            request = json.loads(client.makefile("rb").readline(65536))
            client.sendall(json.dumps(self._answer(request)).encode() + b"\n")

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        action = request.get("action")
        if action == "down":
            self._running = False
            return {}
        if action == "state":
            return {"nodes": {name: machine.pid for name, machine in self._machines.items()}}
        machine = self._machines.get(request.get("node", ""))
        if machine is None:
            return {"error": f"no node {request.get('node')!r}"}
        if action == "time":
            self._times.offsets[four(machine.name, 0)] = float(request["offset"])
        elif action in ("off", "reboot", "on"):
            self._switch(machine, action)
        elif action != "status":
            return {"error": f"no action {action!r}"}
        return {"power": "off" if machine.process is None else "on"}

    def tear_down(self) -> None:
        """End everything and leave nothing behind."""
        for machine in self._machines.values():
            with suppress(OSError, subprocess.SubprocessError):
                machine.stop()
        if self._group is not None:
            remove_group(self._group)
        subprocess.run(["umount", "-R", "-l", str(self._work)], stderr=subprocess.DEVNULL)
        places.remove(self._name)


def _reap(known: set[int]) -> None:
    """Take the exit codes of children that are not ours, so that they do not stay as zombies."""
    for entry in Path("/proc/1/task/1/children").read_text().split():
        if int(entry) not in known:
            with suppress(ChildProcessError):
                os.waitpid(int(entry), os.WNOHANG)


def main() -> None:
    """Run a cluster."""
    name, *options = sys.argv[1:]
    plan = json.loads(places.plan_file(name).read_text(encoding="utf-8"))
    supervisor = Supervisor(name, Plan(**plan))
    try:
        supervisor.set_up(keep="--keep" in options)
        print("ready", flush=True)
        supervisor.run()
    finally:
        supervisor.tear_down()


if __name__ == "__main__":
    main()
