"""References: `id-ref` to lists, rules, pairs and operations of other objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hadoctor.model.crm.objects import Objects
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.syntax.element import Element


def resolve(referring: Iterable[Element], objects: Objects) -> None:
    """Turn references that name an object into ones that name its first such list.

    `$id-ref=web` in `params` stands for the first instance_attributes of the object `web`, if that
    was made before; anything else stays as it is, and is an id.
    """
    for each in referring:
        reference = each.attributes["id-ref"]
        target = objects.find(reference.text)
        found = "" if target is None else target.first(each.tag)
        if found and found != reference.text:
            each.attributes["id-ref"] = reference._replace(text=found)


def unreadable(referring: Iterable[Element]) -> Iterator[Refusal]:
    """References that the shell dies of: it puts the text between quotes into an XPath."""
    for each in referring:
        reference = each.attributes["id-ref"].text
        if '"' in reference:
            message = f"the shell dies of the quote in the reference '{reference}'"
            yield Refusal(Stage.CRASH, message, each.place("id-ref"))
