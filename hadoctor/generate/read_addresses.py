"""The floating addresses of a description, with the services that go where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hadoctor.generate.description import Floating, Node, Service
from hadoctor.generate.toml_places import Path
from hadoctor.generate.values import Values
from hadoctor.model.network import BITS

ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_AGENT = re.compile(r"(?:systemd|lsb|service):[A-Za-z0-9_.@-]+|ocf:[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+")
_NIC = re.compile(r"[A-Za-z0-9_.:-]{1,15}")


def read_addresses(values: Values, given: object, nodes: Sequence[Node]) -> tuple[Floating, ...]:
    found: list[Floating] = []
    used = {a: f"the address of '{n.name}'" for n in nodes for a in n.addresses}
    # The fence devices are called so.
    names = {f"fence-{node.name}" for node in nodes} | {node.name for node in nodes}
    for number, table in enumerate(values.tables(given, ("addresses",))):
        path: Path = ("addresses", number)
        values.keys(table, path, ("name", "ip", "prefix", "nic", "group", "services"))
        name = values.text(table, (*path, "name"), ID, f"vip{number + 1}")
        if "services" not in table:
            values.bad_key(
                path,
                f"what listens on '{name}' is not said: services = [{{ agent = \"systemd:haproxy\" }}],"
                " or services = [], and then nothing moves the address when that fails",
            )
        services = _services(values, table.get("services", []), (*path, "services"))
        group = values.text(table, (*path, "group"), ID, f"{name}-group")
        for identity in (name, group, *(service.name for service in services)):
            if identity in names:
                values.bad_key(path, f"the name '{identity}' is there twice")
            names.add(identity)
        if "ip" not in table:
            values.bad_key(path, f"'{name}' needs its ip")
            continue
        literal = values.address(table["ip"], (*path, "ip"))
        if literal is None:
            continue
        if literal in used:
            values.bad((*path, "ip"), f"{literal} is {used[literal]}")
        used[literal] = f"'{name}' already"
        prefix = values.number(table, (*path, "prefix"), 1, BITS[literal.family], None)
        nic = values.text(table, (*path, "nic"), _NIC, "")
        found.append(Floating(name, literal, prefix, nic, services, group))
    return tuple(found)


def _services(values: Values, given: object, path: Path) -> tuple[Service, ...]:
    found = []
    for number, table in enumerate(values.tables(given, path)):
        here: Path = (*path, number)
        values.keys(table, here, ("name", "agent", "parameters"))
        if "agent" not in table:
            values.bad_key(here, "the service needs an agent, as systemd:haproxy")
        agent = values.text(table, (*here, "agent"), _AGENT, "systemd:none")
        default = re.sub(r"[^\w.-]", "-", agent.rpartition(":")[2])
        name = values.text(table, (*here, "name"), ID, default)
        parameters = values.parameters(table.get("parameters", {}), (*here, "parameters"))
        found.append(Service(name, agent, parameters))
    return tuple(found)
