"""Reads a description from TOML; every mistake with its place, all at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hadoctor.generate.description import (
    FIREWALLS,
    NONE,
    TIME,
    TRANSPORTS,
    Description,
    Device,
    Node,
)
from hadoctor.generate.read_addresses import ID, read_addresses
from hadoctor.generate.read_fencing import read_fencing
from hadoctor.generate.read_nodes import NAME, read_nodes
from hadoctor.generate.toml_places import Places
from hadoctor.generate.values import DescriptionError, Problem, Values
from hadoctor.target import DEFAULTS, PROGRAMS, Targets

_OPEN = re.compile(
    r"(?:tcp|udp)/(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
)
MOST_VERSION = 2**31 - 1
LONGEST_NAME = 15
"""Of a cluster: more dlm and the file systems on it do not take."""


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
    except ValueError as error:  # a number of thousands of digits, the 30th of February
        raise DescriptionError([Problem(1, 1, f"no TOML: {str(error)[:100].lower()}")]) from error
    values = Values(Places(text))
    description = _description(values, data)
    if values.problems:
        raise DescriptionError(values.problems)
    return description


def _description(values: Values, data: dict[str, Any]) -> Description:
    """What stands in for a value that cannot be read is never used: then there is a problem."""
    values.keys(
        data, (), ("cluster", "nodes", "quorum", "addresses", "fencing", "host", "versions")
    )
    table = values.table(data.get("cluster", {}), ("cluster",))
    name, transport, encryption = _cluster(values, table)
    version = values.number(table, ("cluster", "config_version"), 1, MOST_VERSION, 1)
    nodes = read_nodes(values, data.get("nodes", []), transport)
    host = values.table(data.get("host", {}), ("host",))
    values.keys(host, ("host",), ("firewall", "open", "pcsd", "time", "time_servers"))
    return Description(
        name=name,
        nodes=nodes,
        transport=transport,
        encryption=encryption,
        device=_device(values, data.get("quorum", {}), nodes),
        addresses=read_addresses(values, data.get("addresses", []), nodes),
        fencing=read_fencing(values, data.get("fencing"), nodes),
        firewall=values.word(host, ("host", "firewall"), FIREWALLS, NONE),
        open=values.texts(host, ("host", "open"), _OPEN, ("tcp/22",)),
        pcsd=values.switch(host, ("host", "pcsd"), default=False),
        time=values.word(host, ("host", "time"), TIME, "chrony"),
        time_servers=values.texts(host, ("host", "time_servers"), NAME, ()),
        targets=_targets(values, data.get("versions", {})),
        config_version=version or 1,
    )


def _cluster(values: Values, table: dict[str, Any]) -> tuple[str, str, bool]:
    values.keys(table, ("cluster",), ("name", "transport", "encryption", "config_version"))
    if "name" not in table:
        values.bad_key(("cluster",), "the cluster needs a name")
    name = values.text(table, ("cluster", "name"), ID, "cluster")
    if len(name) > LONGEST_NAME:
        values.bad(("cluster", "name"), f"'{name}' is longer than {LONGEST_NAME} characters")
    transport = values.word(table, ("cluster", "transport"), TRANSPORTS, "knet")
    path = ("cluster", "encryption")
    encryption = values.switch(table, path, default=transport == "knet")
    if encryption and transport != "knet":
        values.bad(path, f"{transport} cannot encrypt; knet can")
    return name, transport, encryption


def _device(values: Values, given: object, nodes: Sequence[Node]) -> Device | None:
    table = values.table(given, ("quorum",))
    values.keys(table, ("quorum",), ("device", "algorithm"))
    algorithm = "ffsplit" if len(nodes) % 2 == 0 else "lms"
    algorithm = values.word(table, ("quorum", "algorithm"), ("ffsplit", "lms"), algorithm)
    if "device" not in table:
        if "algorithm" in table:
            values.bad_key(("quorum", "algorithm"), "it is that of a device, and there is none")
        return None
    (host,) = values.texts({"device": [table["device"]]}, ("quorum", "device"), NAME, ("",))
    if host in {n.name for n in nodes} | {str(a) for n in nodes for a in n.addresses}:
        values.bad(
            ("quorum", "device"), f"'{host}' is a node: the device is outside of the cluster"
        )
    return Device(host, algorithm)


def _targets(values: Values, given: object) -> Targets:
    targets = DEFAULTS
    table = values.table(given, ("versions",))
    values.keys(table, ("versions",), tuple(PROGRAMS))
    for program, releases in PROGRAMS.items():
        if program in table:
            words = tuple(releases)
            word = values.word(table, ("versions", program), words, words[0])
            targets = targets.with_(program, word)
    if not targets.corosync.since("3.0"):
        values.bad(("versions", "corosync"), "written is for corosync 3.0 and later")
    return targets
