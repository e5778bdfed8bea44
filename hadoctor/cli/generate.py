"""`hadoctor generate`: a description of a cluster becomes its files."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from hadoctor.cli import Exit, fail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hadoctor.facts.subject import Input, Subject
    from hadoctor.generate.files import Generated

DESCRIPTION = "cluster.toml"


def generate(
    description: Annotated[
        str | None,
        typer.Argument(metavar="[FILE.toml]", help="The description; - is standard input."),
    ] = None,
    into: Annotated[
        str | None, typer.Option("-o", "--into", metavar="FOLDER", help="Write it there.")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="PATH|node",
            help="Begin with what is there: a folder, a corosync.conf, or this node.",
        ),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="The name of the cluster.")] = None,
    node: Annotated[
        list[str] | None,
        typer.Option("--node", metavar="NAME=ADDRESS[,ADDRESS]", help="A node; repeatable."),
    ] = None,
    address: Annotated[
        list[str] | None,
        typer.Option(
            "--address", metavar="NAME=IP[/PREFIX]", help="A floating address; repeatable."
        ),
    ] = None,
    transport: Annotated[
        str | None, typer.Option("--transport", metavar="knet|udpu", help="knet without it.")
    ] = None,
    fencing: Annotated[
        str | None, typer.Option("--fencing", metavar="AGENT|none", help="The fence agent.")
    ] = None,
    firewall: Annotated[
        str | None,
        typer.Option("--firewall", metavar="ufw|firewalld|nftables|iptables|none"),
    ] = None,
    authkey: Annotated[
        bool, typer.Option("--authkey", help="Make the key, too: 256 random bytes.")
    ] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", metavar="CODE", help="Write it although this rule forbids it."),
    ] = None,
    diff: Annotated[
        str | None,
        typer.Option(
            "--diff", metavar="FOLDER", help="Show what differs from there; write nothing."
        ),
    ] = None,
) -> None:
    text = _description(
        description, start, _options(name, node, address, transport, fencing, firewall)
    )
    made = _made(text, allow or [])
    files = {**made.files, DESCRIPTION: text.encode()}
    if diff is not None:
        _differences(files, diff)
    if into is None:
        for file in sorted(files):
            print(file)
        print("nothing was written: -o FOLDER writes it")
        return
    _write(files, into, authkey=authkey)
    for one in made.chosen:
        print(f"chosen: {one.code} {one.finding.message}")
    print(f"{len(files)} files in {into}; README.md there has the steps")


def _options(
    name: str | None,
    nodes: list[str] | None,
    addresses: list[str] | None,
    transport: str | None,
    fencing: str | None,
    firewall: str | None,
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    cluster = {"name": name, "transport": transport}
    if any(cluster.values()):
        found["cluster"] = {key: value for key, value in cluster.items() if value}
    if nodes:
        split = (text.partition("=") for text in nodes)
        found["nodes"] = [{"name": n, "addresses": a.split(",")} for n, _, a in split]
    if addresses:
        found["addresses"] = [_address(text) for text in addresses]
    if fencing:
        found["fencing"] = {"agent": fencing}
    if firewall:
        found["host"] = {"firewall": firewall}
    return found


def _address(text: str) -> dict[str, Any]:
    name, _, rest = text.partition("=")
    ip, _, prefix = rest.partition("/")
    found: dict[str, Any] = {"name": name, "ip": ip}
    return {**found, "prefix": int(prefix)} if prefix.isdecimal() else found


def _description(path: str | None, start: str | None, options: dict[str, Any]) -> str:
    """The description as TOML, from wherever it comes."""
    from hadoctor.generate.write_toml import toml

    if path is not None:
        if start is not None or options:
            fail("a description, or --from and options: not both", Exit.USAGE)
        return _read(path)
    if start is not None:
        data = _started(start)
        for key, value in options.items():
            both = isinstance(value, dict) and isinstance(data.get(key), dict)
            data[key] = {**data[key], **value} if both else value
        return toml(data)
    if options:
        return toml(options)
    if not sys.stdin.isatty():
        fail("what is to be generated? a description, --from, or --name, --node …", Exit.USAGE)
    return toml(_asked())


def _read(path: str) -> str:
    try:
        if path == "-":
            return sys.stdin.buffer.read(1 << 20).decode()
        with open(path, "rb") as stream:
            return stream.read(1 << 20).decode()
    except OSError as error:
        fail(f"{path}: {(error.strerror or str(error)).lower()}", Exit.INPUT)
    except UnicodeDecodeError as error:
        fail(f"{path}: is not UTF-8 (byte {error.start})", Exit.USAGE)


def _started(start: str) -> dict[str, Any]:
    from hadoctor.generate.start_from import start_from

    found = start_from(_subjects(start))
    if isinstance(found, str):
        fail(f"{start}: {found}", Exit.INPUT)
    for lost in found.lost:
        print(f"not kept: {lost}", file=sys.stderr)
    return found.data


def _subjects(start: str) -> Iterator[Subject | Input]:
    from hadoctor.target import DEFAULTS

    if start == "node":
        from hadoctor.facts.live import subjects as of_node
        from hadoctor.probe.node import ask
        from hadoctor.probe.world import Machine

        yield from of_node(ask(Machine()).node, DEFAULTS)
        return
    from hadoctor.facts.files import subjects

    if not os.path.exists(start):
        fail(f"{start}: is not there", Exit.INPUT)
    yield from subjects([start], DEFAULTS)


def _asked() -> dict[str, Any]:
    from hadoctor.generate.ask import Known, ask_all

    def ask(question: str, default: str) -> str:
        print(f"{question}{f' [{default}]' if default else ''}: ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            fail("no answer", Exit.USAGE)
        return line.strip() or default

    return ask_all(ask, Known(*_this_node()))


def _this_node() -> tuple[str, tuple[str, ...]]:
    import psutil

    name = os.uname().nodename.partition(".")[0]
    found = [
        one.address
        for interface, addresses in psutil.net_if_addrs().items()
        for one in addresses
        if one.family.name == "AF_INET" and interface != "lo"
    ]
    return name, tuple(found)


def _made(text: str, allow: list[str]) -> Generated:
    from hadoctor.generate.files import generate as make
    from hadoctor.generate.read import DescriptionError, read
    from hadoctor.report.text import printable

    try:
        made = make(read(text), allow)
    except DescriptionError as error:
        for one in error.problems:
            place = f"{DESCRIPTION}:{one.line}:{one.column}"
            print(f"{place}: error: {printable(one.message)}", file=sys.stderr)
        sys.exit(Exit.USAGE)
    for broken in made.broken:
        print(f"hadoctor: {printable(broken)}", file=sys.stderr)
    if made.broken:
        sys.exit(Exit.INTERNAL)
    if made.refused:
        _refuse(made)
    return made


def _refuse(made: Generated) -> NoReturn:
    from hadoctor.report.text import printable

    for one in made.refused:
        why = f" ({one.finding.why})" if one.finding.why else ""
        print(printable(f"{one.code}: {one.finding.message}{why}"), file=sys.stderr)
    codes = " ".join(f"--allow {code}" for code in sorted({one.code for one in made.refused}))
    fail(f"nothing was written: the rules forbid it; {codes} writes it all the same", Exit.FINDINGS)


def _differences(files: dict[str, bytes], folder: str) -> NoReturn:
    from hadoctor.report.difference import difference

    differs = False
    for name, data in sorted(files.items()):
        path = os.path.join(folder, name)
        try:
            with open(path, "rb") as stream:
                before = stream.read()
        except FileNotFoundError:
            before = b""
        except OSError as error:
            fail(f"{path}: {(error.strerror or str(error)).lower()}", Exit.INPUT)
        for line in difference(before, data, path, name):
            print(line)
            differs = True
    sys.exit(Exit.FINDINGS if differs else Exit.CLEAN)


def _write(files: dict[str, bytes], folder: str, *, authkey: bool) -> None:
    """Into a new folder, or one that an earlier run has written."""
    try:
        there = set(os.listdir(folder)) if os.path.isdir(folder) else set()
        if there and DESCRIPTION not in there:
            fail(f"{folder}: has other files already", Exit.USAGE)
        for name, data in files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _put(path, data, 0o644)
        key = os.path.join(folder, "authkey")
        if authkey and not os.path.exists(key):
            _put(key, os.urandom(256), 0o400)
    except OSError as error:
        fail(f"{error.filename or folder}: {(error.strerror or str(error)).lower()}", Exit.INPUT)


def _put(path: str, data: bytes, mode: int) -> None:
    """Whole, or not at all; a key is never readable for others, not for a moment."""
    handle = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        os.fchmod(stream.fileno(), mode)
    os.replace(f"{path}.new", path)
