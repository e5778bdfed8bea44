"""A rule is where the engine looks for it."""

from __future__ import annotations

from hadoctor.facts.subject import NODE
from hadoctor.registry import files, load


def test_rules_of_a_node_ask_for_one_configuration_only() -> None:
    """Those that ask for both are run once, for a pair of files, and rules of a node are not among them."""
    joint = []
    for file in files():
        if file.language == NODE:
            modules = [kind.__module__ for kind in load(file).needs.values()]
            begins = ("hadoctor.model.corosync", "hadoctor.model.pacemaker")
            if all(any(m.startswith(begin) for m in modules) for begin in begins):
                joint.append(file.name)
    assert joint == []
