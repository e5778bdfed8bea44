"""When do we and the daemon agree about a file?"""

from __future__ import annotations

import re

from hadoctor.engine import Report
from tests.daemon.addresses import local_addresses
from tests.examples import blocks

# Refusals that only the host decides: the daemon's message, and the rule that has to say that it
# needs the node.
HOST = (
    (re.compile(r"The '.*' (user|group) is not found"), "COR033"),
    (re.compile(r"failed to parse (node|bindnet|mcast) address"), "NET009"),
    (re.compile(r"No valid name found for local host|No interfaces defined"), "NET005"),
    (re.compile(r"Protocol not supported|SCTP transport is deprecated"), "TOT021"),
    (re.compile(r"Can't open logfile"), "COR029"),
    (re.compile(r"Could not open|Could not read|Could only read"), "SEC005"),
    (re.compile(r"[Ss]tate directory|Required directory"), "COR035"),
)


# Where no node has an address to tell by, the host decides which one the daemon takes itself for, and
# with it whether that one has what the local node needs.
WHICH_NODE = re.compile(
    r"No multicast port|explicit nodeid for the local node|An IPV6 network requires"
)


def needs_the_node(report: Report, messages: tuple[str, ...]) -> bool:
    """The daemon refused for a reason of the host, and the report says that it depends on it."""
    named = {skipped.code for skipped in report.skipped if skipped.at is not None}
    text = " ".join(messages)
    if WHICH_NODE.search(text):
        return any("which of the nodes" in skipped.why for skipped in report.skipped)
    return any(pattern.search(text) and code in named for pattern, code in HOST)


def loads(report: Report) -> bool:
    return "load" not in blocks(report)


def starts(report: Report) -> bool:
    return not blocks(report)


def first_first(data: bytes) -> list[str]:
    """The addresses for `corosync -t`, so that the first node with an address is the local one, for
    which we judge: the daemon takes the first address that the kernel lists, and the kernel lists
    IPv6 addresses from the last one that was added."""
    found = local_addresses(data)
    return [a for a in found if ":" not in a] + [a for a in reversed(found) if ":" in a]
