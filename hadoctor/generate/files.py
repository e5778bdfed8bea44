"""All files of a cluster, checked by our own rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hadoctor.facts.corosync import subject
from hadoctor.finding import Reported
from hadoctor.generate.choices import Choice, choices
from hadoctor.generate.corosync_conf import corosync_conf
from hadoctor.generate.crm_script import crm_script
from hadoctor.generate.description import Description
from hadoctor.generate.firewall import firewall
from hadoctor.generate.host_files import chrony, hosts
from hadoctor.generate.install import install
from hadoctor.generate.loop import judged
from hadoctor.generate.pcs_commands import pcs_commands
from hadoctor.generate.readme import readme
from hadoctor.model.corosync import Corosync
from hadoctor.source import Source


class Generated(NamedTuple):
    files: dict[str, bytes]
    """By their names in the folder."""
    chosen: tuple[Reported, ...]
    """What the rules warn of, and the description or --allow has chosen: a comment in the file says so."""
    refused: tuple[Reported, ...]
    """What the rules say of the rest: then nothing may be written."""
    broken: tuple[str, ...] = ()
    """Why the files could not be checked."""


def generate(cluster: Description, allow: Iterable[str] = ()) -> Generated:
    """`allow`: codes of rules that may be broken."""
    allowed = frozenset(allow)
    made = tuple(choices(cluster))
    settled = frozenset().union(*(choice.codes for choice in made))
    texts = _texts(cluster)
    first = judged(_encoded(texts), cluster.targets)
    # Nobody can choose that the daemon refuses the file.
    chosen = tuple(
        one
        for one in first.findings
        if one.code in allowed or (one.code in settled and one.finding.blocks is None)
    )
    marked = _marked(texts, chosen, made)
    marked["README.md"] = readme(cluster, made, [one for one in chosen if one.code in allowed])
    again = judged(_encoded(marked), cluster.targets)
    return Generated(_encoded(marked), chosen, again.findings, again.broken)


def _encoded(texts: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}


def _texts(cluster: Description) -> dict[str, str]:
    conf = corosync_conf(cluster)
    corosync = subject(Source("corosync.conf", conf.encode()), cluster.targets.corosync).facts.get(
        Corosync
    )
    assert isinstance(corosync, Corosync), "our own braces match"
    found = {
        "corosync.conf": conf,
        "cluster.crm": crm_script(cluster),
        "cluster.pcs.sh": pcs_commands(cluster),
        "hosts": hosts(cluster),
        **firewall(cluster, corosync),
    }
    if cluster.time == "chrony" and cluster.time_servers:
        found["chrony.conf"] = chrony(cluster)
    for node in cluster.nodes:
        found[f"install-{node.name}.sh"] = install(cluster, node)
    return found


def _marked(
    texts: dict[str, str], chosen: tuple[Reported, ...], made: tuple[Choice, ...]
) -> dict[str, str]:
    """The files with a comment that says what was chosen on purpose: the rules are silent then."""
    marked = dict(texts)
    for name in ("corosync.conf", "cluster.crm"):
        here = {one.code for one in chosen if one.finding.at.source.name.endswith(name)}
        # The crm shell dies of two dashes in a comment.
        words = {code: choice.words for choice in reversed(made) for code in choice.codes}
        reasons: dict[str, list[str]] = {}
        for code in sorted(here):
            reasons.setdefault(words.get(code, "on the command line"), []).append(code)
        lines = [
            f"# hadoctor: ignore-file[{', '.join(codes)}] chosen: {reason}\n"
            for reason, codes in reasons.items()
        ]
        marked[name] = "".join(lines) + texts[name]
    return marked
