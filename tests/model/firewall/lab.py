"""Real packets through real rules: the other side of `driver.py`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from hadoctor.model.address import Literal, parse
from hadoctor.model.firewall.packet import Cast, Direction, Packet, State, port

from .available import PATH
from .driver import GROUP, NODE, PEERS

DRIVER = Path(__file__).with_name("driver.py")
INTERFACE = "eth1"


class Sent(NamedTuple):
    """A datagram between the peer and the node."""

    incoming: bool
    source: str
    destination: str
    source_port: int
    destination_port: int
    established: bool = False

    def packet(self) -> Packet:
        """As the model has it."""
        cast = {GROUP: Cast.MULTICAST, "255.255.255.255": Cast.BROADCAST}
        return Packet(
            Direction.IN if self.incoming else Direction.OUT,
            "udp",
            literal(self.source),
            literal(self.destination),
            port(self.source_port),
            port(self.destination_port),
            INTERFACE,
            State.ESTABLISHED if self.established else State.NEW,
            cast.get(self.destination, Cast.UNICAST),
            self.source not in (PEERS[4][2], PEERS[6][2]) if self.incoming else None,
        )


def literal(text: str) -> Literal:
    found = parse(text)
    assert isinstance(found, Literal)
    return found


def datagrams() -> tuple[Sent, ...]:
    """What is sent through every rule set: a link of knet, udpu and udp, both ways and families."""
    found = []
    for family in (4, 6):
        node, (peer, second, far) = NODE[family], PEERS[family]
        found += [
            Sent(True, peer, node, 5405, 5405),
            Sent(True, peer, node, 5405, 5405, established=True),
            Sent(True, second, node, 5406, 5406),
            Sent(True, peer, node, 40000, 5405),
            Sent(True, far, node, 5405, 5405),
            Sent(False, node, peer, 5405, 5405),
            Sent(False, node, peer, 5405, 5405, established=True),
            Sent(False, node, second, 40000, 5412),
        ]
    found += [
        Sent(True, PEERS[4][0], GROUP, 5404, 5405),
        Sent(True, PEERS[4][0], "255.255.255.255", 5404, 5405),
        Sent(False, NODE[4], GROUP, 5404, 5405),
    ]
    return tuple(found)


class Answer(NamedTuple):
    refused: str
    """Why the kernel or the tool does not take the rules."""
    shown: tuple[str, ...] = ()
    passed: tuple[bool | None, ...] = ()


class Lab:
    """The namespaces, for as long as the `with` lasts."""

    def __enter__(self) -> Lab:
        python = shutil.which("python3", path=PATH)
        assert python is not None
        self._process = subprocess.Popen(
            ["unshare", "--net", "--kill-child", "--fork", python, "-B", str(DRIVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": PATH, "LC_ALL": "C"},
        )
        self._read()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=20)

    def ask(
        self,
        load: list[tuple[list[str], str]],
        show: list[list[str]],
        packets: tuple[Sent, ...] = (),
        wait: float = 0.004,
    ) -> Answer:
        """`wait`: seconds after which a datagram is lost."""
        asked = [
            {
                "in": one.incoming,
                "source": one.source,
                "destination": one.destination,
                "sport": one.source_port,
                "dport": one.destination_port,
                "established": one.established,
            }
            for one in packets
        ]
        assert self._process.stdin is not None
        request = {"load": load, "show": show, "packets": asked, "wait": wait}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        found = self._read()
        if "refused" in found:
            return Answer(found["refused"])
        return Answer("", tuple(found["shown"]), tuple(found["passed"]))

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            assert self._process.stderr is not None
            raise RuntimeError(f"the driver ended: {self._process.stderr.read()[-2000:]}")
        found: dict[str, Any] = json.loads(line)
        return found
