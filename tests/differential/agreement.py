"""When do we and the daemon agree about a file?"""

from __future__ import annotations

import re

from hadoctor.engine import Report
from tests.examples import blocks

# Refusals that only the host decides: the daemon's message, and the rule that has to say that it
# needs the node.
HOST = (
    (re.compile(r"The '.*' (user|group) is not found"), "COR033"),
    (re.compile(r"failed to parse (node|bindnet|mcast) address"), "NET009"),
    (re.compile(r"No valid name found for local host"), "NET005"),
    (re.compile(r"Can't open logfile"), "COR029"),
    (re.compile(r"Could not open|Could not read|Could only read"), "SEC005"),
    (re.compile(r"[Ss]tate directory|Required directory"), "COR035"),
)


def needs_the_node(report: Report, messages: tuple[str, ...]) -> bool:
    """The daemon refused for a reason of the host, and the report says that it depends on it."""
    named = {skipped.code for skipped in report.skipped if skipped.at is not None}
    text = " ".join(messages)
    return any(pattern.search(text) and code in named for pattern, code in HOST)


def loads(report: Report) -> bool:
    return "load" not in blocks(report)


def starts(report: Report) -> bool:
    return not blocks(report)
