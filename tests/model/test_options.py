"""The option table agrees with itself. Whether it is true, the real daemon says."""

from __future__ import annotations

from collections import Counter

import pytest

from hadoctor.model.option import Kind, Option
from hadoctor.model.options import OPTIONS
from hadoctor.target import TARGETS, Target, release

SOURCES = {"pcs(8)", "corosync.conf(5)", "votequorum(5)", "corosync-qdevice(8)", "daemon"}
TRANSPORTS = {"knet", "udp", "udpu", "iba"}


def name(row: Option) -> str:
    return f"{row.path}<{row.since or '-'}..{row.until or '-'}>"


each_row = pytest.mark.parametrize("row", OPTIONS, ids=name)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_one_row_per_path(target: Target) -> None:
    paths = Counter(row.path for row in OPTIONS if row.known_to(target))
    assert [path for path, rows in paths.items() if rows > 1] == []


def test_no_overlap_between_the_targets_either() -> None:
    marks = {release(text) for row in OPTIONS for text in (row.since, row.until) if text}
    for mark in marks:
        target = Target("", mark)
        paths = Counter(row.path for row in OPTIONS if row.known_to(target))
        assert [path for path, rows in paths.items() if rows > 1] == [], mark


@each_row
def test_range_of_releases(row: Option) -> None:
    if row.since and row.until:
        assert release(row.since) < release(row.until)


@each_row
def test_texts(row: Option) -> None:
    assert row.meaning
    assert not row.meaning.endswith(".")
    for text in (row.meaning, row.dead):
        assert "\n" not in text
        assert text == text.strip()
        assert len(text) <= 100
    assert row.source in SOURCES


@each_row
def test_words(row: Option) -> None:
    assert row.words or row.kind is not Kind.WORD
    assert len(set(row.words)) == len(row.words)
    assert row.refused_at in ("", "load", "start")
    assert row.words or not row.refused_at
    if row.kind is Kind.WORD and row.default and " " not in row.default:
        assert row.default in row.words


@each_row
def test_numbers(row: Option) -> None:
    bounds = row.kind.bounds
    low = row.low if row.low is not None else row.high
    high = row.high if row.high is not None else row.low
    if low is not None and high is not None:
        assert low <= high
    if bounds is None:
        return
    for number in (row.low, row.high):
        assert number is None or bounds[0] <= number <= bounds[1]
    if row.default.lstrip("-").isdigit():
        assert bounds[0] <= int(row.default) <= bounds[1]
        # 0 stands for the default of many options, below the lowest value they take.
        assert row.default == "0" or row.low is None or row.low <= int(row.default)
        assert row.high is None or int(row.default) <= row.high
    elif row.default:
        assert not row.default[0].isdigit() or " " in row.default


@each_row
def test_transports(row: Option) -> None:
    assert TRANSPORTS.issuperset(row.transports.split())


@each_row
def test_dead_options_are_not_reloadable(row: Option) -> None:
    assert not (row.dead and row.reloadable)


def test_priorities_are_in_lower_case() -> None:
    for row in OPTIONS:
        if row.key.endswith("_priority") or row.key == "syslog_level":
            assert all(word == word.lower() for word in row.words)


@pytest.mark.parametrize(
    ("target", "path", "kind"),
    [
        ("2.4", "totem.interface.ringnumber", Kind.U8),
        ("3.1", "totem.interface.ringnumber", Kind.TEXT),
        ("3.1", "totem.interface.linknumber", Kind.U8),
        ("3.1", "totem.rrp_problem_count_timeout", Kind.U32),
        ("2.4", "resources.system.load_15min.poll_period", Kind.TEXT),
        ("3.0", "resources.system.load_15min.poll_period", Kind.U64),
        ("3.1", "quorum.device.net.port", Kind.TEXT),
        ("next", "totem.ip_dscp", Kind.DSCP),
    ],
)
def test_kinds_that_changed(target: str, path: str, kind: Kind) -> None:
    kinds = [o.kind for o in OPTIONS if o.path == path and o.known_to(TARGETS[target])]
    assert kinds == [kind]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("2.4", "totem.link_mode"),
        ("2.4", "totem.interface.linknumber"),
        ("2.4", "system.sched_rr"),
        ("3.0", "qb.ipc_type"),
        ("3.0", "totem.crypto_type"),
        ("3.0", "totem.knet_mtu"),
        ("3.0", "totem.cancel_token_hold_on_retransmit"),
        ("3.1", "totem.ip_dscp"),
        ("next", "totem.rrp_problem_count_timeout"),
    ],
)
def test_unknown_to_a_release(target: str, path: str) -> None:
    assert not any(o.path == path and o.known_to(TARGETS[target]) for o in OPTIONS)
