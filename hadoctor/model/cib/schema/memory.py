"""What the schema took already: most elements of a configuration are like one before them."""

from __future__ import annotations

from hadoctor.model.cib.schema import values
from hadoctor.model.cib.schema.grammar import Form
from hadoctor.model.cib.schema.names import is_ncname
from hadoctor.model.cib.schema.nearest import Nearest
from hadoctor.syntax.element import Element

Likeness = tuple[str | None, ...]
"""The shape of an element, the names of its attributes and the tags of its children."""


Like = tuple[tuple[str, values.Type, set[str]], ...]
"""What is left to ask of an element whose likeness has no fault: the attributes whose values the schema
restricts, with the values that are known to be good."""


class Memory:
    """Remembers what was taken, never what was refused."""

    def __init__(self) -> None:
        self._likes: dict[Likeness, Like] = {}
        self._good: dict[values.Type, set[str]] = {}
        self._nearest = Nearest(budget=0)

    def find(self, likeness: Likeness) -> Like | None:
        return self._likes.get(likeness)

    def keep(self, likeness: Likeness, element: Element, form: Form) -> None:
        """`element` has no fault: nothing that is like it has one but for its values."""
        self._likes[likeness] = tuple(
            (name, kind, self._good.setdefault(kind, set()))
            for name in element.attributes
            if (kind := form.attributes[name].type) is not values.TEXT
        )

    def good(self, like: Like, element: Element) -> bool:
        """Whether the schema takes the values of an element."""
        for name, kind, known in like:
            text = element.attributes[name].text
            if text in known:
                continue
            if kind is values.ID:
                if not is_ncname(text):  # It may have blanks around it.
                    return False
                continue  # There are not two of one id.
            if values.check(kind, text, self._nearest) is not None:
                return False
            known.add(text)
        return True


def likeness(element: Element, shape: str) -> Likeness:
    if not element.children:
        return (shape, *element.attributes)
    return (shape, *element.attributes, None, *[child.tag for child in element.children])
