"""What the daemon makes of the logging section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import CorosyncFile
from hadoctor.syntax.tree import Node, Pair, Section

_SUBSYS = re.compile(r"logging\.logger_subsys\.([^.]+)\.subsys")
SUBSYS_MAX = 63
"""A name of a subsystem that is longer is refused."""
DEFAULTS = {"to_stderr": "yes", "to_syslog": "yes", "to_logfile": "no"}


def subsystems(corosync: CorosyncFile) -> Iterator[Entry]:
    """The subsys keys of the sections that the daemon looks at. A name with a dot in it is none."""
    for path, entry in corosync.cmap.entries.items():
        if path.startswith("logging.logger_subsys.") and _SUBSYS.fullmatch(path):
            yield entry


def logfiles(corosync: CorosyncFile) -> Iterator[Entry]:
    """The log files that are opened at start: the common one, then those of subsystems."""
    sections = ["logging", *(e.path.removesuffix(".subsys") for e in subsystems(corosync))]
    for section in sections:
        entry = corosync.entry(f"{section}.logfile")
        if entry is not None:
            yield entry


def on(corosync: CorosyncFile, key: str) -> bool:
    """Whether messages go to stderr, syslog or the log file. A wrong word is refused, not off.

    to_file is not asked: it is read first, and to_logfile, set or not, has the last word.
    """
    text = corosync.text(f"logging.{key}")
    return (DEFAULTS[key] if text is None else text) not in ("no", "off")


def crashes(special: Section) -> bool:
    """Whether a daemon before 3.1.10 fails on a logger_subsys or logging_daemon with sections.

    Each `}` in there stores what was collected and lets it go; what is not set anew after that is
    used, and let go, a second time. A name that is missing at the first `}` is refused.
    """
    needed = "name" if special.name.endswith("daemon") else "subsys"
    fresh: dict[str, bool] = {}  # what is collected, and whether it has not been let go yet
    stack: list[Iterator[Node]] = [iter(special.children)]
    while stack:
        child = next(stack[-1], None)
        if isinstance(child, Section):
            stack.append(iter(child.children))
        elif isinstance(child, Pair):
            key = child.key if child.key in ("subsys", needed) else "items"
            fresh[key] = fresh.get(key, True) or key != "items"
        elif child is None:
            if needed not in fresh or not all(fresh.values()):
                return True
            fresh = dict.fromkeys(fresh, False)
            stack.pop()
    return False
