"""What a fix promises, shown on the real daemon: a safe one changes nothing but what it says, all of
them together come to rest, and what we then take for startable starts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pytest

from hadoctor.engine import Report
from hadoctor.finding import Applicability, Reported
from hadoctor.fix import Fixed, apply, fix, usable
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.page import parse as parse_page
from hadoctor.registry import all_rules
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.target import TARGETS
from tests.daemon import available
from tests.daemon.addresses import first_local
from tests.daemon.fixtures import CORPUS, HOSTS
from tests.daemon.oracle import Started
from tests.daemon.pool import Pool
from tests.differential.agreement import first_first, loads, needs_the_node, starts
from tests.examples import check, codes

SAFE = frozenset({Applicability.SAFE})
UNSAFE = SAFE | {Applicability.UNSAFE}

# Keys that a safe fix adds or takes away although the daemon reads them, and what then has to be in
# its map or its log; any other key that changes has to be one that it does not read.
REDUNDANT: dict[str, Callable[[Started], bool]] = {
    # The number is the barrier, which is compared.
    "quorum.expected_votes": lambda after: "runtime.votequorum.ev_barrier" in after.cmap,
    "quorum.last_man_standing_window": lambda after: not after.cmap.get("quorum.last_man_standing"),
}
# What the daemon makes of these it only says, some of it with debug on: they have a test of their own.
ONLY_SAID = {"totem.secauth": "crypto", "totem.transport": "transport"}
DEBUG = b"\nlogging {\n\tto_stderr: yes\n\tdebug: on\n}\n"
BROADCAST = "255.255.255.255"
VERSION = b"totem {\n    version: 2\n}\n"
NODES = b"nodelist {\n    node {\n        ring0_addr: 10.0.0.1\n        nodeid: 1\n    }\n}\n"
# In the messages of the parser.
LINE = re.compile(r"corosync\.conf:\d+:")


def _texts() -> dict[str, bytes]:
    """Every example of every page, and the corpus; each text once."""
    found: dict[bytes, str] = {}
    for rule in all_rules():
        page = parse_page(rule.page)
        for heading in ("Bad", "Good"):
            for number, example in enumerate(page.examples(heading)):
                if example.name != "corosync.conf":
                    continue
                found.setdefault(example.text.encode(), f"{rule.code} {heading} {number + 1}")
    for path in sorted(CORPUS.glob("*.conf")):
        found.setdefault(path.read_bytes(), path.stem)
    return {name: data for data, name in found.items()}


def _completed() -> dict[str, bytes]:
    """Fragments, with what the daemon misses in them: only of what starts can be said that nothing
    changed."""
    found = {}
    for name, data in _texts().items():
        missing = b"" if re.search(rb"version\s*:", data) else VERSION
        missing += b"" if b"nodelist" in data else NODES
        if missing:
            found[f"{name}, completed"] = data + missing
    return found


class Daemon:
    """A build of corosync, the target that it stands for, and what it has answered so far."""

    def __init__(self, target: str, pool: Pool) -> None:
        self.target = target
        self.pool = pool
        self.answers: dict[tuple[bytes, tuple[str, ...]], Started] = {}

    def check(self, data: bytes) -> Report:
        return check(data, target=self.target)

    def model(self, data: bytes) -> Corosync:
        target = TARGETS[self.target]
        return Corosync(parse(Source("corosync.conf", data), target), target)

    def start(self, cases: Iterable[tuple[bytes, bytes]]) -> list[Started]:
        """Starts each file on a host that is the first node of the second one."""
        keys = [(data, tuple(first_local(home, HOSTS))) for data, home in cases]
        new = [key for key in dict.fromkeys(keys) if key not in self.answers]
        found = self.pool.start_many(new, effective=True)
        self.answers.update(zip(new, found, strict=True))
        return [self.answers[key] for key in keys]


@pytest.fixture(scope="module", params=["3.1", *available.prefixes()])
def daemon(request: pytest.FixtureRequest) -> Iterator[Daemon]:
    """The system's corosync, and whatever other builds the environment names."""
    available.require()
    if request.param not in TARGETS:
        pytest.skip("no target of that name")
    with Pool(hosts=HOSTS, prefix=available.prefixes().get(request.param)) as pool:
        yield Daemon(request.param, pool)


class Single(NamedTuple):
    """One fix of one file, alone."""

    name: str
    reported: Reported
    report: Report
    before: bytes
    after: bytes


@pytest.fixture(scope="module")
def singles(daemon: Daemon) -> list[Single]:
    found = []
    for name, data in (_texts() | _completed()).items():
        report = daemon.check(data)
        for reported in usable(report, SAFE):
            assert reported.finding.fix
            after = apply(data, list(reported.finding.fix.edits))
            found.append(Single(f"{name}: {reported.code}", reported, report, data, after))
    return found


def test_a_safe_fix_changes_nothing_but_what_it_says(daemon: Daemon, singles: list[Single]) -> None:
    befores = daemon.start([(s.before, s.after) for s in singles])
    afters = daemon.start([(s.after, s.after) for s in singles])
    wrong = [
        f"{s.name}: {why}"
        for s, before, after in zip(singles, befores, afters, strict=True)
        if (why := _broken_promise(daemon, s, before, after))
    ]
    assert not wrong, "\n".join(wrong)
    assert len(singles) > 50


@pytest.mark.parametrize("key", ONLY_SAID)
def test_a_safe_fix_keeps_what_the_daemon_only_says(
    daemon: Daemon, singles: list[Single], key: str
) -> None:
    touched = [
        s for s in singles if daemon.model(s.before).text(key) != daemon.model(s.after).text(key)
    ]
    befores = daemon.start([(s.before + DEBUG, s.after) for s in touched])
    afters = daemon.start([(s.after + DEBUG, s.after) for s in touched])
    name = ONLY_SAID[key]
    said = [
        (s.name, before.cmap.get(name), after.cmap.get(name))
        for s, before, after in zip(touched, befores, afters, strict=True)
        if before.started
    ]
    assert all(before == after for _, before, after in said), said
    # The message is still known: among them are some that encrypt, and all have a transport.
    if said and (key == "totem.transport" or daemon.target in ("2.4", "3.1")):
        assert any(before for _, before, _ in said)


def _broken_promise(daemon: Daemon, single: Single, before: Started, after: Started) -> str:
    """What is wrong about one fix; empty where it kept its promise."""
    if before.started:
        if not after.started:
            return f"it started before: {after.messages}"
        return _changes(daemon, single.before, single.after, before, after)
    if after.started:
        return ""
    cured = _blocking(single.report) - _blocking(daemon.check(single.after))
    said, says = _said(before), _said(after)
    if single.reported.finding.blocks is None and not cured:
        # Another defect keeps the file from being taken, and goes on to.
        return "" if set(says) <= set(said) else f"{said} became {says}"
    if not cured:
        return f"it blocks as before: {says}"
    # The daemon names the first defect only, which may be another one.
    alone = _blocking(single.report).total() == 1
    if alone and said[:1] == says[:1] and not needs_the_node(single.report, after.messages):
        return f"still {says}"
    return ""


def _said(started: Started) -> list[str]:
    return [LINE.sub("", message) for message in started.messages]


def _blocking(report: Report) -> Counter[str]:
    return Counter(r.code for r in report.findings if r.finding.blocks)


def _changes(daemon: Daemon, old: bytes, new: bytes, before: Started, after: Started) -> str:
    """The keys whose values differ, other than those that the daemon does not read."""
    models = daemon.model(old), daemon.model(new)
    changed = []
    for key in sorted(before.cmap.keys() | after.cmap.keys()):
        a, b = before.cmap.get(key), after.cmap.get(key)
        if a == b or key in ONLY_SAID:
            continue
        if None in (a, b) and REDUNDANT.get(key, _never)(after):
            continue
        # With broadcast on it is the address in any case, and fills the gap in the map.
        link, _, last = key.rpartition(".")
        if last == "mcastaddr" and b == BROADCAST and before.cmap.get(f"{link}.broadcast") == "yes":
            continue
        # Among the values in force stand also those of other transports.
        entries = [model.entry(key.removeprefix("runtime.config.")) for model in models]
        if not any(entries) or not all(_unread(m, e) for m, e in zip(models, entries, strict=True)):
            changed.append(f"{key}: {a} became {b}")
    return ", ".join(changed)


def _never(after: Started) -> bool:
    return False


def _unread(corosync: Corosync, entry: Entry | None) -> bool:
    """Whether the daemon has no use for a key: unknown, dead, or of other transports."""
    if entry is None or entry.option is None or entry.option.dead:
        return True
    transports = entry.option.transports.split()
    return bool(transports) and corosync.transport not in transports


class Together(NamedTuple):
    """All fixes of one file."""

    name: str
    before: bytes
    fixed: Fixed


def _together(daemon: Daemon, classes: frozenset[Applicability]) -> list[Together]:
    found = []
    for name, data in _texts().items():
        if usable(daemon.check(data), classes):
            found.append(Together(name, data, fix(data, daemon.check, classes)))
    return found


@pytest.mark.parametrize("classes", [SAFE, UNSAFE], ids=["safe", "unsafe"])
def test_all_fixes_together_come_to_rest(daemon: Daemon, classes: frozenset[Applicability]) -> None:
    restless = []
    for name, _, fixed in _together(daemon, classes):
        dropped = {r.code for r in fixed.dropped}
        left = {r.code for r in usable(fixed.report, classes)}
        if left - dropped or fix(fixed.data, daemon.check, classes).data != fixed.data:
            restless.append(f"{name}: {left}, dropped {dropped}")
    assert not restless, "\n".join(restless)


def test_all_safe_fixes_together_change_nothing(daemon: Daemon) -> None:
    together = _together(daemon, SAFE)
    befores = daemon.start([(t.before, t.fixed.data) for t in together])
    afters = daemon.start([(t.fixed.data, t.fixed.data) for t in together])
    wrong = []
    for (name, old, fixed), before, after in zip(together, befores, afters, strict=True):
        why = _disagreement(fixed, after)
        if before.started:
            stopped = "" if after.started else f"it started before: {after.messages}"
            why = stopped or _changes(daemon, old, fixed.data, before, after)
        if why:
            wrong.append(f"{name}: {why}")
    assert not wrong, "\n".join(wrong)


def test_with_unsafe_fixes_starts_what_we_take_for_startable(daemon: Daemon) -> None:
    """One file for each set of fixes; of all of them the daemon at least takes what we say."""
    by_fixes: dict[frozenset[str], Together] = {}
    together = _together(daemon, UNSAFE)
    for one in together:
        by_fixes.setdefault(frozenset(r.code for r in one.fixed.applied), one)
    chosen = list(by_fixes.values())
    afters = daemon.start([(t.fixed.data, t.fixed.data) for t in chosen])
    wrong = [
        f"{t.name}: {why}"
        for t, after in zip(chosen, afters, strict=True)
        if (why := _disagreement(t.fixed, after))
    ]
    verdicts = daemon.pool.test_many([(t.fixed.data, first_first(t.fixed.data)) for t in together])
    wrong += [
        f"{t.name}: {verdict.messages}, {codes(t.fixed.report)}"
        for t, verdict in zip(together, verdicts, strict=True)
        if verdict.accepted != loads(t.fixed.report)
        and not needs_the_node(t.fixed.report, verdict.messages)
    ]
    assert not wrong, "\n".join(wrong)


def _disagreement(fixed: Fixed, started: Started) -> str:
    if started.started == starts(fixed.report) or needs_the_node(fixed.report, started.messages):
        return ""
    return f"{started.messages}, {codes(fixed.report)}"
