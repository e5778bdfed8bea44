"""A repair is done whole, or not at all; and it can be taken back to the very bytes."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hadoctor.repair.apply import apply
from hadoctor.repair.disk import RefusedError
from hadoctor.repair.journal import Journal, State
from hadoctor.repair.step import Access, Repair, Run, SetAccess, WriteFile
from hadoctor.repair.undo import recover, undo

from .conftest import CONF, GROUP, USER
from .tree import Seen, seen

MOMENTS = 200


def fine() -> str:
    return ""


def test_done_and_undone(journal: Journal, files: Path, repair: Repair) -> None:
    before = seen(files)
    done = apply(journal, repair, fine)
    assert done.kept
    assert done.entry is not None
    after = seen(files)
    assert set(after) == {"conf", "new", "key", "log"}
    assert after["conf"][2:5] == before["conf"][2:5]
    assert (after["key"][2], after["log"][2], after["new"][2]) == (0o400, 0o750, 0o600)
    assert undo(journal, done.entry, "test").state is State.UNDONE
    assert seen(files) == before
    assert [entry.state for entry in journal.entries()] == [State.UNDONE]


def test_what_does_not_help_is_taken_back(journal: Journal, files: Path, repair: Repair) -> None:
    before = seen(files)
    done = apply(journal, repair, lambda: "still found: X")
    assert done.entry is not None
    assert done.entry.state is State.UNDONE
    assert (done.kept, done.why) == (False, "still found: X")
    assert seen(files) == before


def test_a_step_that_fails_takes_the_others_back(journal: Journal, files: Path) -> None:
    before = seen(files)
    steps = (
        WriteFile(str(files / "conf"), CONF, b"new\n"),
        Run(("nft", "no", "such", "words")),
    )
    done = apply(journal, Repair("x", (), steps), fine)
    assert done.entry is not None
    assert done.entry.state is State.UNDONE
    assert done.why
    assert seen(files) == before


def test_a_text_that_the_program_refuses_is_not_put_in_place(journal: Journal, files: Path) -> None:
    before = seen(files)
    step = WriteFile(
        str(files / "conf"), CONF, b"no words of nft\n", check=("nft", "-c", "-f", "{file}")
    )
    done = apply(journal, Repair("x", (), (step,)), fine)
    assert not done.kept
    assert "{" not in done.why
    assert seen(files) == before


def _edited(path: Path) -> None:
    path.write_bytes(b"somebody's\n")


def _linked(path: Path) -> None:
    other = path.with_name("other")
    path.rename(other)
    path.symlink_to(other)


def _named_twice(path: Path) -> None:
    os.link(path, path.with_name("other"))


def _piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [_edited, _linked, _named_twice, _piped, _gone])
def test_what_has_changed_since_the_plan_is_refused(
    journal: Journal, files: Path, repair: Repair, change: Callable[[Path], None]
) -> None:
    change(files / "conf")
    before = seen(files)
    done = apply(journal, repair, fine)
    assert not done.kept
    assert str(files / "conf") in done.why
    assert seen(files) == before


@pytest.mark.parametrize("change", [_linked, _named_twice, _piped, _gone])
def test_the_access_of_something_else_is_not_set(
    journal: Journal, files: Path, change: Callable[[Path], None]
) -> None:
    change(files / "key")
    before = seen(files)
    step = SetAccess(str(files / "key"), Access(0o644, USER, GROUP), Access(0o400, USER, GROUP))
    done = apply(journal, Repair("x", (), (step,)), fine)
    assert not done.kept
    assert str(files / "key") in done.why
    assert seen(files) == before


def test_a_folder_where_everybody_writes_is_refused(
    journal: Journal, files: Path, repair: Repair
) -> None:
    files.chmod(0o777)
    done = apply(journal, repair, fine)
    assert not done.kept
    assert "everybody can write there" in done.why


@pytest.mark.parametrize("name", ["conf", "new", "key"])
def test_undo_refuses_what_somebody_has_changed_and_does_nothing(
    journal: Journal, files: Path, repair: Repair, name: str
) -> None:
    done = apply(journal, repair, fine)
    assert done.entry is not None
    if name == "key":
        (files / name).chmod(0o440)
    else:
        _edited(files / name)
    now = seen(files)
    with pytest.raises(RefusedError, match=name):
        undo(journal, done.entry, "test")
    assert seen(files) == now
    assert [entry.state for entry in journal.entries()] == [State.KEPT]


def test_undo_leaves_a_folder_that_is_in_use(journal: Journal, files: Path, repair: Repair) -> None:
    done = apply(journal, repair, fine)
    assert done.entry is not None
    (files / "log" / "corosync.log").write_text("a line\n")
    assert undo(journal, done.entry, "test").state is State.UNDONE
    assert (files / "log" / "corosync.log").read_text() == "a line\n"


def test_a_journal_that_cannot_be_written_stops_everything(
    files: Path, repair: Repair, tmp_path: Path
) -> None:
    (tmp_path / "base").write_text("no folder")
    before = seen(files)
    done = apply(Journal(str(tmp_path / "base")), repair, fine)
    assert done.entry is None
    assert done.why
    assert seen(files) == before


def test_only_one_repairs(journal: Journal) -> None:
    other = Journal(journal.base)
    with journal.lock(), pytest.raises(RefusedError, match=f"process {os.getpid()}"), other.lock():
        pass
    with other.lock():
        pass


def _child(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def _states(before: Seen, after: Seen, now: Seen) -> bool:
    """Whether each file is the old one or the new one."""
    plain = {name: what[:-1] for name, what in now.items() if not name.startswith(".hadoctor-")}
    old = {name: what[:-1] for name, what in before.items()}
    new = {name: what[:-1] for name, what in after.items()}
    for name in old | new:
        got = plain.get(name)
        if name == "log":  # made, then given its mode
            continue
        if got not in (old.get(name), new.get(name)):
            return False
    return set(plain) <= set(old | new)


def test_killed_at_any_moment(journal: Journal, files: Path, repair: Repair) -> None:
    """Each file is old or new, never torn, and the next run brings everything back."""
    before = seen(files)
    start = time.monotonic()
    done = apply(journal, repair, fine)
    whole = time.monotonic() - start
    after = seen(files)
    assert done.entry is not None
    undo(journal, done.entry, "test")
    draw = random.Random(7)
    ends = set()
    for _ in range(MOMENTS):
        pid = _child(lambda: apply(journal, repair, fine) and None)
        time.sleep(draw.uniform(0, whole * 1.5))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        now = seen(files)
        assert _states(before, after, now)
        recover(journal)
        youngest = (journal.entries() or [done.entry])[-1]
        ends.add(youngest.state)
        if youngest.state is State.KEPT:
            assert {k: v[:-1] for k, v in seen(files).items()} == {
                k: v[:-1] for k, v in after.items()
            }
            undo(journal, youngest, "test")
        assert seen(files) == before
    assert State.UNDONE in ends


def test_killed_while_it_is_taken_back(journal: Journal, files: Path, repair: Repair) -> None:
    before = seen(files)
    draw = random.Random(8)
    for _ in range(40):
        done = apply(journal, repair, fine)
        entry = done.entry
        assert entry is not None
        pid = _child(lambda entry=entry: undo(journal, entry, "test") and None)  # type: ignore[misc]
        time.sleep(draw.uniform(0, 0.02))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        recover(journal)
        left = journal.get(entry.identity)
        assert left is not None
        if left.state is State.KEPT:
            undo(journal, left, "test")
        assert seen(files) == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_end_takes_it_back(
    journal: Journal, files: Path, repair: Repair, number: int
) -> None:
    before = seen(files)

    def verify() -> str:
        os.kill(os.getpid(), number)
        return ""

    done = apply(journal, repair, verify)
    assert done.entry is not None
    assert done.entry.state is State.UNDONE
    assert signal.Signals(number).name in done.why
    assert seen(files) == before


def test_a_fault_of_ours_takes_it_back_too(journal: Journal, files: Path, repair: Repair) -> None:
    before = seen(files)

    def verify() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        apply(journal, repair, verify)
    assert seen(files) == before
    assert [entry.state for entry in journal.entries()] == [State.UNDONE]


def test_the_timer_takes_back_what_nobody_confirms(
    journal: Journal, files: Path, repair: Repair
) -> None:
    before = seen(files)

    def work() -> None:
        def confirm() -> bool:
            os.kill(os.getpid(), signal.SIGKILL)
            return True

        apply(journal, repair._replace(cuts_off=True), fine, confirm, within=1)

    os.waitpid(_child(work), 0)
    assert seen(files) != before
    deadline = time.monotonic() + 20
    while journal.entries()[-1].state is not State.UNDONE and time.monotonic() < deadline:
        time.sleep(0.1)
    assert journal.entries()[-1].state is State.UNDONE
    assert seen(files) == before


def test_a_watched_repair_does_not_outlive_its_process(
    journal: Journal, files: Path, repair: Repair
) -> None:
    before = seen(files)

    def work() -> None:
        def confirm() -> bool:
            os.kill(os.getpid(), signal.SIGKILL)
            return True

        apply(journal, repair._replace(cuts_off=True), fine, confirm, within=3600, watched=True)

    os.waitpid(_child(work), 0)
    deadline = time.monotonic() + 20
    while journal.entries()[-1].state is not State.UNDONE and time.monotonic() < deadline:
        time.sleep(0.1)
    assert journal.entries()[-1].state is State.UNDONE
    assert "gone" in journal.entries()[-1].why
    assert seen(files) == before


def test_what_is_confirmed_stays(journal: Journal, files: Path, repair: Repair) -> None:
    done = apply(journal, repair._replace(cuts_off=True), fine, lambda: True, within=1)
    after = seen(files)
    time.sleep(1.5)
    assert done.kept
    assert seen(files) == after


def test_no_answer_takes_it_back(journal: Journal, files: Path, repair: Repair) -> None:
    before = seen(files)
    done = apply(journal, repair._replace(cuts_off=True), fine, lambda: False, within=60)
    assert not done.kept
    assert "confirmed" in done.why
    assert seen(files) == before


def test_the_journal_holds_no_content(journal: Journal, files: Path) -> None:
    secret = b"key: 8d2bfa-secret-of-mine\n"
    (files / "conf").write_bytes(secret)
    step = WriteFile(str(files / "conf"), secret, secret + b"\n")
    done = apply(journal, Repair("x", (), (step,)), fine)
    assert done.entry is not None
    folder = Path(journal.folder) / done.entry.identity
    assert b"secret-of-mine" not in (folder / "entry.json").read_bytes()
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b'{"identity": 1}', b'{"identity": {"a": []}}', b"\xff\xfe"]
)
def test_a_damaged_entry_stops_nobody(
    journal: Journal, files: Path, repair: Repair, text: bytes
) -> None:
    done = apply(journal, repair, fine)
    assert done.entry is not None
    journal.keep(done.entry.identity, "entry.json", text)
    assert journal.entries() == []
    assert recover(journal) == []
    assert journal.get("../../etc") is None
