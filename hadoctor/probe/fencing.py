"""Asks the fencer: what it knows, and what it has done. It is never told to do anything."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.fencing import Coverage, FenceDevices, FenceEvent, FenceHistory
from hadoctor.probe.gather import Probe
from hadoctor.probe.reply import error, reply, text
from hadoctor.probe.world import World
from hadoctor.syntax.element import Element

XML = "--output-as=xml"
MOST = 16
PATIENCE = 8.0
"""So many nodes are asked for, and so many seconds: each may cost a question to the devices."""
OK = ("0", "105")
"""105: no such object; the answer is an empty list."""


def devices(world: World) -> FenceDevices | Unknown:
    found = _ask(world, "--list-registered")
    if isinstance(found, Unknown):
        return found
    registered = _items(found)
    coverage: list[Coverage] = []
    start = world.now()
    for node in _members(world) if registered else ():
        if world.now() - start > PATIENCE:
            break
        able = _ask(world, "-l", node)
        if isinstance(able, Unknown):
            break  # A device that does not answer would not answer for the next node either.
        coverage.append(Coverage(node, _items(able)))
    return FenceDevices(registered, tuple(coverage))


def _members(world: World) -> tuple[str, ...]:
    ran = world.run("crm_node", "-l")
    if isinstance(ran, Unknown) or not ran.ok:
        return ()
    return read_members(ran.out)[:MOST]


def read_members(said: str) -> tuple[str, ...]:
    """The names in the lines `ID NAME STATE`."""
    lines = (line.split() for line in said.splitlines())
    return tuple(words[1] for words in lines if len(words) >= 2 and words[1] != "(null)")


def _ask(world: World, *arguments: str) -> Element | Unknown:
    command = ("stonith_admin", *arguments, XML)
    ran = world.run(*command, limit=6.0)
    if isinstance(ran, Unknown):
        return ran
    root = reply(" ".join(command), ran.out)
    if root is None:
        why = ran.err.strip().splitlines() or ["no XML"]
        return Unknown(f"{' '.join(command)}: {why[-1]}")
    status = root.first("status")
    if status is None or status.get("code") not in OK:
        return Unknown(f"{' '.join(command)}: {error(root)}")
    return root


def _items(root: Element) -> tuple[str, ...]:
    return tuple(text(item) for one in root.all("list") for item in one.all("item"))


def history(world: World) -> FenceHistory | Unknown:
    # Without --verbose 2.1 leaves the list empty.
    found = _ask(world, "--history", "*", "--verbose")
    return found if isinstance(found, Unknown) else read_history(found)


def read_history(root: Element) -> FenceHistory:
    events = [
        FenceEvent(
            event.get("target") or "",
            event.get("action") or "",
            event.get("status") or "",
            event.get("delegate") or "",
            event.get("client") or "",
            event.get("completed") or "",
            event.get("exit-reason") or "",
        )
        for event in root.walk()
        if event.tag == "fence_event"
    ]
    # Those that have not ended come first; the times are written so that text sorts them.
    events.sort(key=lambda e: (e.status == "pending", e.completed), reverse=True)
    return FenceHistory(tuple(events))


PROBES = (
    Probe(FenceDevices, "fence devices", devices),
    Probe(FenceHistory, "history of fencing", history),
)
