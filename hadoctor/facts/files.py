"""The supplier of facts from files: what lies on disk or comes in a pipe becomes sets of facts.

A corosync.conf and what lies beside it (authkey, service.d, hosts, ip-addr.json) are one set, crm text
or a CIB another. In a folder files are recognised by name and by how they begin.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from hadoctor.facts import Facts
from hadoctor.facts.language import (
    CRM_NAMES,
    SCRIPTS,
    is_cib,
    is_corosync,
    is_crm_script,
    is_saved,
    language,
)
from hadoctor.facts.reading import read_bytes
from hadoctor.facts.subject import Input, Subject
from hadoctor.source import Source
from hadoctor.target import DEFAULTS, Targets


def subjects(paths: list[str], targets: Targets) -> Iterator[Subject | Input]:
    """Facts for each file, folder by folder; an Input alone where there is nothing to check."""
    for path in paths:
        if os.path.isdir(path):
            yield from _folder(path, targets)
        else:
            yield from _file(path, targets)


def given(
    name: str, data: bytes, targets: Targets, beside: str | None = None
) -> Iterator[Subject | Input]:
    """What a text holds: one configuration, or all that a node has saved of itself."""
    if not is_saved(data):
        yield from_bytes(name, data, targets, beside)
        return
    from hadoctor.facts.freeze import ThawError
    from hadoctor.facts.installed import installed
    from hadoctor.facts.live import subjects as of_node
    from hadoctor.facts.saved import load

    try:
        node = load(data)
    except ThawError as error:
        yield Input(name, "facts", str(error))
        return
    # Whoever names no release wants each node judged for those that it has.
    yield from of_node(node, installed(node) if targets is DEFAULTS else targets, name)


def from_bytes(
    name: str, data: bytes, targets: Targets, beside: str | None = None
) -> Subject | Input:
    """A configuration from memory. `beside`: the folder whose other files belong to it."""
    kind = language(name, data)
    if kind != "corosync.conf":
        from hadoctor.facts import cib

        found = cib.subject(Source(name, data), kind, targets)
        return found if beside is None else _with_sbd(found, beside)
    from hadoctor.facts import corosync

    return corosync.subject(Source(name, data), targets.corosync, beside)


def _file(path: str, targets: Targets) -> Iterator[Subject | Input]:
    data = read_bytes(path)
    folder, name = os.path.split(path)
    if isinstance(data, Input):
        yield data
    elif os.path.basename(folder) == "uidgid.d":
        yield _uidgid(path, data, targets)
    else:
        usual = name.startswith("corosync.conf") or language(name, data) != "corosync.conf"
        yield from given(path, data, targets, folder if usual else None)


def _with_sbd(found: Subject | Input, folder: str) -> Subject | Input:
    """A configuration of Pacemaker with the settings of SBD beside it."""
    from hadoctor.facts import sbd

    if isinstance(found, Input):
        return found
    return found._replace(facts=found.facts.and_(Facts(sbd.beside(folder))), beside=folder)


def _folder(path: str, targets: Targets) -> Iterator[Subject | Input]:
    found = False
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        inside = os.path.basename(folder)
        for name in sorted(files):
            file = os.path.join(folder, name)
            if inside == "uidgid.d" and os.path.isfile(file):
                data = read_bytes(file)
                yield data if isinstance(data, Input) else _uidgid(file, data, targets)
            elif _is_configuration(file, name):
                found = True
                yield from _file(file, targets)
    if not found:
        yield Input(path, "folder", "no corosync.conf, crm or CIB file in this folder")


def _is_configuration(file: str, name: str) -> bool:
    if name == "corosync.conf" or name.endswith(CRM_NAMES):
        return True
    if not name.endswith((".conf", ".xml", *SCRIPTS)):
        return False
    try:
        with open(file, "rb") as stream:
            head = stream.read(65536) if os.path.isfile(file) else b""
    except OSError:
        return False
    if name.endswith(SCRIPTS):
        return is_crm_script(head)
    return is_corosync(head) if name.endswith(".conf") else is_cib(head)


def _uidgid(path: str, data: bytes, targets: Targets) -> Subject:
    from hadoctor.facts import corosync

    return corosync.uidgid(Source(path, data), targets.corosync)
