"""Asks Pacemaker for the state of the cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import (
    Ban,
    ClusterState,
    FailCount,
    Failure,
    NodeState,
    ResourceState,
)
from hadoctor.facts.node.running import number
from hadoctor.probe.gather import Probe
from hadoctor.probe.reply import error, reply
from hadoctor.probe.world import World
from hadoctor.syntax.element import Element

COMMAND = ("crm_mon", "-1", "-r", "--output-as=xml")
OLDER = ("crm_mon", "-1", "-r", "--as-xml")
"""What releases before 2.0.3 understand; it says the same."""
AROUND = ("group", "clone", "bundle", "replica")
_KEY = re.compile(r"(.+)_[a-z-]+_\d+")


def cluster(world: World) -> ClusterState | Unknown:
    ran = world.run(*COMMAND, limit=10.0)
    if isinstance(ran, Unknown):
        return ran
    root = reply(" ".join(COMMAND), ran.out)
    if root is None and not ran.ok:
        older = world.run(*OLDER, limit=10.0)
        root = None if isinstance(older, Unknown) else reply(" ".join(OLDER), older.out)
    if root is None:
        return Unknown(f"{' '.join(COMMAND)}: " + (ran.err.strip().splitlines() or ["no XML"])[-1])
    return read_cluster(root) or Unknown(f"{' '.join(COMMAND)}: {error(root)}")


def read_cluster(root: Element) -> ClusterState | None:
    """None where it has no nodes: crm_mon could not reach the daemons."""
    by_tag = {child.tag: child for child in root.children}
    if "nodes" not in by_tag:
        return None
    summary = {c.tag: c for c in by_tag["summary"].children} if "summary" in by_tag else {}
    dc, options = summary.get("current_dc"), summary.get("cluster_options")
    present = dc is not None and dc.get("present") == "true"
    return ClusterState(
        (dc.get("name") or "") if dc is not None and present else "",
        quorate=_true(dc, "with_quorum"),
        mixed=_true(dc, "mixed_version"),
        maintenance=_true(options, "maintenance-mode"),
        fencing=_true(options, "stonith-enabled", "fencing-enabled"),
        stopped=_true(options, "stop-all-resources"),
        no_quorum_policy=(options.get("no-quorum-policy") or "") if options is not None else "",
        nodes=tuple(_node(e) for e in by_tag["nodes"].all("node")),
        resources=tuple(_resources(by_tag.get("resources"))),
        failures=tuple(_failure(e) for e in _all(by_tag.get("failures"), "failure")),
        fail_counts=tuple(_counts(by_tag.get("node_history"))),
        bans=tuple(
            Ban(e.get("id") or "", e.get("resource") or "", e.get("node") or "")
            for e in _all(by_tag.get("bans"), "ban")
        ),
        pending=tuple(dict.fromkeys(_pending(by_tag.get("node_history")))),
    )


def _pending(history: Element | None) -> Iterator[str]:
    """An operation without a result has the code 193, PCMK_OCF_UNKNOWN."""
    for node in _all(history, "node"):
        for resource in node.all("resource_history"):
            if any(o.get("rc") == "193" for o in resource.all("operation_history")):
                yield resource.get("id") or ""


def _all(element: Element | None, tag: str) -> Iterator[Element]:
    return element.all(tag) if element is not None else iter(())


def _true(element: Element | None, *names: str) -> bool:
    return element is not None and any(element.get(name) == "true" for name in names)


def _node(element: Element) -> NodeState:
    return NodeState(
        element.get("name") or "",
        _true(element, "online"),
        _true(element, "standby", "standby_onfail"),
        _true(element, "maintenance"),
        _true(element, "pending"),
        _true(element, "unclean"),
        element.get("type") or "member",
        element.get("feature_set") or "",
        element.get("id") or "",
    )


def _resources(section: Element | None) -> Iterator[ResourceState]:
    children = section.children if section is not None else []
    todo: list[tuple[Element, tuple[str, ...], tuple[str, ...], bool]] = [
        (element, (), (), False) for element in reversed(children)
    ]
    while todo:
        element, ids, kinds, disabled = todo.pop()
        if element.tag == "resource":
            yield _resource(element, ids, kinds, disabled)
        elif element.tag in AROUND:
            own = element.get("id") or ""
            # A replica is a numbered part of its bundle.
            ids_in = ids if element.tag == "replica" else (*ids, own)
            disabled = disabled or _true(element, "disabled")
            inside = (ids_in, (*kinds, element.tag), disabled)
            todo += [(child, *inside) for child in reversed(element.children)]


def _resource(
    element: Element, ids: tuple[str, ...], kinds: tuple[str, ...], disabled: bool
) -> ResourceState:
    kind = kinds[-1] if kinds else ""
    return ResourceState(
        element.get("id") or "",
        element.get("resource_agent") or "",
        element.get("role") or "",
        tuple(n.get("name") or "" for n in element.all("node")),
        element.get("target_role") or "",
        _true(element, "orphaned"),
        _true(element, "blocked"),
        element.get("managed") != "false",
        _true(element, "failed"),
        _true(element, "failure_ignored"),
        "bundle" if kind == "replica" else kind,
        ids,
        disabled,
    )


def _failure(element: Element) -> Failure:
    key, task = element.get("op_key") or "", element.get("task") or ""
    interval = element.get("interval") or "0"
    suffix = f"_{task}_{interval}"
    match = _KEY.fullmatch(key)
    name = key[: -len(suffix)] if key.endswith(suffix) else match[1] if match else key
    return Failure(
        # Migrations have a word more in their keys.
        name or element.get("id") or "?",
        task,
        element.get("node") or "",
        number(element.get("exitcode")),
        element.get("exitstatus") or "",
        element.get("exitreason") or "",
        element.get("status") or "complete",
        number(interval),
        element.get("last-rc-change") or "",
    )


def _counts(history: Element | None) -> Iterator[FailCount]:
    for node in _all(history, "node"):
        for resource in node.all("resource_history"):
            count = number(resource.get("fail-count"))
            if count:
                yield FailCount(
                    resource.get("id") or "",
                    node.get("name") or "",
                    count,
                    number(resource.get("migration-threshold")),
                )


PROBES = (Probe(ClusterState, "state of the cluster", cluster),)
