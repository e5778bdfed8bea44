"""The network of a cluster: the supervisor's network namespace is the switch, with a bridge a link.

Each time that a node is switched on it gets a new namespace, so that no address, no route and no
firewall rule outlives it, as with a real machine.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from .plan import SERVERS, Plan, four, six


def batch(commands: list[str], *, net: Path | None = None, force: bool = False) -> None:
    """ip(8) commands, in a namespace or in this one."""
    enter = [] if net is None else ["nsenter", f"--net={net}"]
    options = ["-force"] if force else []
    subprocess.run(
        [*enter, "ip", *options, "-batch", "-"],
        input="\n".join(commands) + "\n",
        text=True,
        check=not force,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if force else None,
    )


def port(name: str, link: int) -> str:
    """The switch's end of the cable of a node."""
    return f"{name}e{link}"


def switch(plan: Plan) -> None:
    """The bridges. The first one is reached under the addresses of the time servers."""
    commands = ["link set lo up"]
    for link in range(plan.links):
        # No snooping: there is no router that would ask who wants which multicast.
        commands += [
            f"link add br{link} type bridge forward_delay 0 stp_state 0 mcast_snooping 0",
            f"link set br{link} up",
        ]
    commands += [f"address add {server}/24 dev br0" for server in SERVERS]
    batch(commands)


def plug(plan: Plan, name: str, net: Path) -> None:
    """A new namespace for a node, mounted at `net`, with a cable to each bridge."""
    subprocess.run(["unshare", f"--net={net}", "true"], check=True)
    outside: list[str] = []
    inside = ["link set lo up"]
    for link in range(plan.links):
        outside += [
            f"link add {port(name, link)} type veth peer name eth{link} netns {net}",
            f"link set {port(name, link)} master br{link} up",
        ]
        inside.append(f"address add {four(name, link)}/24 brd + dev eth{link}")
        if plan.ip == 6:
            inside.append(f"address add {six(name, link)}/64 dev eth{link} nodad")
        inside.append(f"link set eth{link} up")
    batch(outside)
    batch(inside, net=net)


def unplug(plan: Plan, name: str, net: Path) -> None:
    """Remove the cables, and the namespace with its last process."""
    batch([f"link delete {port(name, link)}" for link in range(plan.links)], force=True)
    subprocess.run(["umount", str(net)], check=False, stderr=subprocess.DEVNULL)
