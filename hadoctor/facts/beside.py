"""What lies beside a corosync.conf: authkey, service.d, hosts, ip-addr.json, the old defaults, the
settings of SBD."""

from __future__ import annotations

import os

from hadoctor.facts import Unknown, interfaces, sbd
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.kinds import AuthkeyFile, DefaultsFile, ServiceFiles
from hadoctor.facts.reading import read_bytes
from hadoctor.facts.subject import Input
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.syntax.tree import Document
from hadoctor.target import Target


def beside(folder: str, target: Target) -> dict[type, object]:
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
        data = read_bytes(defaults) if inside_etc and os.path.isfile(defaults) else None
        if isinstance(data, bytes):
            known[DefaultsFile] = DefaultsFile(Source(defaults, data))
            break
    known.update(sbd.beside(folder))
    plugins = os.path.join(folder, "service.d")
    if os.path.isdir(plugins):
        documents: list[Document] = []
        for name in sorted(os.listdir(plugins)):
            file = os.path.join(plugins, name)
            data = read_bytes(file) if os.path.isfile(file) else None
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
    data = read_bytes(path)
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
        data = read_bytes(place) if os.path.isfile(place) else None
        if isinstance(data, bytes):
            return Hosts(Source(place, data))
    return None


def _here() -> str:
    try:
        return os.path.basename(os.getcwd())
    except OSError:
        return ""
