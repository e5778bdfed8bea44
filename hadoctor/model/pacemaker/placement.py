"""Which nodes location constraints ban a resource from, whatever else the configuration says.

A ban of -INFINITY outweighs every other score. A constraint for a group, clone or bundle counts for
what is in it. Names of nodes differ not by case. Rules count where they are only about the name of the
node. Tried with crm_simulate of Pacemaker 2.1.5.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.constraints import Constraint, Location
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.syntax.element import Element

Bans = dict[str, dict[str, Location]]


def bans(pacemaker: Pacemaker, nodes: Iterable[str]) -> Bans:
    """For each resource that is named in a ban: the nodes (in lower case) that it is banned from, with
    the constraint. `nodes`: all that there are, for rules that name a node to say all others."""
    every = tuple(nodes)
    found: Bans = {}
    for location in pacemaker.locations:
        banned = tuple(banned_nodes(location, every))
        if not banned:
            continue
        for member in location.members():
            role = (member.role or "started").lower()
            if role != "started":
                continue
            for resource in pacemaker.named(member.name):
                known = found.setdefault(resource.id, {})
                for node in banned:
                    known.setdefault(node, location)
    return found


def banned_from(resource: Resource, known: Bans) -> dict[str, Location]:
    """The nodes that a resource cannot run on, by its own constraints and those of what it is in."""
    found: dict[str, Location] = {}
    for one in resource.lineage:
        for node, location in known.get(one.id, {}).items():
            found.setdefault(node, location)
    return found


def banned_nodes(location: Location, nodes: Iterable[str]) -> Iterator[str]:
    if location.has_lifetime:
        return
    if location.node is not None:
        score = location.score
        scores = [one.element.get("score") for one in location.sets]
        if score == -values.INFINITY and not any(scores):
            yield location.node.lower()
        return
    for rule in location.rules:
        if rule.get("role") is not None and (rule.get("role") or "").lower() != "started":
            continue
        if values.score(rule.get("score") or "0") == -values.INFINITY:
            yield from (node for node in nodes if holds(rule, node) is True)


def holds(rule: Element, node: str) -> bool | None:
    """Whether a rule is true on a node; None where more than the node's name decides."""
    answers: list[bool] = []
    for one in rule.children:
        value = one.get("value")
        about_name = one.tag == "expression" and one.get("attribute") == "#uname"
        operation = (one.get("operation") or "").lower()
        if not about_name or operation not in ("eq", "ne") or value is None:
            return None
        if (one.get("value-source") or "literal") != "literal" or one.get("type"):
            return None
        answers.append((value.lower() == node) is (operation == "eq"))
    if not answers:
        return None
    return any(answers) if (rule.get("boolean-op") or "and").lower() == "or" else all(answers)


def only_node(location: Constraint) -> tuple[str, int] | None:
    """Node and score of a location that is about one node, in one of the two ways to write it."""
    if not isinstance(location, Location):
        return None
    if location.node is not None and location.score is not None:
        return location.node, location.score
    if len(location.rules) != 1:
        return None
    rule = location.rules[0]
    score = values.score(rule.get("score") or "INFINITY")
    names = [one for one in rule.all("expression") if one.get("attribute") == "#uname"]
    others = [one for one in rule.children if one not in names and one.tag != "date_expression"]
    if score is None or others or len(names) != 1 or names[0].get("operation") != "eq":
        return None
    return names[0].get("value") or "", score


MOST_BANNED = 200
"""With more resources banned from a node it would take too long to say what has to be with them."""


def kept_from(pacemaker: Pacemaker, node: Collection[str]) -> Callable[[Resource], bool]:
    """Tells of a resource whether it cannot run on a node, or perhaps not: it is banned, it has to be where
    another one is that is banned, it is in a container (bundle), or the cluster is opt-in. `node`: what the
    node may be called, in lower case."""
    setting = pacemaker.property("symmetric-cluster", "symmetric_cluster")
    if setting is not None and values.boolean(setting.value or "") is not True:
        return lambda _: True
    known = bans(pacemaker, node)
    away = [id_ for id_, nodes in known.items() if any(name in nodes for name in node)]
    graph, ends = pacemaker.graphs.together, [(id_, "stay>") for id_ in away]

    def kept(resource: Resource) -> bool:
        if resource.top.kind == "bundle" or len(away) > MOST_BANNED:
            return True
        if any(name in banned_from(resource, known) for name in node):
            return True
        return bool(ends) and graph.reaches(((resource.id, "stay."),), ends) is not False

    return kept
