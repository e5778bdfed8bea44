"""The oracle survives bad daemons and leaves nothing behind; a shell script plays the daemon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from . import available
from .oracle import Oracle, OracleError, Started, Verdict
from .pool import Pool

HANG = "exec sleep 600"


@pytest.fixture(autouse=True)
def _need_namespaces() -> None:
    available.require()


def build(prefix: Path, corosync: str, cmapctl: str = "exit 1") -> Path:
    """A build of "corosync" under this prefix, made of two scripts."""
    for name, script in {"corosync": corosync, "corosync-cmapctl": cmapctl}.items():
        path = prefix / "sbin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    return prefix


def children(pid: int) -> set[int]:
    """All living descendants of a process."""
    try:
        direct = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return set()
    return {int(child) for child in direct}.union(*(children(int(child)) for child in direct))


def alive() -> set[int]:
    """All processes of the machine."""
    return {int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()}


def test_hanging_test(tmp_path: Path) -> None:
    with Oracle(prefix=build(tmp_path, f"echo odd >&2; {HANG}"), test_limit=0.3) as oracle:
        expected = ("odd", "killed: did not end within the limit")
        assert oracle.test(b"") == Verdict(False, -9, expected)


def test_hanging_daemon_and_hanging_client(tmp_path: Path) -> None:
    with Oracle(prefix=build(tmp_path, HANG, HANG), start_limit=0.3) as oracle:
        assert oracle.start(b"") == Started(False, None, (), {})


def test_killed_by_a_signal(tmp_path: Path) -> None:
    with Oracle(prefix=build(tmp_path, "echo oh >&2; kill -ABRT $$")) as oracle:
        assert oracle.test(b"") == Verdict(False, -6, ("oh",))
        assert oracle.start(b"") == Started(False, -6, ("oh",), {})


def test_more_noise_than_a_pipe_holds(tmp_path: Path) -> None:
    flood = "yes noise | head -c 300000 >&2; exit 3"
    with Oracle(prefix=build(tmp_path, flood)) as oracle:
        assert oracle.test(b"").messages[0] == "noise"
        assert oracle.start(b"").rc == 3


def test_cmap_is_read_as_recorded_elsewhere(tmp_path: Path) -> None:
    cmapctl = (
        r"printf 'a.b (u64) = 18446744073709551615\nc.d (str) = K\344 = 1\nruntime.x (u8) = 1\n'"
    )
    with Oracle(prefix=build(tmp_path, HANG, cmapctl)) as oracle:
        expected: dict[str, int | str] = {"a.b": 2**64 - 1, "c.d": "K\ufffd = 1"}
        assert oracle.start(b"") == Started(True, None, (), expected)


def test_each_file_finds_a_clean_host(tmp_path: Path) -> None:
    script = "ls -A /var/lib/corosync /var/log/corosync /dev/shm | grep -v : >&2; "
    script += "touch /var/lib/corosync/ringid /dev/shm/qb; mkdir /var/log/corosync/sub; exit 1"
    with Oracle(prefix=build(tmp_path, script)) as oracle:
        assert oracle.start(b"").messages == ()
        assert oracle.test(b"").messages == ()


def test_cannot_write_to_the_machine(tmp_path: Path) -> None:
    script = f"touch {tmp_path}/x /usr/x 2>/dev/null && echo wrote >&2; exit 1"
    with Oracle(prefix=build(tmp_path, script)) as oracle:
        assert oracle.test(b"").messages == ()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("fail", [False, True])
def test_leaves_nothing_behind(tmp_path: Path, fail: bool) -> None:
    before = Path("/proc/mounts").read_text(), Path("/proc/net/dev").read_text().count(":")
    script = "sleep 600 & exec sleep 600"
    with Oracle(prefix=build(tmp_path, script), test_limit=0.2) as oracle:
        oracle.test(b"")
        assert oracle._process is not None
        family = {oracle._process.pid} | children(oracle._process.pid)
        # unshare, the server, and the sleeper that a killed daemon left.
        assert len(family) >= 3
        if fail:
            oracle._process.kill()
            with pytest.raises(OracleError):
                oracle.test(b"")
    # At once in the good case; after a kill the kernel needs a moment.
    deadline = time.monotonic() + (5 if fail else 0)
    while family & alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not family & alive()
    after = Path("/proc/mounts").read_text(), Path("/proc/net/dev").read_text().count(":")
    assert after == before


def test_unusable_prefix(tmp_path: Path) -> None:
    with pytest.raises(OracleError, match="no corosync in"):
        Oracle(prefix=tmp_path)


def test_closed_oracle(tmp_path: Path) -> None:
    with pytest.raises(OracleError, match="not open"):
        Oracle(prefix=build(tmp_path, HANG)).test(b"")


def test_pool_keeps_the_order(tmp_path: Path) -> None:
    script = "n=$(cat /etc/corosync/corosync.conf); sleep 0.$((9 - n)); exit $n"
    with Pool(3, prefix=build(tmp_path, script)) as pool:
        answers = pool.test_many([(str(n).encode(), []) for n in range(1, 8)])
    assert [answer.rc for answer in answers] == list(range(1, 8))
