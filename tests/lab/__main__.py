"""The lab by hand: `python -m tests.lab up`, `exec n1 crm_mon -1`, `down`. As root."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from . import places
from .cluster import Cluster
from .inside import ENVIRONMENT, LabError
from .plan import FIREWALLS, TRANSPORTS, Plan

DEFAULT = "lab"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m tests.lab", description=__doc__)
    commands = made.add_subparsers(dest="command", required=True)

    up = commands.add_parser("up", help="start a cluster, and wait until it is sound")
    up.add_argument("--nodes", type=int, default=2)
    up.add_argument("--transport", choices=TRANSPORTS, default="knet")
    up.add_argument("--links", type=int, default=1)
    up.add_argument("--ip", type=int, choices=(4, 6), default=4)
    up.add_argument("--pacemaker", action="store_true", help="with a few resources")
    up.add_argument("--no-fencing", action="store_true")
    up.add_argument("--full", action="store_true", help="nodes with systemd")
    up.add_argument("--firewall", choices=FIREWALLS, default="none")
    up.add_argument("--ssh", action="store_true", help="between the nodes, as root")
    up.add_argument("--chrony", action="store_true", help="needs --full")
    up.add_argument("--disk", type=int, default=256, metavar="MIB")
    up.add_argument("--token", type=int, default=1000, metavar="MS")
    up.add_argument("--corosync-conf", type=Path, metavar="FILE", help="instead of the lab's")
    up.add_argument("--cib", type=Path, metavar="FILE", help="instead of the lab's")
    up.add_argument("--no-wait", action="store_true", help="it need not become sound")

    execute = commands.add_parser(
        "exec", help="run a program in a node (a shell, if none is given)"
    )
    execute.add_argument("node", help="n1, n2, ..., or switch")
    execute.add_argument("argv", nargs=argparse.REMAINDER)

    power = commands.add_parser("power", help="switch a node off or on")
    power.add_argument("node")
    power.add_argument("action", choices=("off", "on", "reboot", "status"))

    sound = commands.add_parser("sound", help="tell what is wrong with a cluster")
    down = commands.add_parser("down", help="end a cluster")
    down.add_argument("--all", action="store_true")
    commands.add_parser("list", help="the clusters that run")
    for command in (up, execute, power, sound, down):
        command.add_argument("--name", default=DEFAULT, help=f"of the cluster ({DEFAULT})")
    return made


def up(options: argparse.Namespace) -> int:
    """Start a cluster that stays."""
    files = {
        path: source.read_text(encoding="utf-8")
        for path, source in (
            ("/etc/corosync/corosync.conf", options.corosync_conf),
            ("/var/lib/pacemaker/cib/cib.xml", options.cib),
        )
        if source is not None
    }
    plan = Plan(
        nodes=options.nodes,
        transport=options.transport,
        links=options.links,
        pacemaker=options.pacemaker,
        full=options.full,
        firewall=options.firewall,
        ip=options.ip,
        fencing=not options.no_fencing,
        ssh=options.ssh,
        chrony=options.chrony,
        files=files,
        disk=options.disk,
        token=options.token,
    )
    begin = time.monotonic()
    Cluster(plan, options.name, wait=not options.no_wait).start(keep=True)
    print(f"{options.name}: {' '.join(plan.names)}, {time.monotonic() - begin:.1f} s")
    return 0


def execute(options: argparse.Namespace) -> int:
    """Become a program in a node; this process is it from then on."""
    cluster = Cluster.running(options.name)
    argv = options.argv[1:] if options.argv[:1] == ["--"] else options.argv
    environment = ENVIRONMENT | {"TERM": os.environ.get("TERM", "dumb")}
    enter = cluster.switch.enter() if options.node == "switch" else cluster[options.node].enter()
    os.chdir("/")
    os.execvpe(enter[0], [*enter, *(argv or ["bash"])], environment)


def down(options: argparse.Namespace) -> int:
    """End one cluster, or all that run."""
    for name in list(places.names()) if options.all else [options.name]:
        Cluster.running(name).close()
    return 0


def listing() -> int:
    """One line a cluster."""
    places.sweep_dead()
    for name in places.names():
        state = places.state(name)
        nodes = " ".join(f"{node}={pid or 'off'}" for node, pid in state.get("nodes", {}).items())
        print(f"{name}: {nodes or 'starting'}")
    return 0


def sound(options: argparse.Namespace) -> int:
    """Exit with 1 when something is wrong."""
    problems = Cluster.running(options.name).sound()
    print("\n".join(problems) or "sound")
    return 1 if problems else 0


def main() -> int:
    """Do what the command line says."""
    options = parser().parse_args()
    try:
        match options.command:
            case "up":
                return up(options)
            case "exec":
                return execute(options)
            case "power":
                print(Cluster.running(options.name)[options.node].power(options.action))
                return 0
            case "sound":
                return sound(options)
            case "down":
                return down(options)
            case _:
                return listing()
    except (LabError, ValueError, OSError) as error:
        print(f"lab: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
