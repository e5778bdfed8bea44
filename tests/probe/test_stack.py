"""Which processes are daemons."""

from __future__ import annotations

import pytest

from hadoctor.facts.node.stack import Stack
from hadoctor.probe.stack import stack

from .worlds import world


@pytest.mark.parametrize(
    ("comm", "line", "daemon"),
    [
        ("pacemakerd", "/usr/sbin/pacemakerd", True),
        ("pacemakerd", "/usr/sbin/pacemakerd --version", False),
        ("pacemakerd", "pacemakerd --features", False),
        ("pacemaker-based", "/usr/lib/pacemaker/pacemaker-based", True),
        ("pacemaker-fence", "/usr/lib/pacemaker/pacemaker-fenced metadata", False),
        ("corosync", "/usr/sbin/corosync -f", True),
        ("corosync", "corosync -t -c /etc/corosync/corosync.conf", False),
        ("corosync-qdevic", "/usr/sbin/corosync-qdevice -f", True),
        ("corosync-qdevic", "/usr/sbin/corosync-qdevice-tool -s", False),
        ("sbd", "/usr/sbin/sbd -p /run/sbd.pid watch", True),
        ("sbd", "sbd: inquisitor", True),
        ("sbd", "sbd -d /dev/sda dump", False),
    ],
)
def test_one_that_answers_a_question_is_none(comm: str, line: str, daemon: bool) -> None:
    """Other probes ask at the same moment."""
    files = {
        "/proc/7/comm": f"{comm}\n",
        "/proc/7/cmdline": line.replace(" ", "\0") + "\0",
        "/proc/7/status": "State:\tS (sleeping)\nNSpid:\t7\n",
    }
    found = stack(world(files, folders={"/proc": ("7", "self")}))
    assert isinstance(found, Stack)
    assert [one.name for one in found.processes] == [comm] * daemon
