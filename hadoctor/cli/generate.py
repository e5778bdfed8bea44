"""`hadoctor generate`: a description of a cluster becomes its files."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from hadoctor.cli import Exit, fail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hadoctor.cli.describing import Told
    from hadoctor.generate.description import Description
    from hadoctor.generate.files import Generated

DESCRIPTION = "cluster.toml"
Several = list[str] | None


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
        Several, typer.Option("--node", metavar="NAME=ADDRESS[,…]", help="A node; repeatable.")
    ] = None,
    address: Annotated[
        Several,
        typer.Option(
            "--address", metavar="NAME=IP[/PREFIX]", help="A floating address; repeatable."
        ),
    ] = None,
    service: Annotated[
        Several,
        typer.Option(
            "--service",
            metavar="ADDRESS=AGENT|none",
            help="What goes with a floating address, as vip=systemd:haproxy; repeatable.",
        ),
    ] = None,
    transport: Annotated[
        str | None, typer.Option("--transport", metavar="knet|udpu", help="knet without it.")
    ] = None,
    device: Annotated[
        str | None, typer.Option("--quorum-device", metavar="HOST", help="Outside of the cluster.")
    ] = None,
    fencing: Annotated[
        str | None, typer.Option("--fencing", metavar="AGENT|none", help="The fence agent.")
    ] = None,
    fence_option: Annotated[
        Several,
        typer.Option(
            "--fence-option",
            metavar="[NODE:]KEY=VALUE",
            help="A parameter of the fence devices, or of that of one node; repeatable.",
        ),
    ] = None,
    firewall: Annotated[
        str | None,
        typer.Option("--firewall", metavar="ufw|firewalld|nftables|iptables|none"),
    ] = None,
    authkey: Annotated[
        bool, typer.Option("--authkey", help="Make the key, too: 256 random bytes.")
    ] = False,
    allow: Annotated[
        Several,
        typer.Option("--allow", metavar="CODE", help="Write it although this rule forbids it."),
    ] = None,
    describe: Annotated[
        bool, typer.Option("--describe", help="Show the description, to be completed by hand.")
    ] = False,
    diff: Annotated[
        str | None,
        typer.Option(
            "--diff", metavar="FOLDER|/", help="Show what differs from there; write nothing."
        ),
    ] = None,
) -> None:
    from hadoctor.cli.describing import told
    from hadoctor.generate.from_options import Said
    from hadoctor.report.text import printable

    said = Said(
        name,
        node or (),
        address or (),
        service or (),
        transport,
        device,
        fencing,
        fence_option or (),
        firewall,
    )
    found = told(description, start, said)
    if describe:
        _describe(found)
    for lost in found.lost:
        print(printable(f"not kept: {lost}"), file=sys.stderr)
    cluster = _read(found)
    made = _made(cluster, allow or [])
    if authkey and not cluster.encrypted:
        fail("--authkey: nothing of this cluster reads a key", Exit.USAGE)
    if diff is not None:
        _differences(made.files, diff)
    files = {**made.files, DESCRIPTION: found.text.encode()}
    for one in made.chosen:
        print(f"chosen: {one.code} {one.finding.message}")
    if into is None:
        print("\n".join(sorted(files)))
        print("nothing was written: -o FOLDER writes it")
        return
    _write(files, cluster, found, into, authkey=authkey)
    print(f"{len(files)} files in {into}; README.md there has the steps")


def _describe(found: Told) -> NoReturn:
    """What is missing in it is said when it is read; a secret is missing, as this may be shown to anybody."""
    from hadoctor.generate.write_toml import without_secrets
    from hadoctor.report.text import printable

    if found.path is not None:
        fail("--describe: there is a description already", Exit.USAGE)
    for lost in found.lost:
        print(printable(f"# not kept: {lost}"))
    print(without_secrets(found.text), end="")
    sys.exit(Exit.CLEAN)


def _read(found: Told) -> Description:
    from hadoctor.generate.read import read
    from hadoctor.generate.values import DescriptionError
    from hadoctor.report.text import printable

    try:
        return read(found.text)
    except DescriptionError as error:
        for one in error.problems:
            place = f"{found.path}:{one.line}:{one.column}" if found.path else "hadoctor"
            print(printable(f"{place}: error: {one.message}"), file=sys.stderr)
        if found.path is None:
            print("hadoctor: --describe writes the description, to be completed", file=sys.stderr)
        sys.exit(Exit.USAGE)


def _made(cluster: Description, allow: list[str]) -> Generated:
    from hadoctor.generate.files import generate as make
    from hadoctor.report.text import printable

    made = make(cluster, [code for text in allow for code in text.upper().split(",")])
    for broken in made.broken:
        print(f"hadoctor: {printable(broken)}", file=sys.stderr)
    if made.broken:
        sys.exit(Exit.INTERNAL)
    for one in made.refused:
        why = f" ({one.finding.why})" if one.finding.why else ""
        print(printable(f"{one.code}: {one.finding.message}{why}"), file=sys.stderr)
    if made.refused:
        codes = " ".join(f"--allow {code}" for code in sorted({one.code for one in made.refused}))
        fail(f"nothing was written: the rules forbid it; {codes} would write it", Exit.FINDINGS)
    return made


def _write(
    files: Mapping[str, bytes], cluster: Description, found: Told, into: str, *, authkey: bool
) -> None:
    from hadoctor.cli.folder import write_folder
    from hadoctor.generate.values import is_secret

    here = os.path.join(into, DESCRIPTION)
    try:
        own = found.path is not None and os.path.samefile(found.path, here)
    except OSError:
        own = False
    parameters = [
        *cluster.fencing.parameters,
        *(p for _, own_ in cluster.fencing.nodes for p in own_),
    ]
    parameters += [p for one in cluster.services for p in one.parameters]
    hides = any(is_secret(key) for key, _ in parameters)
    secret = frozenset((DESCRIPTION, "cluster.crm", "cluster.pcs.sh") if hides else ())
    for line in write_folder(
        files, into, secret=secret, own=DESCRIPTION if own else None, key=authkey
    ):
        print(line)


def _differences(files: Mapping[str, bytes], folder: str) -> NoReturn:
    """Against a folder as this command writes it, or the root of a node."""
    from hadoctor.generate.placed import after, place
    from hadoctor.report.difference import difference

    if not os.path.isdir(folder):
        fail(f"{folder}: no such folder", Exit.INPUT)
    root = os.path.isdir(os.path.join(folder, "etc", "corosync"))
    differs = False
    for name, data in sorted(files.items()):
        there = place(name, lambda path: os.path.exists(os.path.join(folder, path)))
        if root and there is None:
            continue
        path = os.path.join(folder, there if root and there else name)
        before = _bytes(path)
        wanted = after(name, data, before) if root else data
        for line in difference(before, wanted, path, name):
            print(line)
            differs = True
    sys.exit(Exit.FINDINGS if differs else Exit.CLEAN)


def _bytes(path: str) -> bytes:
    """Of what is not there, none."""
    from hadoctor.facts.reading import read_bytes

    found = read_bytes(path) if os.path.lexists(path) else b""
    if not isinstance(found, bytes):
        fail(f"{path}: {found.error}", Exit.INPUT)
    return found
