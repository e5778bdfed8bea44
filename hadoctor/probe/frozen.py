"""A world of recorded answers: for tests, and to look again at what a node said.

Recorder stands before a real world and writes down what it answers; Frozen gives the answers again. What
was never asked is Unknown.
"""

from __future__ import annotations

import base64
import json
from typing import Any, TypeVar

from hadoctor.facts import Unknown
from hadoctor.probe.world import LIMIT, SIZE_MAX, FileStat, Ran, Space, World

T = TypeVar("T")
NEVER = Unknown("not recorded")


class Recorder:
    """Passes every question on and keeps the answers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.answers: dict[str, Any] = {"now": world.now(), "root": world.root}

    @property
    def root(self) -> bool:
        return self._world.root

    def now(self) -> float:
        return self._world.now()

    def read(self, path: str, size: int = SIZE_MAX) -> bytes | Unknown:
        found = self._world.read(path, size)
        kept = found if isinstance(found, Unknown) else base64.b64encode(found).decode("ascii")
        return self._keep("read", path, found, kept)

    def tail(self, path: str, size: int) -> bytes | Unknown:
        found = self._world.tail(path, size)
        kept = found if isinstance(found, Unknown) else base64.b64encode(found).decode("ascii")
        return self._keep("tail", path, found, kept)

    def stat(self, path: str) -> FileStat | Unknown:
        found = self._world.stat(path)
        return self._keep("stat", path, found, found)

    def names(self, folder: str) -> tuple[str, ...] | Unknown:
        found = self._world.names(folder)
        return self._keep("names", folder, found, found)

    def space(self, path: str) -> Space | Unknown:
        found = self._world.space(path)
        return self._keep("space", path, found, found)

    def run(self, *command: str, limit: float = LIMIT) -> Ran | Unknown:
        found = self._world.run(*command, limit=limit)
        return self._keep("run", "\0".join(command), found, found)

    def resolve(self, name: str) -> tuple[str, ...] | Unknown:
        found = self._world.resolve(name)
        return self._keep("resolve", name, found, found)

    def _keep(self, question: str, about: str, found: T, kept: Any) -> T:
        value = {"unknown": found.why} if isinstance(found, Unknown) else kept
        self.answers.setdefault(question, {})[about] = value
        return found

    def dumped(self) -> str:
        return json.dumps(self.answers, indent=1, sort_keys=True)


class Frozen:
    """Gives recorded answers; `answers` is what `Recorder.dumped` wrote, parsed."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self._answers = answers
        self.root = bool(answers.get("root", True))

    def now(self) -> float:
        return float(self._answers.get("now", 0.0))

    def read(self, path: str, size: int = SIZE_MAX) -> bytes | Unknown:
        found = self._answer("read", path)
        return found if isinstance(found, Unknown) else base64.b64decode(found)[:size]

    def tail(self, path: str, size: int) -> bytes | Unknown:
        found = self._answer("tail", path)
        return found if isinstance(found, Unknown) else base64.b64decode(found)[-size:]

    def stat(self, path: str) -> FileStat | Unknown:
        found = self._answer("stat", path)
        return found if isinstance(found, Unknown) else FileStat(*found)

    def names(self, folder: str) -> tuple[str, ...] | Unknown:
        found = self._answer("names", folder)
        return found if isinstance(found, Unknown) else tuple(found)

    def space(self, path: str) -> Space | Unknown:
        found = self._answer("space", path)
        return found if isinstance(found, Unknown) else Space(*found)

    def run(self, *command: str, limit: float = LIMIT) -> Ran | Unknown:
        found = self._answer("run", "\0".join(command))
        return found if isinstance(found, Unknown) else Ran(*found)

    def resolve(self, name: str) -> tuple[str, ...] | Unknown:
        found = self._answer("resolve", name)
        return found if isinstance(found, Unknown) else tuple(found)

    def _answer(self, question: str, about: str) -> Any:
        found = self._answers.get(question, {}).get(about, {"unknown": NEVER.why})
        return Unknown(found["unknown"]) if isinstance(found, dict) else found
