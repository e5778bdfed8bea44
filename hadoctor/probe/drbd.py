"""Asks DRBD; nothing is brought up or connected."""

from __future__ import annotations

import re
from typing import Any

from hadoctor.facts import Unknown
from hadoctor.facts.node.drbd import CLIENT, Drbd, DrbdPeer, DrbdResource
from hadoctor.probe.gather import Probe
from hadoctor.probe.saying import ask
from hadoctor.probe.world import World

_MINOR = re.compile(r" *(\d+): cs:(\w+) ro:(\w+)/(\w+) ds:(\w+)/(\w+)")


def drbd(world: World) -> Drbd | Unknown:
    known = world.read("/proc/drbd", 1 << 20)
    if isinstance(known, Unknown):
        return Unknown("the module of DRBD is not loaded")
    text = known.decode("utf-8", "replace")
    if re.match(r"version: 8\.", text):
        return read_minors(text)
    ran = ask(world, "drbdsetup", "status", "--json")
    if isinstance(ran, Unknown):
        return ran
    return read_status(ran.out) or Unknown("drbdsetup status --json: no JSON")


def read_minors(text: str) -> Drbd:
    """Of 8.4: it has numbers for names, and one peer."""
    return Drbd(
        tuple(
            DrbdResource(f"drbd{m[1]}", m[3], (m[5],), (DrbdPeer("", m[2], m[4], (m[6],)),))
            for m in map(_MINOR.match, text.splitlines())
            if m
        )
    )


def read_status(text: str) -> Drbd | None:
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return Drbd(tuple(_resource(one) for one in _objects(found)))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _resource(one: dict[str, Any]) -> DrbdResource:
    return DrbdResource(
        _word(one.get("name")),
        _word(one.get("role")),
        tuple(_disk(device) for device in _objects(one.get("devices"))),
        tuple(_peer(peer) for peer in _objects(one.get("connections"))),
    )


def _disk(device: dict[str, Any]) -> str:
    """A node that is to have no disk of its own is no failure."""
    return CLIENT if device.get("client") is True else _word(device.get("disk-state"))


def _peer(one: dict[str, Any]) -> DrbdPeer:
    return DrbdPeer(
        _word(one.get("name")),
        _word(one.get("connection-state")),
        _word(one.get("peer-role")),
        tuple(_word(d.get("peer-disk-state")) for d in _objects(one.get("peer_devices"))),
    )


PROBES = (Probe(Drbd, "DRBD", drbd),)
