"""A cluster of the lab, from `with` to the end of the block."""

from __future__ import annotations

import itertools
import json
import os
import re
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from . import places, soundness
from .inside import DROP, ENVIRONMENT, LabError
from .node import Node, ask
from .plan import Plan
from .switch import Switch

CHECKOUT = Path(__file__).parents[2]
UNSHARE = ("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child")
START_LIMIT = 30.0
END_LIMIT = 15.0
POLL = 0.2
_numbers = itertools.count(1)


class Cluster:
    """A cluster after a plan. `wait`: only come up when it is sound, within `limit` seconds."""

    def __init__(
        self, plan: Plan, name: str | None = None, *, wait: bool = True, limit: float = 90
    ) -> None:
        problem = plan.problem()
        if problem:
            raise ValueError(problem)
        self.plan = plan
        self.name = name or f"test-{os.getpid()}-{next(_numbers)}"
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}", self.name):
            raise ValueError(f"a cluster cannot be called {self.name!r}")
        self.nodes = tuple(Node(self.name, plan, node) for node in plan.names)
        self.switch = Switch(self.name, plan)
        self._wait, self._limit = wait, limit
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def running(cls, name: str) -> Self:
        """One that somebody else started; see `places.names`."""
        state = places.state(name)
        if not state or not places.alive(state["pid"], state["birth"]):
            raise LabError(f"there is no cluster {name!r}")
        return cls(Plan(**state["plan"]), name)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __getitem__(self, name: str) -> Node:
        """A node by its name."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise LabError(f"no node {name!r}; there are {', '.join(self.plan.names)}")

    def start(self, *, keep: bool = False) -> None:
        """Start it; `keep`: it stays when this process ends."""
        places.sweep_dead()
        places.CLUSTERS.mkdir(mode=0o755, exist_ok=True)
        try:
            places.place(self.name).mkdir()
        except FileExistsError:
            raise LabError(f"there is a cluster {self.name!r} already") from None
        plan = json.dumps(self.plan._replace(files=dict(self.plan.files))._asdict())
        places.plan_file(self.name).write_text(plan, encoding="utf-8")
        arguments = [f"{__package__}.supervisor", self.name, *(["--keep"] if keep else [])]
        with places.log(self.name).open("wb") as log:
            # The pipe is what keeps the cluster alive: it ends with this process, however that ends.
            self._process = subprocess.Popen(
                [*DROP, *UNSHARE, sys.executable, "-B", "-m", *arguments],
                cwd=CHECKOUT,
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL if keep else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                # Ctrl-C is for the tests; they then end the cluster in an orderly way.
                start_new_session=True,
            )
        try:
            self._until_ready()
            for node in self.nodes:
                node.wait_booted()
            if self.plan.firewall != "none":
                for node in self.nodes:
                    node.firewall(self.plan.firewall)
            if self._wait:
                self.wait_sound(self._limit)
        except BaseException:
            self.close()
            raise

    def _until_ready(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        log = places.log(self.name).open()
        ready, _, _ = select.select([self._process.stdout], [], [], START_LIMIT)
        with log:
            if not ready or not self._process.stdout.readline():
                raise LabError(f"the cluster does not start: {log.read()[-2000:]}")

    def close(self) -> None:
        """End it, and leave nothing behind."""
        process, self._process = self._process, None
        state = places.state(self.name)
        with suppress(LabError):
            if state:
                ask(self.name, {"action": "down"})
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            try:
                process.wait(END_LIMIT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        elif state:
            _wait_for_end(state)
        # Nothing to do after an orderly end.
        places.sweep(self.name)

    def sound(self) -> list[str]:
        """What is wrong with it; empty when it is sound: see `soundness`."""
        return soundness.problems(self.plan, self.nodes)

    def wait_sound(self, limit: float = 60) -> None:
        """Wait until it is sound; complain when that takes longer than `limit` seconds."""
        deadline = time.monotonic() + limit
        while problems := self.sound():
            if time.monotonic() > deadline:
                raise LabError(f"not sound after {limit} s: {'; '.join(problems)}\n{self.logs()}")
            time.sleep(POLL)

    def logs(self, lines: int = 15) -> str:
        """The last lines of the logs of all nodes, for messages."""
        files = "/var/log/boot.log /var/log/corosync/corosync.log /var/log/pacemaker/pacemaker.log"
        told = []
        for node in self.nodes:
            with suppress(LabError):
                told.append(f"{node.name}:\n{node.sh(f'tail -n {lines} {files} 2>/dev/null').out}")
        return "\n".join(told)


def _wait_for_end(state: dict[str, Any]) -> None:
    deadline = time.monotonic() + END_LIMIT
    while places.alive(state["pid"], state["birth"]):
        if time.monotonic() > deadline:
            raise LabError("the cluster does not end")
        time.sleep(0.02)
