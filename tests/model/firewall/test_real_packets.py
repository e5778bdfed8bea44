"""What the model says about packets against the kernel, on rule sets that nobody wrote."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import NamedTuple

import pytest

from hadoctor.model.firewall import iptables, nft
from hadoctor.model.firewall.evaluate import Allowed, Blocked, untracked, verdict
from hadoctor.model.firewall.packet import reverse
from hadoctor.model.firewall.ruleset import RuleSet, combined

from . import available, drawn_iptables, drawn_nft
from .lab import Answer, Lab, datagrams

# The same rule sets in every run; to look for new disagreements, set HADOCTOR_EXAMPLES to a number: that
# many, other ones each time.
EXPLORE = int(os.environ.get("HADOCTOR_EXAMPLES", "0"))
EXAMPLES = EXPLORE or 60
START = time.time_ns() if EXPLORE else 0
NFT = ["nft", "-j", "list", "ruleset"]


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    available.require()
    with Lab() as one:
        yield one


class Case(NamedTuple):
    """A rule set as the kernel has it, and how it is read."""

    load: list[tuple[list[str], str]]
    show: list[list[str]]
    read: Callable[[tuple[str, ...]], RuleSet]


def wrong(case: Case, lab: Lab, tally: Counter[str]) -> list[str]:
    """Where the model is sure, and the kernel does something else."""
    answer = lab.ask(case.load, case.show, datagrams())
    if answer.refused:
        # Not every match is for every hook, and no address is of both families.
        tally["refused"] += 1
        return []
    found = compared(case, answer, tally)
    if found:
        # It may only have been late.
        found = compared(case, lab.ask(case.load, case.show, datagrams(), 0.2), Counter())
    return found


def compared(case: Case, answer: Answer, tally: Counter[str]) -> list[str]:
    rules = case.read(answer.shown)
    found = []
    for sent, passed in zip(datagrams(), answer.passed, strict=True):
        if passed is None:
            # It was to be a reply, and there is nothing to reply to.
            continue
        if sent.established and untracked(rules, reverse(sent.packet())) is not False:
            # Nor is it a reply where the kernel does not remember the first one.
            continue
        says = verdict(rules, sent.packet())
        tally[type(says).__name__] += 1
        if isinstance(says, Allowed if not passed else Blocked):
            really = "passes" if passed else "does not pass"
            texts = "\n".join(text for _, text in case.load)
            found.append(f"{sent}\n{says}\nit {really}\n{texts}")
    return found


def check(cases: Iterable[Case], lab: Lab) -> None:
    tally: Counter[str] = Counter()
    found = [one for case in cases for one in wrong(case, lab, tally)]
    refused = tally.pop("refused", 0)
    assert not found, "\n\n".join([f"{len(found)} of {tally.total()}", *found[:5]])
    # Random rule sets are full of doubts; if most were undecided, nothing would be tested.
    assert refused < EXAMPLES / 2
    assert tally["Undecided"] < tally.total() / 2, tally
    assert min(tally["Allowed"], tally["Blocked"]) > tally.total() / 8, tally


def test_nft(lab: Lab) -> None:
    check(map(nft_case, range(START, START + EXAMPLES)), lab)


def nft_case(seed: int) -> Case:
    text = drawn_nft.ruleset(Random(f"nft {seed}"))
    return Case([(["nft", "-f", "-"], text)], [NFT], lambda shown: nft.read(shown[0]))


@pytest.mark.parametrize("kind", ["nft", "legacy"])
def test_iptables(lab: Lab, kind: str) -> None:
    check((iptables_case(kind, seed) for seed in range(START, START + EXAMPLES)), lab)


def iptables_case(kind: str, seed: int) -> Case:
    dice = Random(f"{kind} {seed}")
    tools = {4: f"iptables-{kind}", 6: f"ip6tables-{kind}"}
    return Case(
        [([f"{tool}-restore"], drawn_iptables.ruleset(dice, f)) for f, tool in tools.items()],
        [*([f"{tool}-save"] for tool in tools.values()), NFT],
        lambda shown: combined(
            nft.read(shown[2]), iptables.read(shown[0], 4), iptables.read(shown[1], 6)
        ),
    )
