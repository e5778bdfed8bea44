"""Can this machine run the real corosync in namespaces?"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

from tests import required

from .oracle import UNSHARE, tool

PREFIXES = "HADOCTOR_COROSYNC_PREFIXES"
# The whole point of the attempt: the namespaces, and an interface inside.
ATTEMPT = (*UNSHARE, "ip", "link", "add", "net0", "type", "veth", "peer", "name", "net1")


@cache
def why_not() -> str | None:
    """The reason why the real corosync cannot be used here, or None."""
    if os.geteuid() != 0:
        return "the real corosync needs root"
    if tool("corosync") is None or tool("corosync-cmapctl") is None:
        return "corosync is not installed"
    try:
        done = subprocess.run(ATTEMPT, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"no namespaces: {error}"
    return None if done.returncode == 0 else f"no namespaces: {done.stderr.strip()}"


def require() -> None:
    """Skip the test where the real corosync cannot be used; in CI that is a failure instead."""
    required.require(why_not())


def prefixes() -> dict[str, Path]:
    """Other builds to try, by version: HADOCTOR_COROSYNC_PREFIXES="2.4=/some/path,3.0=/other"."""
    pairs = (entry.partition("=") for entry in os.environ.get(PREFIXES, "").split(",") if entry)
    return {version.strip(): Path(path.strip()) for version, _, path in pairs}
