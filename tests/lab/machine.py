"""A node as its supervisor sees it: a disk, a network, and a process to switch on and off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from . import network
from .contents import contents
from .plan import Plan

CHECKOUT = Path(__file__).parents[2]
BOOT_LIMIT = 20.0
NAMESPACES = ("--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child")


class Machine:
    """One node. `work` is a folder of the supervisor's own, `control` the lab's socket.

    `group` is the control group of the node, where it needs one.
    """

    def __init__(self, plan: Plan, name: str, work: Path, control: Path, group: Path | None):
        self.name = name
        self.pid: int | None = None
        self._plan = plan
        self._control = control
        self._group = group
        self._work = work
        self._place = work / name
        self._process: subprocess.Popen[bytes] | None = None
        self._disk()

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The parent of the node's first process; None while the node is off."""
        return self._process

    def _disk(self) -> None:
        self._place.mkdir()
        size = f"mode=755,size={self._plan.disk}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(self._place)], check=True)
        for folder in ("upper", "work", "root"):
            (self._place / folder).mkdir()
        layers = f"lowerdir=/,upperdir={self._place}/upper,workdir={self._place}/work"
        root = str(self._place / "root")
        subprocess.run(["mount", "-t", "overlay", "-o", layers, "overlay", root], check=True)
        (self._place / "net").touch()

    def start(self) -> None:
        """Switch it on; returns as soon as its init runs."""
        if self._process is not None:
            return
        net = self._place / "net"
        network.plug(self._plan, self.name, net)
        if self._group is not None:
            self._group.mkdir(exist_ok=True)
        reader, writer = os.pipe()
        try:
            arguments = self._place / "boot.json"
            arguments.write_text(json.dumps(self._arguments(writer)), encoding="utf-8")
            enter = ["nsenter", f"--net={net}", "unshare", *NAMESPACES]
            if self._group is not None:
                enter.append("--cgroup")
            with (self._place / "console").open("ab") as console:
                self._process = subprocess.Popen(
                    [*enter, sys.executable, "-B", "-m", f"{__package__}.boot", str(arguments)],
                    cwd=CHECKOUT,
                    stdin=subprocess.DEVNULL,
                    stdout=console,
                    stderr=console,
                    pass_fds=[writer],
                    start_new_session=True,
                    preexec_fn=partial(_join, self._group) if self._group else None,
                )
        finally:
            os.close(writer)
        with os.fdopen(reader) as report:
            # Ends without a word when the boot failed. (It stays open for longer: unshare has it.)
            said = report.readline()
        if not said:
            self.stop()
            console_text = (self._place / "console").read_text(errors="replace")
            raise OSError(f"{self.name} does not boot: {console_text[-2000:]}")
        self.pid = int(said)

    def _arguments(self, report: int) -> dict[str, object]:
        services = [
            name
            for name, yes in (
                ("ssh", self._plan.ssh),
                ("corosync", not self._plan.blank),
                ("pacemaker", self._plan.pacemaker and not self._plan.blank),
            )
            if yes
        ]
        device = os.stat("/").st_dev
        prefixes = {str(CHECKOUT), sys.prefix, sys.base_prefix}
        # The overlay shows one file system, and the checkout must be shown as it is now.
        shown = {p for p in prefixes if os.stat(p).st_dev != device} | {str(CHECKOUT)}
        return {
            "name": self.name,
            "full": self._plan.full,
            "root": str(self._place / "root"),
            "machine_proc": str(self._work / "proc"),
            "control": str(self._control),
            "report": report,
            "shown": sorted(shown),
            "services": services,
            "contents": contents(self._plan, self.name).as_json(),
        }

    def stop(self) -> None:
        """Switch it off at once, as pulling the plug does."""
        process, self._process = self._process, None
        self.pid = None
        if process is not None:
            process.kill()
            process.wait()
        if self._group is not None:
            remove_group(self._group)
        network.unplug(self._plan, self.name, self._place / "net")

    def ended(self) -> str | None:
        """Whether it went off by itself, and then whether it wants to be started again."""
        if self._process is None or self._process.poll() is None:
            return None
        # What reboot(2) does to the first process of a pid namespace.
        return "reboot" if self._process.returncode == -signal.SIGHUP else "off"


def _join(group: Path) -> None:
    (group / "cgroup.procs").write_text(str(os.getpid()))


def remove_group(group: Path) -> None:
    """End all that is in a control group, and remove it with those below."""
    if not group.exists():
        return
    (group / "cgroup.kill").write_text("1")
    for _ in range(200):
        if "populated 0" in (group / "cgroup.events").read_text():
            break
        time.sleep(0.01)
    for folder, _, _ in os.walk(group, topdown=False):
        with suppress(OSError):
            os.rmdir(folder)
