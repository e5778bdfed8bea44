"""No probe asks anything that changes the node: every command, with its arguments, is one of these."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from hadoctor.facts import Unknown
from hadoctor.probe import node
from hadoctor.probe.frozen import Frozen
from hadoctor.probe.world import COMMANDS, LIMIT, Ran
from tests.probe.test_clock import processes
from tests.probe.worlds import ADDRESSES, CONF, world

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "fixtures" / "nodes"
READS = (
    r"apt-config dump",
    r"chronyc -n -c (tracking|sources)",
    r"cibadmin --query",
    r"corosync -v",
    r"corosync-cfgtool -s",
    r"corosync-cmapctl( -m stats)?( [\w.]+)?",
    r"corosync-qdevice-tool -s",
    r"corosync-quorumtool -s -i",
    r"crm_mon -1 .*",
    r"crm_node -l",
    r"dpkg-query -W -f .*",
    r"drbdsetup status --json",
    r"firewall-cmd (--permanent )?--list-all-zones",
    r"ip -j addr",
    r"ip -j route get \S+ from \S+",
    r"ip -j (-4 route show scope link|-6 route show)",
    r"ip6?tables(-legacy)?-save",
    r"journalctl -o json --output-fields=\S+ --no-pager -q -n \d+ --since=@\d+( \w+=\S+| \+)+",
    r"nft -j list ruleset",
    r"ntpq -n (-p|-c rv .*)",
    r"pacemakerd --version",
    r"rpm -q --qf .*",
    r"ss -H -a -u -n -p",
    r"stonith_admin (--list-registered|-l \S+|--history \*)( --verbose)? --output-as=xml",
    r"systemctl (show|list-unit-files) --.*",
    r"systemd-detect-virt",
    r"timedatectl show-timesync --all",
)

CLOCKS = {**processes(chronyd=7), **processes(ntpd=8), "/proc/9/comm": "systemd-timesyn\n"} | {
    "/proc/9/status": "State: S\nNSpid: 9\n"
}


class Spy(Frozen):
    """Writes down what is asked to be run."""

    def __init__(self, answers: dict[str, object]) -> None:
        super().__init__(answers)
        self.asked: list[str] = []

    def run(self, *command: str, limit: float = LIMIT) -> Ran | Unknown:
        self.asked.append(" ".join(command))
        return super().run(*command, limit=limit)


def made() -> Spy:
    """A node with systemd and a configuration, of which the commands say nothing."""
    frozen = world(
        {"/etc/corosync/corosync.conf": CONF, "/usr/bin/unattended-upgrade": "", **CLOCKS},
        {"ip -j addr": ADDRESSES},
        {"/proc": ("7", "8", "9")},
        {"/run/systemd/system": ("folder", 0o755, "root", "root", 0, 0.0)},
    )
    return Spy(frozen._answers)


@pytest.mark.parametrize("name", ["made", *sorted(p.stem for p in FOLDER.glob("*.json"))])
def test_what_is_run_only_reads(name: str) -> None:
    if name == "made":
        spy = made()
    else:
        spy = Spy(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))
    node.ask(spy)
    assert spy.asked
    for command in spy.asked:
        assert any(re.fullmatch(pattern, command, re.S) for pattern in READS), command
        assert command.split(" ")[0] in COMMANDS


def test_probes_reach_the_machine_through_the_world_only() -> None:
    doors = {"subprocess", "socket", "shutil", "urllib", "http", "ctypes"}
    writing = {"write_text", "write_bytes", "unlink", "rename", "mkdir", "chmod", "open", "system"}
    for path in (ROOT / "hadoctor" / "probe").glob("*.py"):
        if path.name in ("command.py", "world.py"):
            continue
        for found in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(found, ast.Import):
                assert not {a.name.split(".")[0] for a in found.names} & doors, path.name
            if isinstance(found, ast.ImportFrom):
                assert (found.module or "").split(".")[0] not in doors, path.name
            if isinstance(found, ast.Call):
                called = found.func
                word = called.attr if isinstance(called, ast.Attribute) else ""
                word = called.id if isinstance(called, ast.Name) else word
                assert word not in writing, f"{path.name}:{found.lineno}"
