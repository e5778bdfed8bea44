"""`hadoctor explain`: options of Corosync and Pacemaker, and agents."""

from __future__ import annotations

import pytest

from hadoctor.explain import near, text
from hadoctor.explain.agents import words as agent_words
from hadoctor.explain.corosync import words as corosync_words
from hadoctor.explain.pacemaker import words as pacemaker_words


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("totem.token", "totem.token\n"),
        ("migration-threshold", "default: INFINITY"),
        ("meta.target-role", "meta.target-role\n"),
        ("op.timeout", "default: 20s"),
        ("stonith-enabled", "pacemaker until 3.0.2"),
        ("fencing-enabled", "older name, still read, with a warning: stonith-enabled"),
        ("default-resource-stickiness", "resource-stickiness in rsc_defaults"),
        ("master-max", "clone.promoted-max"),
        ("ocf:heartbeat:IPaddr2", "ip                        string, required, unique"),
        ("ocf:IPaddr2", "ocf:heartbeat:IPaddr2\n"),
        ("IPaddr2", "ocf:heartbeat:IPaddr2\n"),
        ("Stateful", "ocf:pacemaker:Stateful\n"),
        ("fence_ipmilan", "deprecated parameters:"),
    ],
)
def test_pages(word: str, shown: str) -> None:
    assert shown in text(word)


def test_a_word_of_both_has_both_pages() -> None:
    shown = text("interval")
    assert "quorum.device.heuristics.interval" in shown
    assert "op.interval" in shown


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tokn", "token"),
        ("migration-treshold", "migration-threshold"),
        ("meta.targt-role", "meta.target-role"),
        ("fence_ipmi", "fence_ipmilan"),
        ("ipadr2", "IPaddr2"),
        ("xyzzyxyzzy", None),
    ],
)
def test_near(word: str, meant: str | None) -> None:
    assert not text(word)
    assert near(word) == meant


def test_every_word_has_a_page() -> None:
    for word in {*corosync_words(), *pacemaker_words()} | set(list(agent_words())[::20]):
        assert text(word).endswith("\n"), word
