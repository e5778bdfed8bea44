"""Small faults in a CIB: what a hand, or another version of Pacemaker, may have made of it."""

from __future__ import annotations

import copy
import random
from typing import NamedTuple
from xml.etree import ElementTree

Tree = ElementTree.Element

BLANKS = ["", " ", " 1 ", " INFINITY ", " Optional ", " ocf", "a b", "a\tb", "a\nb", " p1 "]
NUMBERS = """1 0 -1 +5 10 9 80 1-2 1.0 1e3 --1 + inf -inf INFINITY +INFINITY -INFINITY
999999999999999999999999 9999999999999999999999999 0000000000000000000000000000001"""
WORDS = """x true TRUE false Started Master Promoted Stopped Optional start stop demote fence
restart-container unfencing ocf stonith upstart nagios systemd in_range gt lt date_spec eq lte
integer number literal param read member ping remote normal group listed always exclusive
or and OR quorum nothing"""
IDS = "p1 g1 r1 nosuch 1a \u00e9 p\u00b71 \u00b7p \u4e00 a,b a,,b a,b, a_b.c-d"
NAMES = """no_quorum_policy is-managed-default cluster-infrastructure cman heartbeat requires
isolation isolation-host restart-type can_fail crmd-transition-delay remove-after-stop
stonith-action poweroff off pcmk_arg_map timeout role"""
SPACED = [" no_quorum_policy", " cluster-infrastructure ", "classic openais", " stonith-action"]
VALUES = [*BLANKS, *SPACED, *f"{NUMBERS} {WORDS} {IDS} {NAMES}".split(), "a, b", "<&>"]
ATTRIBUTES = """foo idref intervall rsc-pattern target-attribute target-value interval-origin masters
promoted-max score-attribute score-attribute-mangle template provider require-all ordering kind
name value-source start end id-ref resource-discovery range requires"""
# These refer to another id; a copy of them keeps it.
REFERENCES = ("resource_ref", "role", "obj_ref", "role_ref")


class Stock(NamedTuple):
    """What may be put into a configuration."""

    tags: list[str]
    attributes: list[str]
    elements: list[Tree]


def stock(*roots: Tree) -> Stock:
    elements = [element for root in roots for element in root.iter()]
    names = {name for element in elements for name in element.attrib}
    tags = {element.tag for element in elements} | {"foo", "primitve"}
    return Stock(sorted(tags), sorted(names | set(ATTRIBUTES.split())), elements)


def mutated(root: Tree, dice: random.Random, stock: Stock) -> Tree:
    """A copy with one to three faults; some make no difference to the schema."""
    root = copy.deepcopy(root)
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        elements = list(root.iter())[1:]
        if not elements:
            break  # The fault before took all of it away.
        parents = {child: parent for parent in root.iter() for child in parent}
        element = dice.choice(elements)
        kind = dice.randrange(16)
        if kind < 9:
            _attribute(element, kind, dice, stock, elements)
        else:
            _element(element, kind, dice, stock, parents)
    return root


def _attribute(
    element: Tree, kind: int, dice: random.Random, stock: Stock, elements: list[Tree]
) -> None:
    names = list(element.attrib)
    if kind < 2:
        element.set(dice.choice(stock.attributes), dice.choice(VALUES))
    elif not names:
        return
    elif kind == 2:
        del element.attrib[dice.choice(names)]
    elif kind == 3:
        value = element.attrib.pop(dice.choice(names))
        element.set(dice.choice(stock.attributes), value)
    elif kind < 7:
        element.set(dice.choice(names), dice.choice(VALUES))
    else:
        # A value of another element, or an attribute that others of its kind have.
        alike = [e for e in stock.elements if e.tag == element.tag] if kind == 8 else elements
        entries = list(dice.choice(alike or [element]).attrib.items())
        if entries:
            name, value = dice.choice(entries)
            element.set(name if kind == 8 else dice.choice(names), value)


def _element(
    element: Tree, kind: int, dice: random.Random, stock: Stock, parents: dict[Tree, Tree]
) -> None:
    parent = parents[element]
    if kind == 9:
        parent.remove(element)
    elif kind == 10:
        parent.insert(dice.randrange(len(parent) + 1), _fresh(element, dice))
    elif kind == 11:
        element.tag = dice.choice(stock.tags)
    elif kind == 12:
        children = list(element)
        dice.shuffle(children)
        element[:] = children
    elif kind == 13:
        other = dice.choice(list(parents))
        if other not in set(element.iter()):
            parent.remove(element)
            other.insert(dice.randrange(len(other) + 1), element)
    else:
        alike = [e for e in stock.elements if e.tag == element.tag and len(e)]
        source = list(dice.choice(alike)) if kind == 14 and alike else stock.elements
        element.insert(dice.randrange(len(element) + 1), _fresh(dice.choice(source), dice))


def _fresh(element: Tree, dice: random.Random) -> Tree:
    """A copy, mostly with ids of its own."""
    copied = copy.deepcopy(element)
    if dice.random() < 0.85:
        for part in copied.iter():
            if "id" in part.attrib and part.tag not in REFERENCES:
                part.set("id", f"{part.get('id')}x{dice.randrange(1000)}")
    return copied
