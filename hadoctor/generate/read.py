"""Reads a description from TOML; every mistake with its place, all at once."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from hadoctor.generate.description import (
    FIREWALLS,
    NONE,
    TIME,
    TRANSPORTS,
    Description,
    Device,
    Fencing,
    Floating,
    Node,
    Service,
)
from hadoctor.generate.toml_places import Path, Places
from hadoctor.model.address import Literal, parse
from hadoctor.model.network import BITS
from hadoctor.source import suggest
from hadoctor.target import DEFAULTS, PROGRAMS, Targets

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_AGENT = re.compile(r"(?:systemd|ocf|lsb|service):[A-Za-z0-9_.@:-]+")
_FENCE = re.compile(r"fence_[a-z0-9_]+")
_VALUE = re.compile(r"[^\x00-\x1f\x7f\"'\\`$]{1,255}")
_OPEN = re.compile(r"(tcp|udp)/(\d{1,5})")
_NIC = re.compile(r"[A-Za-z0-9_.:-]{1,15}")
MOST_NODES = 32
MOST_LINKS = 8


class Problem(NamedTuple):
    line: int
    column: int
    message: str


class DescriptionError(ValueError):
    """What is wrong with a description."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(one.message for one in problems))
        self.problems = sorted(problems)


def read(text: str) -> Description:
    """Raises DescriptionError."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
        message = str(error).partition(" (at ")[0]
        raise DescriptionError([Problem(*place, message[:1].lower() + message[1:])]) from error
    except RecursionError as error:
        raise DescriptionError([Problem(1, 1, "nested too deeply")]) from error
    reader = _Reader(Places(text))
    description = reader.description(data)
    if reader.problems or description is None:
        raise DescriptionError(reader.problems)
    return description


class _Reader:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.problems: list[Problem] = []

    def bad(self, path: Path, message: str) -> None:
        at = self.places.of(path)
        problem = Problem(at.line, at.column, message)
        if problem not in self.problems:
            self.problems.append(problem)

    # --- values

    def keys(self, table: dict[str, Any], path: Path, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                near = suggest(key, known)
                hint = f"did you mean '{near}'?" if near else f"there are {', '.join(known)}"
                self.bad((*path, key), f"no key '{key}': {hint}")

    def table(self, value: object, path: Path) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.bad(path, f"{_named(path)} is to be a table")
        return {}

    def tables(self, value: object, path: Path) -> list[dict[str, Any]]:
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return value
        self.bad(path, f"{_named(path)} is to be a list of tables ([[{_named(path)}]])")
        return []

    def text(self, table: dict[str, Any], path: Path, form: re.Pattern[str], default: str) -> str:
        value = table.get(str(path[-1]), default)
        if isinstance(value, str) and (form.fullmatch(value) or value == default):
            return value
        self.bad(path, f"{_named(path)} cannot be {_shown(value)}")
        return default

    def word(self, table: dict[str, Any], path: Path, words: tuple[str, ...], default: str) -> str:
        value = table.get(str(path[-1]), default)
        if value in words and isinstance(value, str):
            return value
        near = suggest(value, words) if isinstance(value, str) else None
        hint = f"; did you mean '{near}'?" if near else ""
        self.bad(path, f"{_named(path)} is {', '.join(words)}, not {_shown(value)}{hint}")
        return default

    def address(self, value: object, path: Path) -> Literal | None:
        found = parse(value) if isinstance(value, str) else None
        if not isinstance(found, Literal):
            self.bad(path, f"{_shown(value)} is no address")
        elif found.loopback or found.value == 0:
            self.bad(path, f"{found} is no address that other nodes can reach")
        else:
            return found
        return None

    def parameters(self, value: object, path: Path) -> tuple[tuple[str, str], ...]:
        found = []
        for key, one in self.table(value, path).items():
            text = str(one).lower() if isinstance(one, bool) else str(one)
            if not isinstance(one, (str, int)) or not _VALUE.fullmatch(text):
                self.bad((*path, key), f"{key} cannot be {_shown(one)}")
            elif not _ID.fullmatch(key):
                self.bad((*path, key), f"'{key}' is no name of a parameter")
            else:
                found.append((key, text))
        return tuple(found)

    # --- the parts

    def description(self, data: dict[str, Any]) -> Description | None:
        self.keys(
            data, (), ("cluster", "nodes", "quorum", "addresses", "fencing", "host", "versions")
        )
        cluster = self.table(data.get("cluster", {}), ("cluster",))
        self.keys(cluster, ("cluster",), ("name", "transport", "encryption"))
        if "name" not in cluster:
            self.bad(("cluster",), "the cluster needs a name")
        name = self.text(cluster, ("cluster", "name"), _ID, "cluster")
        if len(name) > 15:
            self.bad(("cluster", "name"), f"'{name}' is longer than 15 characters")
        transport = self.word(cluster, ("cluster", "transport"), TRANSPORTS, "knet")
        encryption = cluster.get("encryption", transport == "knet")
        if not isinstance(encryption, bool):
            self.bad(("cluster", "encryption"), "encryption is true or false")
        elif encryption and transport != "knet":
            self.bad(("cluster", "encryption"), f"{transport} cannot encrypt; knet can")
        nodes = self.nodes(data.get("nodes", []), transport)
        addresses = self.floating(data.get("addresses", []), nodes)
        fencing = self.fencing(data.get("fencing"), nodes)
        device = self.device(data.get("quorum", {}), nodes)
        host = self.table(data.get("host", {}), ("host",))
        self.keys(host, ("host",), ("firewall", "open", "time", "time_servers"))
        firewall = self.word(host, ("host", "firewall"), FIREWALLS, NONE)
        time = self.word(host, ("host", "time"), TIME, "chrony")
        opened = self.listed(host, ("host", "open"), _OPEN, ("tcp/22",))
        servers = self.listed(host, ("host", "time_servers"), _NAME, ())
        targets = self.targets(data.get("versions", {}))
        if self.problems:
            return None
        return Description(
            name,
            nodes,
            transport,
            bool(encryption),
            device,
            addresses,
            fencing,
            firewall,
            opened,
            time,
            servers,
            targets,
        )

    def listed(
        self, table: dict[str, Any], path: Path, form: re.Pattern[str], default: tuple[str, ...]
    ) -> tuple[str, ...]:
        value = table.get(str(path[-1]), list(default))
        if not isinstance(value, list):
            self.bad(path, f"{_named(path)} is to be a list")
            return default
        for one in value:
            if not isinstance(one, str) or not (form.fullmatch(one) or _ip(one)):
                self.bad(path, f"{_named(path)} cannot hold {_shown(one)}")
        return tuple(str(one) for one in value)

    def nodes(self, value: object, transport: str) -> tuple[Node, ...]:
        found: list[Node] = []
        given = self.tables(value, ("nodes",))
        if len(given) < 2 or len(given) > MOST_NODES:
            self.bad(("nodes",), f"a cluster has 2 to {MOST_NODES} nodes, not {len(given)}")
        for number, one in enumerate(given):
            path: Path = ("nodes", number)
            self.keys(one, path, ("name", "id", "addresses"))
            if "name" not in one:
                self.bad(path, "the node needs a name")
            name = self.text(one, (*path, "name"), _NAME, f"node{number + 1}")
            if name.lower() in ("localhost", "localhost.localdomain"):
                self.bad((*path, "name"), f"'{name}' is every host")
            identity = one.get("id", number + 1)
            if (
                not isinstance(identity, int)
                or isinstance(identity, bool)
                or not 0 < identity < 2**31
            ):
                self.bad((*path, "id"), f"an id is a number from 1 on, not {_shown(identity)}")
                identity = number + 1
            listed = one.get("addresses", [])
            listed = listed if isinstance(listed, list) else [listed]
            literals = [self.address(text, (*path, "addresses")) for text in listed]
            if not listed:
                self.bad((*path, "addresses"), f"node '{name}' needs an address for each link")
            found.append(Node(name, identity, tuple(a for a in literals if a is not None)))
        self.together(found, transport)
        return tuple(found)

    def together(self, nodes: list[Node], transport: str) -> None:
        """What the nodes must agree in, and what each must have for itself."""
        names: set[str] = set()
        ids: set[int] = set()
        addresses: set[Literal] = set()
        for number, node in enumerate(nodes):
            path: Path = ("nodes", number)
            if node.name.lower() in names:
                self.bad((*path, "name"), f"there are two nodes '{node.name}'")
            if node.id in ids:
                self.bad((*path, "id"), f"there are two nodes with id {node.id}")
            names.add(node.name.lower())
            ids.add(node.id)
            for literal in node.addresses:
                if literal in addresses:
                    self.bad((*path, "addresses"), f"{literal} is there twice")
                addresses.add(literal)
            first = nodes[0]
            if node.addresses and len(node.addresses) != len(first.addresses):
                self.bad(
                    (*path, "addresses"),
                    f"'{node.name}' has {len(node.addresses)} links, and '{first.name}'"
                    f" {len(first.addresses)}",
                )
            for link, (own, other) in enumerate(zip(node.addresses, first.addresses, strict=False)):
                if own.family != other.family:
                    message = f"link {link} has an IPv{own.family} and an IPv{other.family} address"
                    self.bad((*path, "addresses"), message)
            most = MOST_LINKS if transport == "knet" else 1
            if len(node.addresses) > most:
                self.bad((*path, "addresses"), f"{transport} has at most {most} links")

    def floating(self, value: object, nodes: tuple[Node, ...]) -> tuple[Floating, ...]:
        found: list[Floating] = []
        used = {a: n.name for n in nodes for a in n.addresses}
        ids: set[str] = set()
        for number, one in enumerate(self.tables(value, ("addresses",))):
            path: Path = ("addresses", number)
            self.keys(one, path, ("name", "ip", "prefix", "nic", "services"))
            name = self.text(one, (*path, "name"), _ID, f"vip{number + 1}")
            literal = self.address(one.get("ip"), (*path, "ip"))
            if literal is None:
                continue
            if literal in used:
                self.bad((*path, "ip"), f"{literal} is the address of '{used[literal]}'")
            used[literal] = name
            bits = BITS[literal.family]
            prefix = one.get("prefix", 24 if literal.family == 4 else 64)
            if not isinstance(prefix, int) or isinstance(prefix, bool) or not 0 < prefix <= bits:
                self.bad((*path, "prefix"), f"prefix is 1 to {bits}, not {_shown(prefix)}")
                prefix = bits
            nic = self.text(one, (*path, "nic"), _NIC, "")
            services = self.services(one.get("services", []), (*path, "services"))
            for identity in (name, *(service.name for service in services)):
                if identity in ids or identity in {node.name for node in nodes}:
                    self.bad(path, f"the name '{identity}' is there twice")
                ids.add(identity)
            found.append(Floating(name, literal, prefix, nic, services))
        return tuple(found)

    def services(self, value: object, path: Path) -> tuple[Service, ...]:
        found = []
        for number, one in enumerate(self.tables(value, path)):
            here: Path = (*path, number)
            self.keys(one, here, ("name", "agent", "parameters"))
            if "agent" not in one:
                self.bad(here, "the service needs an agent, as systemd:haproxy")
            agent = self.text(one, (*here, "agent"), _AGENT, "systemd:none")
            name = self.text(
                one, (*here, "name"), _ID, re.sub(r"[^\w.-]", "-", agent.split(":")[-1])
            )
            parameters = self.parameters(one.get("parameters", {}), (*here, "parameters"))
            found.append(Service(name, agent, parameters))
        return tuple(found)

    def fencing(self, value: object, nodes: tuple[Node, ...]) -> Fencing:
        if value is None:
            self.bad(
                ("fencing",),
                'what fences is not said: [fencing] agent = "fence_…", or agent = "none", which means'
                " that data can be damaged when a node hangs",
            )
            return Fencing(NONE)
        table = self.table(value, ("fencing",))
        self.keys(table, ("fencing",), ("agent", "parameters", "nodes"))
        if table.get("agent") == NONE:
            return Fencing(NONE)
        agent = self.text(table, ("fencing", "agent"), _FENCE, NONE)
        if agent == NONE:
            self.bad(("fencing",), 'the fencing needs an agent, as "fence_ipmilan"')
        common = self.parameters(table.get("parameters", {}), ("fencing", "parameters"))
        own = self.table(table.get("nodes", {}), ("fencing", "nodes"))
        self.keys(own, ("fencing", "nodes"), tuple(node.name for node in nodes))
        each = tuple(
            (name, self.parameters(one, ("fencing", "nodes", name))) for name, one in own.items()
        )
        return Fencing(agent, common, each)

    def device(self, value: object, nodes: tuple[Node, ...]) -> Device | None:
        table = self.table(value, ("quorum",))
        self.keys(table, ("quorum",), ("device", "algorithm"))
        if "device" not in table:
            return None
        host = self.text(table, ("quorum", "device"), _NAME, "")
        if host in {n.name for n in nodes} | {str(a) for n in nodes for a in n.addresses}:
            self.bad(
                ("quorum", "device"), f"'{host}' is a node: the device is outside of the cluster"
            )
        algorithm = "ffsplit" if len(nodes) % 2 == 0 else "lms"
        return Device(
            host, self.word(table, ("quorum", "algorithm"), ("ffsplit", "lms"), algorithm)
        )

    def targets(self, value: object) -> Targets:
        targets = DEFAULTS
        table = self.table(value, ("versions",))
        self.keys(table, ("versions",), tuple(PROGRAMS))
        for program in table:
            if program in PROGRAMS:
                words = tuple(PROGRAMS[program])
                targets = targets.with_(
                    program, self.word(table, ("versions", program), words, words[0])
                )
        if not targets.corosync.since("3.0"):
            self.bad(("versions", "corosync"), "corosync 3.0 and later can be written for")
        return targets


def _ip(text: str) -> bool:
    return isinstance(parse(text), Literal)


def _named(path: Path) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str))


def _shown(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else f"'{value}'"
    return text if len(text) <= 60 else text[:59] + "…"
