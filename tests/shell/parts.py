"""What statements of crm text have in common: lists of pairs, rules, operations, resource sets."""

from __future__ import annotations

import random
from collections.abc import Callable

from . import vocabulary as words
from .vocabulary import Words

FAULTS = (0.0, 0.0, 0.0, 0.01, 0.02, 0.08)
"""The share of words that are other ones than they should be; each file has one of these."""


class Parts:
    """The dice, and what exists in the file so far."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.fault = dice.choice(FAULTS)
        self.nodes = [f"n{k}" for k in range(1, dice.randint(0, 3) + 1)]
        self.primitives = [f"p{k}" for k in range(1, dice.randint(1, 7) + 1)]
        self.templates = ["t1"] if self.often(0.2) else []
        self.containers: list[str] = []
        self.lists: list[str] = []

    def often(self, chance: float) -> bool:
        return self.dice.random() < chance

    def number(self) -> int:
        return self.dice.randint(1, 99)

    def of(self, choice: Words) -> str:
        return self.dice.choice(
            choice.bad if choice.bad and self.often(self.fault) else choice.good
        )

    def name(self, *pools: list[str]) -> str:
        """A name that exists; now and then, and where there is none, one that does not."""
        pool = [name for names in pools for name in names]
        if not pool or self.often(self.fault):
            pool = words.REFERENCES
        return self.dice.choice(pool)

    def maybe(self, chance: float, part: str | Words) -> str:
        if not self.often(chance):
            return ""
        return part if isinstance(part, str) else self.of(part)

    def some(self, low: int, high: int, make: Callable[[], str]) -> str:
        return " ".join(make() for _ in range(self.dice.randint(low, high)))

    def resource(self) -> str:
        return self.name(self.primitives, self.primitives, self.containers, self.templates)

    def description(self) -> str:
        return self.maybe(0.1, words.DESCRIPTIONS)

    # Lists of pairs

    def pair(self, names: Words = words.PARAMETERS) -> str:
        name, value = self.of(names), self.of(words.VALUES)
        form = self.dice.random()
        if form < 0.03:
            return f"${name}x:{name}={value}"
        if form < 0.05:
            return name
        if form < 0.05 + self.fault:
            return f"@{name}"
        return f"{name}={value}"

    def pairs(self, names: Words = words.PARAMETERS, high: int = 3) -> str:
        """The body of a list."""
        head = ""
        if self.often(0.1):
            name = f"s{len(self.lists)}"
            self.lists.append(name)
            head = f"$id={name}"
        elif self.often(0.04):
            return f"$id-ref={self.name(self.lists, self.primitives)}"
        score = self.maybe(0.05, words.LIST_SCORES)
        rule = self.rule() if self.often(0.08) else ""
        return f"{head} {score} {rule} {self.some(0, high, lambda: self.pair(names))}"

    def section(self, chance: float, word: str, names: Words = words.PARAMETERS) -> str:
        return f"{word} {self.pairs(names)}" if self.often(chance) else ""

    # Rules

    def rule(self) -> str:
        head = self.maybe(0.15, f"$id=r{self.number()}") or self.maybe(self.fault, "$id-ref=r1")
        role, score = self.maybe(0.1, words.RULE_ROLES), self.maybe(0.7, words.RULE_SCORES)
        joint = f" {self.of(words.JOINTS)} "
        tests = joint.join(self.test() for _ in range(self.dice.choice((1, 1, 1, 2, 3))))
        return f"rule {head} {role} {score} {tests}"

    def test(self) -> str:
        attribute = self.of(words.ATTRIBUTES)
        form = self.dice.random()
        if form < 0.2:
            return f"{self.of(words.DEFINED)} {attribute}"
        if form < 0.75:
            kind = self.maybe(0.3, words.TYPES)
            return f"{attribute} {kind}{self.of(words.OPERATORS)} {self.of(words.RULE_VALUES)}"
        return f"{self.of(words.DATE)} {self.of(words.DATES)}"

    # Operations

    def operation_attribute(self) -> str:
        name = self.of(words.OPERATION_NAMES)
        return f"{name}={self.of(words.OPERATION_VALUES.get(name, words.TIMES))}"

    def operation(self) -> str:
        inline = self.maybe(0.7, f"interval={self.of(words.TIMES)}")
        extra = self.pair(words.CHECKS) if inline and self.often(0.1) else ""
        inline += " " + self.some(0, 2, self.operation_attribute)
        lists = self.section(0.1, "op_params", words.CHECKS)
        lists += " " + self.section(0.1, "op_meta", words.OPERATION_META)
        return f"op {self.of(words.OPERATIONS)} {inline} {extra} {lists}"

    # Resource sets

    def member(self, tails: Words) -> str:
        return self.resource() + self.maybe(0.25, tails)

    def members(self, tails: Words, low: int = 1) -> str:
        head = self.maybe(0.05, "_rsc_set_")
        return f"{head} {self.some(low, 3, lambda: self.set_part(tails))}"

    def set_part(self, tails: Words) -> str:
        names = self.some(1, 2, lambda: self.member(tails))
        option = self.maybe(0.08, words.SET_OPTIONS)
        return self.of(words.SET_FORMS).replace("%", f"{names} {option}".strip())
