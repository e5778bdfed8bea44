"""All files of a cluster, checked by our own rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hadoctor.finding import Reported, Severity
from hadoctor.generate.corosync_conf import corosync_conf
from hadoctor.generate.crm_script import crm_script
from hadoctor.generate.description import Description
from hadoctor.generate.firewall import firewall
from hadoctor.generate.host_files import chrony, hosts
from hadoctor.generate.install import install
from hadoctor.generate.loop import Judged, judged
from hadoctor.generate.pcs_commands import pcs_commands
from hadoctor.generate.readme import readme


class Generated(NamedTuple):
    files: dict[str, bytes]
    """By their names in the folder."""
    chosen: tuple[Reported, ...]
    """What the description has chosen although the rules warn of it: a comment in the file says so."""
    refused: tuple[Reported, ...]
    """What the rules forbid: then nothing may be written."""
    broken: tuple[str, ...] = ()


def generate(cluster: Description, allow: Iterable[str] = ()) -> Generated:
    """`allow`: codes of rules that may be broken."""
    allowed = tuple(allow)
    texts = _texts(cluster)
    first = judged(_encoded(texts), cluster.targets)
    chosen = tuple(
        one
        for one in first.findings
        if one.severity < Severity.ERROR or (allowed and one.code.startswith(allowed))
    )
    marked = _marked(texts, chosen)
    marked["README.md"] = readme(cluster, chosen)
    again = judged(_encoded(marked), cluster.targets)
    return Generated(_encoded(marked), chosen, again.findings, again.broken)


def _encoded(texts: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}


def _texts(cluster: Description) -> dict[str, str]:
    found = {
        "corosync.conf": corosync_conf(cluster),
        "cluster.crm": crm_script(cluster),
        "cluster.pcs.sh": pcs_commands(cluster),
        "hosts": hosts(cluster),
        **firewall(cluster),
    }
    if cluster.time == "chrony":
        found["chrony.conf"] = chrony(cluster)
    for node in cluster.nodes:
        found[f"install-{node.name}.sh"] = install(cluster, node)
    return found


def _marked(texts: dict[str, str], chosen: tuple[Reported, ...]) -> dict[str, str]:
    """The files with a comment that says what was chosen on purpose: the rules are silent then."""
    marked = dict(texts)
    for name in ("corosync.conf", "cluster.crm"):
        codes = sorted({one.code for one in chosen if one.finding.at.source.name.endswith(name)})
        if codes:
            line = f"# hadoctor: ignore-file[{', '.join(codes)}] chosen in the description\n"
            marked[name] = line + texts[name]
    return marked


__all__ = ["Generated", "Judged", "generate"]
