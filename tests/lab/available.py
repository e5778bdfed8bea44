"""Can this machine run clusters in namespaces?"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

from tests import required

from . import places
from .cluster import UNSHARE
from .inside import DROP, PATH

NEEDED = """
    corosync corosync-quorumtool corosync-cfgtool corosync-cmapctl ip unshare nsenter setpriv
    pivot_root nft pacemakerd crm_mon cibadmin ssh-keygen sshd iptables-restore ufw
    """.split()
NEEDED_FULL = "systemctl firewall-cmd chronyd".split()
# The point of the attempt: what containers are often not allowed to do.
ATTEMPT = """
set -e
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
mount -t proc proc /mnt/root/proc
ip link add br0 type bridge
ip link add veth0 type veth peer name veth1
nft add table bridge attempt
"""


@cache
def why_not(full: bool = False) -> str | None:
    """The reason why there can be no cluster here, or None."""
    if os.geteuid() != 0:
        return "the lab needs root"
    missing = [
        name for name in NEEDED + NEEDED_FULL * full if shutil.which(name, path=PATH) is None
    ]
    if missing:
        return f"not installed: {', '.join(missing)}"
    if os.stat("/usr").st_dev != os.stat("/").st_dev:
        return "/usr is another file system than /, which the nodes' overlay would not show"
    if full and places.group("attempt") is None:
        return "no control groups of version 2"
    if full and not os.access("/lib/systemd/systemd", os.X_OK):
        return "systemd is not installed"
    try:
        done = subprocess.run(
            [*DROP, *UNSHARE, "sh", "-c", ATTEMPT], capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"no namespaces: {error}"
    return None if done.returncode == 0 else f"no namespaces: {done.stderr.strip()}"


def require(full: bool = False) -> None:
    """Skip the test where the lab cannot be had; in CI that is a failure instead."""
    required.require(why_not(full))
