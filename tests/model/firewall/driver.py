"""Runs in network namespaces of its own: a node that has the rules, and a peer that has none.

A line of JSON in, a line of JSON out: rules are loaded and shown again, packets are sent as real datagrams,
and told is which of them arrived. Started by `lab.py` under `unshare`; it imports nothing of hadoctor.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import select
import socket
import struct
import subprocess
import sys
from typing import Any

CLONE_NEWNET = 0x40000000
NODE = {4: "10.99.0.1", 6: "fd99::1"}
PEERS = {4: ("10.99.0.2", "10.99.0.3", "172.31.9.9"), 6: ("fd99::2", "fd99::3", "fd77::9")}
"""The last one is not in the node's network: the node knows no way back to it."""
GROUP = "239.192.7.7"
MACS = {"eth1": "02:00:00:00:00:01", "eth2": "02:00:00:00:00:02"}
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"PATH": PATH, "LC_ALL": "C"}
libc = ctypes.CDLL(None, use_errno=True)


def call(*command: str, given: str = "") -> str:
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, env=ENVIRONMENT, timeout=20
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


class Lab:
    def __init__(self) -> None:
        self._node = self._here()
        # Somebody has to stay in the node's namespace, so that `ip` can find it.
        keeper = subprocess.Popen(["sleep", "infinity"], env=ENVIRONMENT)
        self.keeper = keeper
        if libc.unshare(CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "unshare")
        self._peer = self._here()
        call(
            "ip",
            "link",
            "add",
            "eth2",
            "type",
            "veth",
            "peer",
            "name",
            "eth1",
            "netns",
            str(keeper.pid),
        )
        self._links("eth2", [*PEERS[4], *PEERS[6]])
        for address in NODE.values():
            self._neighbour(address, "eth2", MACS["eth1"])
        call("ip", "route", "replace", "239.0.0.0/8", "dev", "eth2")
        self._enter(self._node)
        self._links("eth1", list(NODE.values()))
        for family in (4, 6):
            for address in PEERS[family][:2]:
                self._neighbour(address, "eth1", MACS["eth2"])
        call("ip", "route", "replace", "239.0.0.0/8", "dev", "eth1")
        for name in ("all", "eth1"):
            with open(f"/proc/sys/net/ipv4/conf/{name}/rp_filter", "w") as file:
                file.write("0")
        self.wait = 0.0
        """Seconds in which a datagram arrives, if it ever does: veth hands it over at once."""
        self._sockets: dict[tuple[bool, str, int], socket.socket] = {}
        self._tracking = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)

    def _here(self) -> int:
        return os.open("/proc/thread-self/ns/net", os.O_RDONLY)

    def _enter(self, namespace: int) -> None:
        if libc.setns(namespace, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")

    def _links(self, name: str, addresses: list[str]) -> None:
        call("ip", "link", "set", "lo", "up")
        call("ip", "link", "set", name, "address", MACS[name])
        call("ip", "link", "set", name, "up")
        for address in addresses:
            alone = "/128" if ":" in address else "/32"
            near = "/64" if ":" in address else "/24"
            length = near if address.startswith(("10.99.", "fd99:")) else alone
            extra = ["nodad"] if ":" in address else []
            call("ip", "addr", "add", address + length, "dev", name, *extra)

    def _neighbour(self, address: str, name: str, mac: str) -> None:
        call("ip", "neigh", "replace", address, "lladdr", mac, "dev", name, "nud", "permanent")

    def forget(self) -> None:
        """All connections that are tracked: what comes next is new (IPCTNL_MSG_CT_DELETE)."""
        for family in (socket.AF_INET, socket.AF_INET6):
            message = struct.pack("=IHHIIBBH", 20, 1 << 8 | 2, 5, 1, 0, family, 0, 0)
            self._tracking.send(message)
            code = struct.unpack_from("=i", self._tracking.recv(4096), 16)[0]
            if code:
                raise OSError(-code, os.strerror(-code))

    def opened(self, node: bool, address: str, port: int) -> socket.socket:
        """A socket of the node or of the peer; both sides need a namespace only to open it."""
        key = node, address, port
        if key not in self._sockets:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            if not node:
                self._enter(self._peer)
            try:
                one = socket.socket(family, socket.SOCK_DGRAM)
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                one.setblocking(False)
                one.bind((address, port))
                if address == GROUP:
                    self._join(one, node)
            finally:
                self._enter(self._node)
            self._sockets[key] = one
        return self._sockets[key]

    def _join(self, one: socket.socket, node: bool) -> None:
        index = socket.if_nametoindex("eth1" if node else "eth2")
        request = struct.pack("4s4si", socket.inet_aton(GROUP), bytes(4), index)
        one.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, request)

    def arrives(self, packet: dict[str, Any]) -> bool:
        """Send one datagram, and see whether it comes out on the other side."""
        into = packet["in"]
        here, there = packet["source"], packet["destination"]
        receiver = self.opened(into, there, packet["dport"])
        sender = self.opened(not into, here, packet["sport"])
        while select.select([receiver], [], [], 0)[0]:
            receiver.recv(100)
        try:
            sender.sendto(b"x", (there, packet["dport"]))
        except OSError as error:
            # What the output chain drops, the sender is told of; a refusal of before may come now.
            if error.errno == errno.ECONNREFUSED:
                return self.arrives(packet)
            if error.errno in (errno.EPERM, errno.EHOSTUNREACH, errno.EACCES, errno.ENETUNREACH):
                return False
            raise
        return bool(select.select([receiver], [], [], self.wait)[0])

    def sent(self, packet: dict[str, Any]) -> bool | None:
        """None: it should be a reply, but what it would reply to does not arrive."""
        self.forget()
        if packet["established"]:
            other = {
                "in": not packet["in"],
                "source": packet["destination"],
                "destination": packet["source"],
                "sport": packet["dport"],
                "dport": packet["sport"],
            }
            if not self.arrives(other):
                return None
        return self.arrives(packet)


def clear() -> None:
    """No rules of either kind."""
    call("nft", "flush", "ruleset")
    for tool in ("iptables-legacy-restore", "ip6tables-legacy-restore"):
        bare = "".join(
            f"*{table}\n{''.join(f':{chain} ACCEPT [0:0]{chr(10)}' for chain in chains)}COMMIT\n"
            for table, chains in (
                ("raw", ("PREROUTING", "OUTPUT")),
                ("filter", ("INPUT", "FORWARD", "OUTPUT")),
            )
        )
        call(tool, given=bare)


def answer(lab: Lab, asked: dict[str, Any]) -> dict[str, Any]:
    clear()
    lab.wait = asked["wait"]
    try:
        for command, text in asked["load"]:
            call(*command, given=text)
    except RuntimeError as error:
        return {"refused": str(error)}
    shown = [call(*command) for command in asked["show"]]
    return {"shown": shown, "passed": [lab.sent(packet) for packet in asked["packets"]]}


def main() -> None:
    lab = Lab()
    try:
        print(json.dumps({"ready": True}), flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(lab, json.loads(line))), flush=True)
    finally:
        lab.keeper.kill()


if __name__ == "__main__":
    main()
