"""Can this machine run real rule sets in network namespaces?"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

from tests import required

PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
TOOLS = ("unshare", "ip", "nft", "iptables-nft-restore", "iptables-legacy-restore", "python3")
ATTEMPT = (
    "unshare --net sh -c 'nft add table inet t"
    ' && nft add chain inet t c "{ type filter hook input priority 0; }"'
    " && nft add rule inet t c ct state new accept && iptables-legacy-save >/dev/null'"
)


@cache
def why_not() -> str | None:
    """The reason why the kernel cannot be asked here, or None."""
    if os.geteuid() != 0:
        return "rule sets need root"
    missing = [tool for tool in TOOLS if shutil.which(tool, path=PATH) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", ATTEMPT],
            capture_output=True,
            text=True,
            timeout=10,
            env={"PATH": PATH, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"no namespaces: {error}"
    return None if done.returncode == 0 else f"no rule sets here: {done.stderr.strip()[-300:]}"


def require() -> None:
    """Skip the test where the kernel cannot be asked; in CI that is a failure instead."""
    required.require(why_not())
