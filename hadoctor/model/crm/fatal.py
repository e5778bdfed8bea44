"""What crmsh 5 does not commit, whatever is forced; older ones say nothing or warn."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.crm.constrained import references
from hadoctor.model.crm.objects import Object, Objects
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.syntax.element import Element


def check(objects: Objects) -> Iterator[Refusal]:
    for each in objects:
        if each.tag == "group":
            yield from _grouped(each)
        elif each.tag in {"rsc_colocation", "rsc_order"}:
            yield from _constrained(each, objects)
        elif each.tag in {"primitive", "template"}:
            yield from _operations(each, objects)


def _grouped(group: Object) -> Iterator[Refusal]:
    for member in group.element.all("primitive"):
        if _is_remote(member):
            message = f"the remote resource '{member.id}' cannot be in group '{group.id}'"
            yield Refusal(Stage.STRUCTURE, message, group.written.span)


def _constrained(constraint: Object, objects: Objects) -> Iterator[Refusal]:
    """Remote resources in colocations and orders of two resources; sets are not looked at."""
    if constraint.element.first("resource_set") is not None:
        return
    for name, place in references(constraint.element):
        found = objects.other(name)
        if found is not None and _is_remote(found.element):
            message = (
                f"the remote resource '{found.id}' cannot be in {constraint.keyword}"
                f" '{constraint.id}'"
            )
            yield Refusal(Stage.STRUCTURE, message, place)


def _operations(resource: Object, objects: Objects) -> Iterator[Refusal]:
    """Operations that the agent does not offer. Of an agent that is not known nothing is said."""
    operations = [op for each in resource.element.all("operations") for op in each.all("op")]
    names = {op.get("name") or "" for op in operations} - _ALWAYS
    if not names:
        return
    from hadoctor.model.pacemaker.agents import agent

    based_on = resource.element.get("template")
    template = objects.find(based_on) if based_on else resource
    if template is None:
        return
    cls = template.element.get("class") or ""
    provider = (template.element.get("provider") or "") if cls == "ocf" else ""
    facts = agent(cls, provider, template.element.get("type") or "")
    if facts is None:
        return
    offered = {action.name for action in facts.actions} - _NOT_OPERATIONS | _ALWAYS
    if cls == "stonith":
        offered |= {"start", "stop"}
    for op in operations:
        if (name := op.get("name") or "") not in offered:
            yield Refusal(
                Stage.STRUCTURE,
                f"{resource.keyword} '{resource.id}' has an operation '{name}', which"
                f" {facts.name} does not offer",
                op.place("name"),
                f"one of {', '.join(sorted(offered))}",
            )


_ALWAYS = frozenset({"monitor"})
_NOT_OPERATIONS = frozenset({"meta-data", "validate-all"})


def _is_remote(element: Element) -> bool:
    return element.get("class") == "ocf" and element.get("type") == "remote"
