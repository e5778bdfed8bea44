"""Hostile input: an answer without a traceback, in time and memory that grow with the input and not
with its square. Each text is a few hundred kilobytes: what is quadratic in it does not end in time."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

N = 20_000
TEXTS = {
    "braces": b"totem {\n" + b"{" * 40 * N,
    "open": b"totem {\n" + b"{\n" * N,
    "deep": b"a {\n" * N + b"}\n" * N,
    "close": b"totem {\n}\n" + b"}\n" * N,
    "comments": b"totem {\n" + b"token: x # y\n" * N + b"}\n",
    "long": b"totem {\nx: " + b"a" * 40 * N + b"\n}\n",
    "interfaces": b"totem {\n" + b'interface {\nlinknumber: 1\nfoo: "b\xa0"\n}\n' * N + b"}\n",
    "nodes": b"nodelist {\n"
    + b"node {\nring0_addr: 10.0.0.1\nnodeid: 1\nname: a\n}\n" * N
    + b"}\n",
    "subsystems": b"logging {\n" + b"logger_subsys {\nsubsys: X\ndebug: maybe\n}\n" * N + b"}\n",
    "unknown": b"totem {\n" + b"tokn: 1\n" * N + b"}\n",
    "junk": b"x y z\n" * N,
    "nul": b"\0" * 40 * N,
    "pasted": b"node { name: a  ring0_addr: 10.0.0.1 }\n" * N,
    "template": b"ring0_addr: {{ ip }}\n" * N,
    "odd": b"totem {\n" + "tökén: “5”\n".encode() * N + b"}\n",
    "members": b"totem {\ninterface {\n" + b"member {\nmemberaddr: 10.0.0.1\n}\n" * N + b"}\n}\n",
    "keys": b"totem {\n" + b"".join(b"k%d: 1\n" % n for n in range(N)) + b"}\n",
}


def limited() -> None:
    """A gigabyte is thousands of times the input; minutes are, too."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


@pytest.mark.parametrize("target", ["2.4", "3.1"])
@pytest.mark.parametrize("name", TEXTS)
def test_an_answer(name: str, target: str, tmp_path: Path) -> None:
    file = tmp_path / "corosync.conf"
    file.write_bytes(TEXTS[name])
    command = [sys.executable, "-m", "hadoctor", "check", "--target", f"corosync={target}"]
    done = subprocess.run([*command, str(file)], capture_output=True, preexec_fn=limited)
    assert done.returncode == 1, done.stderr[-2000:]
    assert b"Traceback" not in done.stderr
    assert b"judged for corosync" in done.stdout
