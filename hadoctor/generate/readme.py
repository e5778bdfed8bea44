"""The steps in order, with what is to be seen after each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hadoctor.finding import Reported
from hadoctor.generate.choices import Choice
from hadoctor.generate.description import Description

Lines = Iterator[str]


def readme(cluster: Description, chosen: Sequence[Choice], allowed: Sequence[Reported] = ()) -> str:
    """`allowed`: what the rules forbid, and --allow has permitted."""
    steps: list[Lines] = [_copy(cluster), _key(cluster), _install(cluster), _resources(cluster)]
    lines = [f"# Cluster {cluster.name}: {', '.join(node.name for node in cluster.nodes)}", ""]
    lines += _preface(cluster)
    for number, step in enumerate([*steps, _prove(cluster)], 1):
        first, *rest = step
        lines += [f"{number}. {first}", *(f"   {line}".rstrip() for line in rest), ""]
    lines += [*_choices(chosen, allowed), *_LATER]
    return "\n".join([*lines, ""])


def _preface(cluster: Description) -> Lines:
    yield "Needed on every node: corosync, pacemaker, crmsh or pcs, the agents of the resources"
    yield f"({', '.join(_agents(cluster))})."
    yield "Made by `hadoctor generate` from cluster.toml: a change belongs there, and all is made again."
    yield ""


def _agents(cluster: Description) -> list[str]:
    found = ["ocf:heartbeat:IPaddr2"] if cluster.addresses else []
    found += [service.agent for service in cluster.services]
    if cluster.fenced:
        found.append(cluster.fencing.agent)
    return list(dict.fromkeys(found)) or ["none yet"]


def _copy(cluster: Description) -> Lines:
    yield "Copy this folder to every node. It is the same for all of them."
    yield "See: `sha256sum -c SHA256SUMS` there says OK for each file."
    yield ""
    yield "If a cluster runs on the nodes already (Debian starts one of a single host when corosync is"
    yield "installed), end it: `crm configure property maintenance-mode=true` first, if what it runs shall go"
    yield "on meanwhile; then `systemctl stop pacemaker corosync` on all nodes."
    yield "See: `pidof corosync` prints nothing."


def _key(cluster: Description) -> Lines:
    if not cluster.encrypted:
        yield "There is no key: what the nodes send each other is neither encrypted nor authenticated."
        return
    yield "The key: `authkey` in this folder, if it was made with `--authkey`. Else make it on one node by"
    yield "`corosync-keygen`, and copy /etc/corosync/authkey to the others, by scp. It is 256 random bytes,"
    yield "owner root, mode 0400, and the same on all nodes; who has it can take part in the cluster."
    yield "See: `sha256sum /etc/corosync/authkey` is the same everywhere. Then remove it from this folder."


def _install(cluster: Description) -> Lines:
    names = ", ".join(f"`sh install-{node.name}.sh`" for node in cluster.nodes)
    yield f"On each node its own script: {names}."
    yield "It asks before each change, keeps what it replaces, and can be run again."
    count = len(cluster.nodes)
    yield f"See, when all are done: `corosync-quorumtool -s` has `Nodes: {count}` and `Quorate: Yes`;"
    links = f"{cluster.links} link{'s' * (cluster.links > 1)}"
    yield f"`corosync-cfgtool -n` has {links} to each other node, `enabled connected`;"
    if cluster.encrypted:
        yield "`corosync-cmapctl totem.crypto_cipher` says aes256;"
    yield f"`crm_mon --one-shot` has {count} nodes online, after half a minute at most."
    if cluster.firewall != "none":
        yield f"The firewall ({cluster.firewall}) lets in the nodes of the cluster, and everybody to"
        yield f"{', '.join(cluster.open) or 'nothing'}."
        if cluster.addresses:
            names = ", ".join(one.name for one in cluster.addresses)
            yield f"What listens on {names} is reached from outside if its port is one of these: host.open."
    if cluster.device:
        yield ""
        host = cluster.device.host
        yield f"The quorum device: corosync-qnetd on {host}, which lets in tcp/5403; on one node"
        yield f"`corosync-qdevice-net-certutil -Q -n {cluster.name} {host} NODE NODE…`, then the scripts"
        yield "once more on every node: they start corosync-qdevice."
        yield "See: `corosync-qdevice-tool -s` says `State: Connected`."


def _resources(cluster: Description) -> Lines:
    yield "Once, on one node, when all are online: `crm configure load update cluster.crm`, or with pcs"
    yield "`sh cluster.pcs.sh`."
    units = [service.unit for service in cluster.services if service.unit]
    if units:
        names = " ".join(dict.fromkeys(units))
        yield f"Before it, on all nodes, `systemctl stop {names}`: the cluster is to start it."
    yield "See: `crm_mon --one-shot --inactive` has everything `Started`, and no failed actions."
    for one in cluster.addresses:
        yield f"`ip address show to {one.address}` prints a line on the node where {one.name} is."
    yield "If it was in maintenance: `crm configure property maintenance-mode=false`."


def _prove(cluster: Description) -> Lines:
    yield "Prove it, before it is needed: `hadoctor diagnose` on every node finds nothing."
    if cluster.addresses:
        name = cluster.nodes[0].name
        yield f"`crm node standby {name}`, and its resources are on another node after seconds;"
        yield f"`crm node online {name}`. (pcs: `pcs node standby`, `pcs node unstandby`.)"
    if cluster.fenced:
        yield "Fencing, one node after the other: `crm node standby NODE`, `stonith_admin --reboot NODE`."
        yield "See: this node loses its power, and no other; it comes back and is online."


def _choices(chosen: Sequence[Choice], allowed: Sequence[Reported]) -> Lines:
    if not chosen and not allowed:
        return
    yield "## What was chosen, and what it means"
    yield ""
    for choice in chosen:
        yield f"* {choice.words}: {choice.meaning} ({', '.join(sorted(choice.codes))})."
    for one in allowed:
        why = f": {one.finding.why}" if one.finding.why else ""
        yield f"* --allow {one.code}: {one.finding.message}{why}."
    yield ""
    if any("FEN001" in choice.codes for choice in chosen):
        yield "Without fencing nothing makes sure that a node that was lost is down. Get a fence device, and"
        yield "put it into cluster.toml, before there is data that matters."
        yield ""


_LATER = (
    "## Later",
    "",
    "A change of corosync.conf: a higher config_version in cluster.toml, all of it made again, the new",
    "corosync.conf on all nodes, then on one of them `corosync-cfgtool -R`. A change of the resources: load",
    "the new cluster.crm; what is no longer in it stays in the cluster, until `crm configure delete`.",
)
