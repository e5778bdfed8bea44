"""The known lines in the logs."""

from __future__ import annotations

import json
import re
import time

import pytest

from hadoctor.facts.node.log import Log
from hadoctor.model.symptoms import KNOWN
from hadoctor.probe.log import log, symptoms
from hadoctor.probe.logtimes import in_file, in_journal
from tests.patience import ends
from tests.probe.worlds import CONF, world

NOW = 1_700_000_000.0
LINES = {
    "no-ring": "[MAIN  ] Totem is unable to form a cluster because of an operating system or network"
    " fault (reason: totem is continuously in gather state).",
    "key-differs": "[TOTEM ] Digest does not match",
    "not-scheduled": "[MAIN  ] Corosync main process was not scheduled (@1700000000123) for 2212.8 ms"
    " (threshold is 800.0000 ms). Consider token timeout increase.",
    "token-late": "[TOTEM ] Token has not been received in 2737 ms ",
    "node-lost": "[TOTEM ] A processor failed, forming new configuration: token timed out (3650ms)",
    "retransmits": "[TOTEM ] Retransmit List: 8b 8c 8d",
    "failed-to-receive": "[TOTEM ] FAILED TO RECEIVE",
    "link-flaps": "[KNET  ] link: host: 2 link: 0 is down",
    "mtu": "[KNET  ] pmtud: possible MTU misconfiguration detected. kernel is reporting MTU: 1500",
    "corosync-lost": "pacemaker-controld: crit: Lost connection to cluster layer, shutting down",
    "cib-not-stored": "pacemaker-based: error: Disabling CIB disk writes after failure",
    "clock-stepped": "System clock was stepped by 5.012345 seconds",
    "out-of-memory": "Out of memory: Killed process 31 (corosync) total-vm:563560kB",
    "denied": 'audit: type=1400 apparmor="DENIED" operation="open" profile="/usr/sbin/corosync"',
}


@pytest.mark.parametrize("name", LINES)
def test_known_lines(name: str) -> None:
    found = list(symptoms("log", [(NOW, LINES[name])], running=True))
    assert [s.kind for s in found] == [name]


def test_ordinary_lines_tell_nothing() -> None:
    for line in (
        "[TOTEM ] Failed to receive the leave message. failed: 2",
        "[KNET  ] host: host: 2 has 1 active links",
        "[QUORUM] This node is within the primary component and will provide service.",
        "[MAIN  ] Corosync Cluster Engine exiting normally",
    ):
        assert not list(symptoms("log", [(NOW, line)], running=False))


def test_a_refusal_counts_only_while_corosync_does_not_run() -> None:
    line = (NOW, "[MAIN  ] parse error in config: No valid name found for local host")
    assert [s.kind for s in symptoms("log", [line], running=False)] == ["start-refused"]
    assert not list(symptoms("log", [line], running=True))


def test_patterns_are_quick() -> None:
    nasty = "killed process 1 (" * 5000 + "avc:  denied " * 5000
    with ends():
        list(symptoms("log", [(NOW, nasty)] * 200, running=False))
    assert all(re.compile(k.pattern) for k in KNOWN)


def test_times_in_files_have_no_year() -> None:
    stamp = time.strftime("%b %d %H:%M:%S", time.localtime(NOW))
    ((when, _), (none, _)) = in_file([f"{stamp}.500 [31] alpha corosync x", "no time"], NOW + 60)
    assert when == NOW + 0.5
    assert none is None
    coming = time.strftime("%b %d %H:%M:%S", time.localtime(NOW + 40 * 86400))
    ((before, _),) = in_file([coming], NOW)
    assert before is not None
    assert before < NOW


def test_journal_lines() -> None:
    text = [
        json.dumps({"__REALTIME_TIMESTAMP": "1700000000000000", "MESSAGE": "a"}),
        json.dumps({"__REALTIME_TIMESTAMP": "1", "MESSAGE": [104, 105], "SYSLOG_IDENTIFIER": "x"}),
        "no json",
        "[]",
        "{}",
    ]
    assert list(in_journal(text)) == [(1.7e9, "a"), (1e-06, "x: hi")]


def test_log_of_the_last_hour_only() -> None:
    def line(age: float) -> str:
        stamp = time.strftime("%b %d %H:%M:%S", time.localtime(NOW - age))
        return f"{stamp} [31] alpha corosync warning {LINES['key-differs']}\n"

    conf = CONF + "logging {\n    to_logfile: yes\n    logfile: /var/log/corosync.log\n}\n"
    files = {
        "/etc/corosync/corosync.conf": conf,
        "/var/log/corosync.log": line(7200) + line(1800) + line(60),
    }
    found = log(world(files, folders={"/proc": ()}, now=NOW))
    assert isinstance(found, Log)
    (one,) = found.symptoms
    assert (one.times, one.first, one.last) == (2, NOW - 1800, NOW - 60)
    assert one.origin == "/var/log/corosync.log"
