"""The nodes of a description: what each needs, and what they must agree in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hadoctor.generate.description import Node
from hadoctor.generate.toml_places import Path
from hadoctor.generate.values import Values
from hadoctor.model.address import Literal

NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")
MOST_NODES = 32
MOST_LINKS = 8
MOST_ID = 2**31 - 1


def read_nodes(values: Values, given: object, transport: str) -> tuple[Node, ...]:
    tables = values.tables(given, ("nodes",))
    if not 2 <= len(tables) <= MOST_NODES:
        values.bad_key(("nodes",), f"a cluster has 2 to {MOST_NODES} nodes, not {len(tables)}")
    found: list[Node] = []
    for number, table in enumerate(tables):
        path: Path = ("nodes", number)
        values.keys(table, path, ("name", "id", "addresses"))
        default = f"node{number + 1}"
        if "name" not in table:
            values.bad_key(path, "the node needs a name")
        name = values.text(table, (*path, "name"), NAME, default)
        if name.lower() in ("localhost", "localhost.localdomain") or name.isdecimal():
            values.bad((*path, "name"), f"'{name}' is no name of one host")
        identity = values.number(table, (*path, "id"), 1, MOST_ID, number + 1)
        listed = table.get("addresses", [])
        at = (*path, "addresses")
        if not isinstance(listed, list) or not listed:
            (values.bad if listed else values.bad_key)(
                at, f"node '{name}' needs a list of addresses, one for each link"
            )
            listed = []
        literals = [values.address(text, (*at, link)) for link, text in enumerate(listed)]
        most = MOST_LINKS if transport == "knet" else 1
        if len(literals) > most:
            values.bad(at, f"{transport} has at most {most} link{'s' * (most > 1)}")
        known = tuple(one for one in literals if one is not None)
        # Where one cannot be read, its link is not that of the next.
        found.append(Node(name, identity or number + 1, known if len(known) == len(listed) else ()))
    _apart(values, found)
    _alike(values, found)
    return tuple(found)


def _apart(values: Values, nodes: Sequence[Node]) -> None:
    """What each has for itself."""
    names: set[str] = set()
    ids: set[int] = set()
    addresses: dict[Literal, str] = {}
    for number, node in enumerate(nodes):
        path: Path = ("nodes", number)
        if node.name.lower() in names:
            values.bad((*path, "name"), f"there are two nodes '{node.name}'")
        if node.id in ids:
            values.bad((*path, "id"), f"there are two nodes with id {node.id}")
        names.add(node.name.lower())
        ids.add(node.id)
        for link, literal in enumerate(node.addresses):
            if literal in addresses:
                other = addresses[literal]
                values.bad(
                    (*path, "addresses", link), f"{literal} is an address of '{other}' already"
                )
            addresses[literal] = node.name


def _alike(values: Values, nodes: Sequence[Node]) -> None:
    """As many links, and each of one family."""
    first = next((node for node in nodes if node.addresses), None)
    for number, node in enumerate(nodes):
        if first is None or not node.addresses:
            continue
        at: Path = ("nodes", number, "addresses")
        own, others = len(node.addresses), len(first.addresses)
        if own != others:
            values.bad(
                at,
                f"the number of links differs: {others} of '{first.name}', {own} of '{node.name}'",
            )
        for link, (mine, theirs) in enumerate(zip(node.addresses, first.addresses, strict=False)):
            if mine.family != theirs.family:
                values.bad(
                    (*at, link),
                    f"link {link} has an IPv{mine.family} and an IPv{theirs.family} address",
                )
