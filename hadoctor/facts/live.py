"""What is known of one node: the texts of its configurations, and the facts that the probes gave.

It comes from the node itself, or from a file that a node has saved; both make the same subjects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hadoctor.facts import Facts, Unknown, interfaces
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.kinds import AuthkeyFile, DefaultsFile, SbdFile, ServiceFiles
from hadoctor.facts.node.files import Authkey
from hadoctor.facts.subject import NODE, PACEMAKER, Input, Subject
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.target import Targets

CONF = "corosync.conf"
HOSTS = "hosts"
ADDRESSES = "ip-addr.json"
DEFAULTS = "default/corosync"
SBD = "sbd"
SERVICES = "service.d/"
CIB = "cib.xml"
"""The names of the texts, as they would lie beside a corosync.conf."""


class Text(NamedTuple):
    """A text of the node; `origin` is its path there, or the command that printed it."""

    origin: str
    data: bytes


class Node(NamedTuple):
    """`texts` by the names above; Unknown where one cannot be had, and why. SBD is only among them on
    a node that has such a file."""

    name: str
    taken: float
    """When, in seconds since the epoch."""
    texts: Mapping[str, Text | Unknown]
    facts: Mapping[type, Any]
    """What the probes gave, by kind; Unknown with the reason where that is nothing."""


def subjects(node: Node, targets: Targets, saved: str = "") -> Iterator[Subject | Input]:
    """The node's corosync.conf, its CIB, and the node itself. `saved`: the file that they come from,
    which then stands before the origins in the names of sources."""
    for one in _subjects(node, targets, f"{saved}:" if saved else ""):
        if isinstance(one, Subject):
            one = one._replace(saved=saved, targets=targets)
            if SBD not in node.texts:
                one = one._replace(facts=one.facts.lacking(SbdFile))
        yield one


def _subjects(node: Node, targets: Targets, prefix: str) -> Iterator[Subject | Input]:
    known: dict[type, Any] = dict(node.facts)
    known.update(_beside(node, targets, prefix))
    conf = _configuration(node, CONF, targets, prefix)
    if isinstance(conf, Subject):
        yield conf._replace(facts=conf.facts.and_(Facts(known)))
        known.setdefault(Corosync, conf.facts.get(Corosync))
        known.setdefault(CorosyncFile, conf.facts.get(CorosyncFile))
    elif conf is not None:
        yield conf
    cib = _configuration(node, CIB, targets, prefix)
    if isinstance(cib, Subject):
        from hadoctor.facts.pacemaker import PacemakerFile
        from hadoctor.model.pacemaker.pacemaker import Pacemaker

        yield cib._replace(facts=cib.facts.and_(Facts(known)))
        known.setdefault(Pacemaker, cib.facts.get(Pacemaker))
        known.setdefault(PacemakerFile, cib.facts.get(PacemakerFile))
    yield Subject(Input(prefix + node.name, "node"), Facts(known), language=NODE)


def _configuration(node: Node, name: str, targets: Targets, prefix: str) -> Subject | Input | None:
    text = node.texts.get(name)
    if not isinstance(text, Text):
        return None
    source = Source(prefix + text.origin, text.data)
    if name == CIB:
        from hadoctor.facts import cib

        found = cib.subject(source, "cib", targets)
        return found if isinstance(found, Input) else found._replace(language=PACEMAKER)
    from hadoctor.facts import corosync

    return corosync.subject(source, targets.corosync)


def _beside(node: Node, targets: Targets, prefix: str) -> dict[type, Any]:
    known: dict[type, Any] = {}

    def source(name: str) -> Source | Unknown:
        text = node.texts.get(name, Unknown("not among the facts"))
        return text if isinstance(text, Unknown) else Source(prefix + text.origin, text.data)

    hosts, addresses, defaults = source(HOSTS), source(ADDRESSES), source(DEFAULTS)
    if SBD in node.texts:
        from hadoctor.model.pacemaker.sbd import read

        settings = source(SBD)
        known[SbdFile] = settings if isinstance(settings, Unknown) else SbdFile(read(settings))
    known[Hosts] = hosts if isinstance(hosts, Unknown) else Hosts(hosts)
    known[Interfaces] = addresses if isinstance(addresses, Unknown) else interfaces.read(addresses)
    if isinstance(defaults, Source):
        known[DefaultsFile] = DefaultsFile(defaults)
    files = [
        parse(Source(prefix + text.origin, text.data), targets.corosync)
        for name, text in sorted(node.texts.items())
        if name.startswith(SERVICES) and isinstance(text, Text)
    ]
    known[ServiceFiles] = ServiceFiles(tuple(files))
    key = node.facts.get(Authkey)
    if isinstance(key, Authkey):
        in_git = None if key.beside_git else False
        known[AuthkeyFile] = AuthkeyFile(
            Source(prefix + key.file.path, b""), key.file.size, in_git=in_git
        )
    return known
