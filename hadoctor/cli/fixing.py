"""`--fix`, `--diff` and `--ask` of `hadoctor check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Input, Subject
from hadoctor.finding import Applicability, Reported
from hadoctor.fix import Fixed, checker, fix
from hadoctor.registry import RuleSet
from hadoctor.report.difference import difference
from hadoctor.target import Targets


class Wanted(NamedTuple):
    """What the user asked for."""

    unsafe: bool
    diff: bool
    ask: bool


class Fixer:
    """Fixes subjects as they pass, and remembers what it did."""

    def __init__(self, rules: RuleSet, targets: Targets, wanted: Wanted) -> None:
        self.rules = rules
        self.targets = targets
        self.wanted = wanted
        self.applied = 0
        self.changed = 0
        self.shared = False
        """Whether a corosync.conf was changed, which has to be the same on all nodes."""
        self.failed: list[str] = []
        self.lines: list[str] = []

    def subjects(self, subjects: Iterator[Subject | Input]) -> Iterator[Subject | Input]:
        for subject in subjects:
            if isinstance(subject, Subject) and subject.source is not None:
                yield self._fixed(subject.source.name, subject.source.data, subject)
            else:
                yield subject

    def _fixed(self, path: str, data: bytes, subject: Subject) -> Subject | Input:
        check = checker(path, self.rules, self.targets, subject.beside)
        classes = {Applicability.SAFE} | ({Applicability.UNSAFE} if self.wanted.unsafe else set())
        choose = self._choose if self.wanted.ask else None
        fixed = fix(data, check, frozenset(classes), choose)
        for one in fixed.dropped:
            self.lines.append(
                f"{path}: {one.code}: not fixed, '{one.finding.fix and one.finding.fix.title}'"
                " would have made a new error or not helped"
            )
        if fixed.data == data:
            return subject
        self.applied += len(fixed.applied)
        self.changed += 1
        self.shared |= subject.input.kind == "corosync.conf"
        if self.wanted.diff:
            self.lines += difference(data, fixed.data, path, path)
            return subject
        after = from_bytes(path, fixed.data, self.targets, subject.beside)
        return self._written(path, fixed, subject, after)

    def _written(
        self, path: str, fixed: Fixed, subject: Subject, after: Subject | Input
    ) -> Subject | Input:
        from hadoctor.write import replace

        if subject.beside is None and path.startswith("<"):
            sys.stdout.buffer.write(fixed.data)
            return after
        try:
            replace(path, fixed.data)
        except OSError as error:
            self.failed.append(f"{path}: cannot be replaced: {error.strerror or error}")
            return subject
        return after

    def _choose(self, one: Reported, before: bytes, after: bytes) -> bool:
        """Asks on the terminal; a `d` shows the change first, anything but yes is no."""
        assert one.finding.fix is not None
        place = f"{one.finding.at.source.name}:{one.finding.at.line}"
        print(f"{place}: {one.code} {one.finding.message}", file=sys.stderr)
        question = f"  {one.finding.fix.title} ({one.finding.fix.applicability.value})? [y/n/d] "
        while True:
            print(question, end="", file=sys.stderr, flush=True)
            answer = sys.stdin.readline().strip().lower()
            if answer != "d":
                return answer in ("y", "yes")
            print("\n".join(difference(before, after, place, place)), file=sys.stderr)
