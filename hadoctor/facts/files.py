"""The supplier of facts from files: what lies on disk or comes in a pipe becomes sets of facts.

A corosync.conf and what lies beside it (authkey, service.d, hosts, ip-addr.json) are one set. In a
folder, files are recognised by name; what is named corosync.conf or looks like one is read.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts import Facts, Unknown, interfaces
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.kinds import AuthkeyFile, DefaultsFile, ServiceFiles, UidgidFile
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.syntax.tree import Document
from hadoctor.target import Target

SIZE_MAX = 64 * 1024 * 1024
"""Larger files are refused: no configuration is that large, and input may be hostile."""
_HEAD = 65536
# Compiled by re when they are first needed.
_SECTION = rb"(?m)^[ \t]*(totem|nodelist)[ \t:]*\{"
_OTHER = (
    (rb"\A\s*<\?xml|\A\s*<(cib|configuration)\b", "CIB XML"),
    (rb"(?m)^(crm configure )?(primitive|node|property|group|ms|clone) [^{:]*$", "crm"),
)


class Input(NamedTuple):
    """What was given to look at. `error` says why it could not be read."""

    path: str
    kind: str
    error: str = ""


class Subject(NamedTuple):
    """An input and the facts that it gives."""

    input: Input
    facts: Facts
    beside: str | None = None
    """The folder whose other files belong to it."""
    document: Document | None = None
    """The tree of the input itself, for the comments in it."""


def subjects(paths: list[str], target: Target) -> Iterator[Subject | Input]:
    """Facts for each file, folder by folder; an Input alone where there is nothing to check."""
    for path in paths:
        if os.path.isdir(path):
            yield from _folder(path, target)
        else:
            yield _file(path, target)


def from_bytes(
    name: str, data: bytes, target: Target, beside: str | None = None
) -> Subject | Input:
    """A corosync.conf from memory. `beside`: the folder whose other files belong to it."""
    other = _other_language(data)
    if other:
        return Input(name, "unknown", f"this is {other}, not a corosync.conf: not checked")
    document = parse(Source(name, data), target)
    known: dict[type, object] = {CorosyncFile: CorosyncFile(document, target)}
    if document.nesting_sure:
        corosync = Corosync(document, target)
        known[CorosyncFile] = known[Corosync] = corosync
    if beside is not None:
        known.update(_beside(beside, target))
    facts = Facts(known, frozenset((UidgidFile,)))
    return Subject(Input(name, "corosync.conf"), facts, beside, document)


def _other_language(data: bytes) -> str:
    head = data[:_HEAD]
    if not re.search(_SECTION, data):
        for pattern, name in _OTHER:
            if re.search(pattern, head):
                return name
    return ""


def _file(path: str, target: Target) -> Subject | Input:
    data = _read(path)
    if isinstance(data, Input):
        return data
    folder, name = os.path.split(path)
    if os.path.basename(folder) == "uidgid.d":
        return _uidgid(path, data, target)
    return from_bytes(path, data, target, folder if name.startswith("corosync.conf") else None)


def _folder(path: str, target: Target) -> Iterator[Subject | Input]:
    found = False
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        inside = os.path.basename(folder)
        for name in sorted(files):
            file = os.path.join(folder, name)
            if inside == "uidgid.d" and os.path.isfile(file):
                data = _read(file)
                yield data if isinstance(data, Input) else _uidgid(file, data, target)
            elif name == "corosync.conf" or (name.endswith(".conf") and _looks_right(file)):
                found = True
                yield _file(file, target)
    if not found:
        yield Input(path, "folder", "no corosync.conf in this folder")


def _looks_right(path: str) -> bool:
    try:
        with open(path, "rb") as stream:
            return os.path.isfile(path) and bool(re.search(_SECTION, stream.read(_HEAD)))
    except OSError:
        return False


def _read(path: str) -> bytes | Input:
    try:
        if os.path.exists(path) and not os.path.isfile(path) and not _is_pipe(path):
            return Input(path, "unknown", "not a regular file")
        with open(path, "rb") as stream:
            data = stream.read(SIZE_MAX + 1)
    except OSError as error:
        return Input(path, "unknown", str(error.strerror or error).lower())
    except ValueError as error:  # a NUL in the name
        return Input(path, "unknown", str(error))
    if len(data) > SIZE_MAX:
        return Input(path, "unknown", f"larger than {SIZE_MAX // 1024 // 1024} MiB")
    return data


def read(path: str) -> Source | str:
    """A source to convert; a text says why it could not be read."""
    if path == "-":
        return Source("<stdin>", sys.stdin.buffer.read(SIZE_MAX))
    data = _read(path)
    return data.error if isinstance(data, Input) else Source(path, data)


def _is_pipe(path: str) -> bool:
    import stat

    return stat.S_ISFIFO(os.stat(path).st_mode)


def _uidgid(path: str, data: bytes, target: Target) -> Subject:
    document = parse(Source(path, data), target)
    beside = (AuthkeyFile, DefaultsFile, Hosts, Interfaces, ServiceFiles)
    foreign = frozenset((Corosync, CorosyncFile, *beside))
    facts = Facts({UidgidFile: UidgidFile(document)}, foreign)
    return Subject(Input(path, "uidgid.d"), facts, document=document)


def _beside(folder: str, target: Target) -> dict[type, object]:
    known: dict[type, object] = {}
    key = os.path.join(folder, "authkey")
    if os.path.isfile(key):
        known[AuthkeyFile] = _authkey(key)
    hosts = _hosts(folder)
    if hosts is not None:
        known[Hosts] = hosts
    addresses = os.path.join(folder, "ip-addr.json")
    if os.path.isfile(addresses):
        known[Interfaces] = _interfaces(addresses)
    for name in ("default/corosync", "../default/corosync", "../sysconfig/corosync"):
        defaults = os.path.normpath(os.path.join(folder, name))
        inside_etc = name[0] != "." or os.path.basename(os.path.abspath(folder)) == "corosync"
        data = _read(defaults) if inside_etc and os.path.isfile(defaults) else None
        if isinstance(data, bytes):
            known[DefaultsFile] = DefaultsFile(Source(defaults, data))
            break
    plugins = os.path.join(folder, "service.d")
    if os.path.isdir(plugins):
        documents: list[Document] = []
        for name in sorted(os.listdir(plugins)):
            file = os.path.join(plugins, name)
            data = _read(file) if os.path.isfile(file) else None
            if isinstance(data, bytes):
                documents.append(parse(Source(file, data), target))
        known[ServiceFiles] = ServiceFiles(tuple(documents))
    return known


SEALS = (
    b"age-encryption.org/",
    b"-----BEGIN AGE ",
    b"-----BEGIN PGP ",
    b"$ANSIBLE_VAULT;",
    b"\0GITCRYPT\0",
)


def _authkey(path: str) -> AuthkeyFile:
    """Its first bytes tell whether it is encrypted; they are not kept."""
    from hadoctor.facts.repository import exposed

    try:
        size = os.path.getsize(path)
        with open(path, "rb") as stream:
            head = stream.read(4096)
    except OSError:
        return AuthkeyFile(Source(path, b""), 0, in_git=None)
    sealed = head.startswith(SEALS) or b"ENC[AES256_GCM," in head
    # Of a symbolic link git takes the name only.
    in_git = not os.path.islink(path) and exposed(path)
    return AuthkeyFile(Source(path, b""), size, sealed, in_git)


def _interfaces(path: str) -> Interfaces | Unknown:
    data = _read(path)
    if isinstance(data, Input):
        return Unknown(f"{path}: {data.error}")
    return interfaces.read(Source(path, data))


def _hosts(folder: str) -> Hosts | None:
    """`hosts` beside the file, or above it where the folder is that of an (unpacked) /etc."""
    places = [os.path.join(folder, "hosts")]
    if os.path.basename(folder) == "corosync":
        places.append(os.path.join(os.path.dirname(folder), "hosts"))
    elif folder in ("", ".") and _here() == "corosync":
        places.append(os.path.join("..", "hosts"))
    for place in places:
        data = _read(place) if os.path.isfile(place) else None
        if isinstance(data, bytes):
            return Hosts(Source(place, data))
    return None


def _here() -> str:
    try:
        return os.path.basename(os.getcwd())
    except OSError:
        return ""
