"""The CIB that a verdict starts from: every node online, nothing failed, nothing running yet.

What agents would write into the status is not known from a configuration, and so is taken for granted:
every copy of a promotable clone can be promoted, every ping reaches all its hosts, every ticket is granted.
Where the CIB has a status, the node attributes in it count instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hadoctor.model.cib.text import render
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.connectivity import readers, writers
from hadoctor.model.pacemaker.constraints import Ticket
from hadoctor.model.pacemaker.membership import corosync_names
from hadoctor.model.pacemaker.node_names import remote_name
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.syntax.element import Element

FEATURE_SET = "3.0.14"
"""An old one: a CIB with one that is newer than its own is refused by crm_simulate."""
READY = "100"
"""The promotion score that every copy gets; only that it is positive matters."""
UNFENCED = "#node-unfenced"
"""When a node was last unfenced, in seconds since the epoch."""
HOLDS = ("fail-count-", "last-failure-", "shutdown", "terminate", "standby", "probe_complete")
"""Beginnings of attributes that say that something is wrong now."""
REPLICAS_MAX = 100
Attributes = dict[str, str]


class Start(NamedTuple):
    body: str
    """All that is in the `<cib>` element."""
    nodes: tuple[str, ...]
    """The nodes that run corosync and are online."""
    assumed: tuple[str, ...]

    def cib(self, schema: str) -> bytes:
        head = (
            f'<cib validate-with="{schema}" crm_feature_set="{FEATURE_SET}" admin_epoch="0" epoch="1"'
            ' num_updates="0" have-quorum="1">\n'
        )
        return f"{head}{self.body}</cib>\n".encode("utf-8", "replace")


class _Member(NamedTuple):
    id: str
    name: str
    online: bool
    added: bool
    """Whether only corosync.conf knows it: Pacemaker adds it to the CIB when it comes."""


def start(
    pacemaker: Pacemaker,
    corosync: Corosync | None,
    cib: Element | None,
    configuration: Element | None = None,
) -> Start:
    """`cib`: the `<cib>` element of XML that has one. `configuration`: what to write instead of the
    configuration itself."""
    members = tuple(_members(pacemaker, corosync))
    now = _attributes(cib)
    known = {name for attributes in now.values() for name in attributes}
    online = tuple(m.name for m in members if m.online)
    taken = _taken(pacemaker, known)
    states = [_state(m, {**taken, **now.get(m.id, {})}) for m in members]
    # The scheduler asks after a remote node by its name.
    for name in _others(pacemaker):
        states.append(_remote_state(name, {**taken, **now.get(name, {})}))
    tickets = sorted({c.ticket for c in pacemaker.constraints if isinstance(c, Ticket)})
    status = "<status>\n" + "".join(states) + _tickets(tickets) + "</status>\n"
    body = _configuration(configuration or pacemaker.configuration, members) + status
    said = _assumed(pacemaker, taken, tickets, members, known)
    return Start(body, online, tuple(said))


def _members(pacemaker: Pacemaker, corosync: Corosync | None) -> Iterator[_Member]:
    named = corosync_names(corosync)[0] if corosync is not None else {}
    # Nodes of whose names only they themselves know could be any of the CIB.
    sure = corosync is not None and bool(named) and len(named) == len(corosync.nodes)
    seen = set()
    for node in pacemaker.members:
        if node.name:
            seen.add(node.name.lower())
            online = not sure or node.name.lower() in named
            yield _Member(node.id or node.name, node.name, online, False)
    for key, member in named.items():
        if key not in seen and member.nodeid is not None:
            yield _Member(str(member.nodeid), member.label, True, True)


def _attributes(cib: Element | None) -> dict[str, Attributes]:
    """The transient attributes in the status of a CIB by node id, without those that say what is wrong."""
    found: dict[str, Attributes] = {}
    status = None if cib is None else cib.first("status")
    for state in status.all("node_state") if status is not None else ():
        here = found.setdefault(state.id, {})
        for transient in state.all("transient_attributes"):
            for one in transient.all("instance_attributes"):
                for pair in one.all("nvpair"):
                    name, value = pair.get("name"), pair.get("value")
                    if name and value is not None and not name.startswith(HOLDS):
                        here.setdefault(name, value)
    return found


def _taken(pacemaker: Pacemaker, known: set[str]) -> Attributes:
    """What every node gets, where the status does not say otherwise."""
    found: Attributes = {}
    for resource in pacemaker.primitives:
        if resource.promotable is not False:
            names = [f"master-{resource.id}", *_numbered(resource)]
            found.update((name, READY) for name in names if name not in known)
    for name, resource in writers(pacemaker).items():
        if name not in known:
            found[name] = str(_reached(resource))
    if any(_is_unfencing(resource) for resource in pacemaker.primitives):
        # A node that runs has its disks back; the scheduler would ask for it without end.
        found.setdefault(UNFENCED, "1")
    return found


def _is_unfencing(resource: Resource) -> bool:
    """Whether a fence device gives nodes back what it took, or a resource waits for that."""
    settings = (resource.own_meta.get(name) for name in ("provides", "requires"))
    return any((s.value or "").lower() == "unfencing" for s in settings if s is not None)


def _numbered(resource: Resource) -> Iterator[str]:
    """The names for the copies of a clone in which each copy is its own."""
    clone = resource.clone
    setting = clone.meta("globally-unique") if clone is not None else None
    if setting is not None and values.boolean(setting.value or "") is True:
        yield from (f"master-{resource.id}:{number}" for number in range(REPLICAS_MAX))


def _reached(resource: Resource) -> int:
    """What a ping writes when all hosts answer: their number, times the multiplier."""
    hosts = resource.param("host_list")
    number = len((hosts.value or "").split()) if hosts is not None else 1
    setting = resource.param("multiplier")
    factor = values.integer(setting.value or "") if setting is not None else 1
    return max(1, number) * (1 if factor is None else factor)


def _others(pacemaker: Pacemaker) -> Iterator[str]:
    """The nodes that run no corosync: remote nodes, guests, the replicas of bundles."""
    for resource in pacemaker.primitives:
        name = remote_name(resource)
        if name:
            yield name
    for bundle in pacemaker.top:
        if bundle.kind == "bundle" and any(bundle.element.all("primitive")):
            yield from (f"{bundle.id}-{number}" for number in range(_replicas(bundle)))


def _replicas(bundle: Resource) -> int:
    for container in bundle.element.all("docker", "podman", "rkt"):
        for name in ("replicas", "promoted-max", "masters"):
            number = values.integer(container.get(name) or "")
            if number is not None and number > 0:
                return min(number, REPLICAS_MAX)
    return 1


def _configuration(configuration: Element, members: Iterable[_Member]) -> str:
    added = [_tag("node", id=m.id, uname=m.name) for m in members if m.added]
    if not added:
        return render(configuration, 0)
    parts = ["<configuration>\n"]
    for section in configuration.children:
        if section.tag == "nodes":
            inside = (render(node, 0) for node in section.children)
            parts += ["<nodes>\n", *inside, *added, "</nodes>\n"]
        else:
            parts.append(render(section, 0))
    return "".join([*parts, "</configuration>\n"])


def _state(member: _Member, attributes: Attributes) -> str:
    words = ("true", "online", "member") if member.online else ("false", "offline", "down")
    in_ccm, crmd, join = words
    head = _tag(
        "node_state",
        closed=False,
        id=member.id,
        uname=member.name,
        in_ccm=in_ccm,
        crmd=crmd,
        join=join,
        expected=join,
    )
    return head + _transient(member.id, attributes) + "</node_state>\n"


def _remote_state(name: str, attributes: Attributes) -> str:
    head = _tag("node_state", closed=False, id=name, uname=name, remote_node="true")
    return head + _transient(name, attributes) + "</node_state>\n"


def _transient(node: str, attributes: Attributes) -> str:
    if not attributes:
        return ""
    set_id = f"hadoctor-status-{_id(node)}"
    pairs = (
        _tag("nvpair", id=f"{set_id}-{number}", name=name, value=value)
        for number, (name, value) in enumerate(attributes.items())
    )
    return "".join(
        [
            _tag("transient_attributes", closed=False, id=node),
            _tag("instance_attributes", closed=False, id=set_id),
            *pairs,
            "</instance_attributes>\n</transient_attributes>\n",
        ]
    )


def _tickets(names: Iterable[str]) -> str:
    inside = "".join(
        _tag("ticket_state", id=name, granted="true", standby="false") for name in names
    )
    return f"<tickets>\n{inside}</tickets>\n" if inside else ""


def _tag(tag: str, *, closed: bool = True, **attributes: str) -> str:
    from xml.sax.saxutils import quoteattr

    inside = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{inside}{'/' if closed else ''}>\n"


def _id(text: str) -> str:
    """The text as a part of an XML id."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in text)


def _assumed(
    pacemaker: Pacemaker,
    taken: Attributes,
    tickets: list[str],
    members: tuple[_Member, ...],
    known: set[str],
) -> Iterator[str]:
    away = [m.name for m in members if not m.online]
    if away:
        yield f"{_names(away)} is offline: corosync.conf has no such node"
    promoted = [
        r.clone.id
        for r in pacemaker.primitives
        if f"master-{r.id}" in taken and r.clone is not None
    ]
    if promoted:
        yield f"every copy of {_names(list(dict.fromkeys(promoted)))} can be promoted"
    pings = [name for name in writers(pacemaker) if name in taken]
    if pings:
        yield f"every node reaches all hosts that ping asks ({_names(pings)})"
    if tickets:
        yield f"{'ticket' if len(tickets) == 1 else 'tickets'} {_names(tickets)} granted here"
    if known:
        yield "the node attributes of the status that stands in the CIB"
    unknown = [
        name
        for name in readers(pacemaker)
        if not name.startswith("#") and name not in taken and name not in known
    ]
    if unknown:
        yield f"no node has the attribute {_names(unknown)}, which a rule asks for"


def _names(names: list[str]) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:4])
    return f"{shown} and {len(names) - 4} more" if names[4:] else shown
