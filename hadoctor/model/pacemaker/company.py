"""Who is tied to whom: by a group, or by constraints that name them."""

from __future__ import annotations

from hadoctor.model.pacemaker.constraints import Colocation, Order
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource


def named(pacemaker: Pacemaker, *kinds: type[Colocation] | type[Order]) -> set[str]:
    """The outermost resources that colocations or orders name, in themselves or by a member, a tag or a
    template."""
    found: set[str] = set()
    for constraint in pacemaker.constraints:
        if isinstance(constraint, kinds):
            for member in constraint.members():
                found.update(one.top.id for one in pacemaker.named(member.name))
    return found


def companions(resource: Resource) -> list[Resource]:
    """The other primitives of the outermost resource that it is in."""
    return [one for one in resource.top.primitives() if one.id != resource.id]


def complete(pacemaker: Pacemaker) -> bool:
    """Whether constraints and properties would be here if there were any: the whole configuration, or
    the commands that set one up from nothing, properties and resources."""
    if pacemaker.whole:
        return True
    filled = {part.tag for part in pacemaker.configuration.children if part.children}
    return pacemaker.sure and {"crm_config", "resources"} <= filled
