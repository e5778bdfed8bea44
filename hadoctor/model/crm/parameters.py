"""Parameter names that the shell mends: `cidr-netmask` becomes `cidr_netmask`."""

from __future__ import annotations

from collections.abc import Container

from hadoctor.syntax.element import Element
from hadoctor.target import Target


def mend(resource: Element, pacemaker: Target) -> None:
    """Write `_` for `-` in names that the agent does not know, where it knows the other one.

    The ids stay as they were made. Only for resources and templates that name their agent.
    """
    if resource.get("template") and resource.tag == "primitive":
        return
    pairs = [
        pair
        for each in resource.all("instance_attributes")
        for pair in each.all("nvpair")
        if "-" in (pair.get("name") or "")
    ]
    if not pairs:
        return
    known = _parameters(resource, pacemaker)
    for pair in pairs:
        name = pair.attributes["name"]
        mended = name.text.replace("-", "_")
        if name.text not in known and mended in known:
            pair.attributes["name"] = name._replace(text=mended)


def _parameters(resource: Element, pacemaker: Target) -> Container[str]:
    """The parameters that the shell knows of the agent; of a fence device the fencer's too."""
    from hadoctor.model.pacemaker.agents import agent

    cls = resource.get("class") or ""
    provider = (resource.get("provider") or "") if cls == "ocf" else ""
    facts = agent(cls, provider, resource.get("type") or "")
    if facts is None:
        return ()
    if cls != "stonith":
        return facts.parameters
    from hadoctor.model.pacemaker.option import Place
    from hadoctor.model.pacemaker.options import names

    return {*facts.parameters, *names(Place.FENCE, pacemaker)}
