"""Where `hadoctor generate` has its description from: a file, what is there, options, or questions."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from hadoctor.cli import Exit, fail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hadoctor.facts.subject import Input, Subject
    from hadoctor.generate.ask import Known
    from hadoctor.generate.from_options import Said
    from hadoctor.target import Targets

LARGEST = 1 << 20
NODE = "node"
"""`--from node`: this one."""


class Told(NamedTuple):
    text: str
    """TOML."""
    path: str | None = None
    """The file that it comes from: places in it mean something to the user."""
    lost: tuple[str, ...] = ()
    """What is there and not kept."""


def told(path: str | None, start: str | None, said: Said) -> Told:
    """Ends the program where there is nothing to make a description of."""
    from hadoctor.generate.from_options import Said, with_options
    from hadoctor.generate.write_toml import toml

    if path is not None:
        if start is not None or said != Said():
            fail("a description, or --from and options: not both", Exit.USAGE)
        return Told(_read(path), "<stdin>" if path == "-" else path)
    data: dict[str, Any] = {}
    lost: tuple[str, ...] = ()
    if start is not None:
        data, lost = _started(start)
    elif said == Said():
        if not sys.stdin.isatty():
            fail("what is to be generated? a description, --from, or --name, --node …", Exit.USAGE)
        data = _asked()
    found = with_options(data, said)
    if isinstance(found, str):
        fail(found, Exit.USAGE)
    return Told(toml(found), None, lost)


def _read(path: str) -> str:
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(path, "rb") as stream:
                data = stream.read(LARGEST + 1)
    except OSError as error:
        fail(f"{path}: {(error.strerror or str(error)).lower()}", Exit.INPUT)
    if len(data) > LARGEST:
        fail(f"{path}: larger than {LARGEST >> 20} MiB", Exit.INPUT)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        fail(f"{path}: is not UTF-8 (byte {error.start})", Exit.USAGE)


def _started(start: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    from hadoctor.generate.start_from import start_from
    from hadoctor.target import DEFAULTS, PROGRAMS

    found_there, targets = _subjects(start)
    found = start_from(found_there)
    if isinstance(found, str):
        fail(f"{start}: {found}", Exit.INPUT)
    versions = {
        program: getattr(targets, program).name
        for program in PROGRAMS
        if getattr(targets, program).name != getattr(DEFAULTS, program).name
    }
    return {**found.data, **({"versions": versions} if versions else {})}, found.lost


def _subjects(start: str) -> tuple[Iterator[Subject | Input], Targets]:
    """What is there, and which releases are."""
    if start == NODE:
        from hadoctor.facts.installed import installed
        from hadoctor.facts.live import subjects as of_node
        from hadoctor.probe.node import ask
        from hadoctor.probe.world import Machine

        node = ask(Machine()).node
        targets = installed(node)
        return of_node(node, targets), targets
    from hadoctor.facts.files import subjects
    from hadoctor.target import DEFAULTS

    if not os.path.exists(start):
        fail(f"{start}: no such file or directory", Exit.INPUT)
    return subjects([start], DEFAULTS), DEFAULTS


def _asked() -> dict[str, Any]:
    from hadoctor.generate.ask import ask_all

    def ask(question: str, default: str) -> str:
        print(f"{question}{f' [{default}]' if default else ''}: ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            fail("no answer", Exit.USAGE)
        return line.strip() or default

    return ask_all(ask, _known())


def _known() -> Known:
    from hadoctor.generate.known import known
    from hadoctor.probe.world import Machine

    return known(Machine())
