"""The only place that changes the machine: it does what a step says, and takes it back by its record.

Commands come from a fixed list, are found in fixed folders and run with a fixed environment. A step whose
state is not the one of the plan is refused, and so is a record whose state somebody has changed since.
"""

from __future__ import annotations

import contextlib
import grp
import json
import os
import pwd
from collections.abc import Callable
from functools import singledispatchmethod
from typing import Any

from hadoctor.facts import Unknown
from hadoctor.probe.world import Ran, find
from hadoctor.repair import disk, links
from hadoctor.repair.disk import Making, RefusedError
from hadoctor.repair.record import (
    AccessRecord,
    FileRecord,
    FolderRecord,
    NftRecord,
    Record,
    RunRecord,
    Saved,
)
from hadoctor.repair.step import (
    FILE,
    Access,
    Argv,
    MakeFolder,
    NftRule,
    Run,
    SetAccess,
    Step,
    WriteFile,
)

COMMANDS = frozenset(
    "chronyc cibadmin corosync corosync-cfgtool crm_attribute crm_resource firewall-cmd ip6tables"
    " ip6tables-legacy ip6tables-legacy-restore ip6tables-nft ip6tables-restore iptables"
    " iptables-legacy iptables-legacy-restore iptables-nft iptables-restore journalctl nft stonith_admin"
    " sysctl systemctl timedatectl ufw".split()
)
"""Programs that a step may run."""
LIMIT = 15.0
"""Seconds for a command that judges or looks."""

Keep = Callable[[str, bytes], None]
"""Puts bytes beside the journal, under a name."""
Fetch = Callable[[str], bytes]


class Hand:
    """For one repair. `identity` is in the names of its drafts; `keep` and `fetch` are the journal's."""

    def __init__(self, identity: str, keep: Keep, fetch: Fetch) -> None:
        self.temporary = f".hadoctor-{identity}"
        self.keep = keep
        self.fetch = fetch

    # --- before: what is there, which must be what the plan says

    @singledispatchmethod
    def look(self, step: Step, number: int) -> Record:
        """The record of a step that is to be done. Raises RefusedError where the state is not the one of
        the plan; nothing is changed."""
        raise TypeError(step)

    @look.register
    def _(self, step: WriteFile, number: int) -> Record:
        found = self._saved(step.path, f"{number}")
        if (found and found.digest) != (None if step.before is None else disk.digest(step.before)):
            raise RefusedError(f"{step.path}: has changed since the plan")
        return FileRecord(step.path, found, None if step.after is None else disk.digest(step.after))

    @look.register
    def _(self, step: SetAccess, number: int) -> Record:
        before, after = _numbers(step.before), _numbers(step.after)
        if disk.access(step.path) != before:
            raise RefusedError(f"{step.path}: its owner or mode has changed since the plan")
        return AccessRecord(step.path, before, after)

    @look.register
    def _(self, step: MakeFolder, number: int) -> Record:
        if os.path.lexists(step.path):
            raise RefusedError(f"{step.path}: is there already")
        return FolderRecord(step.path, *_numbers(step.access))

    @look.register
    def _(self, step: Run, number: int) -> Record:
        if step.done and self._in_force(step.done):
            raise RefusedError(f"{' '.join(step.do)}: is in force already")
        touched = [
            FileRecord(path, self._saved(path, f"{number}.{n}"), None)
            for n, path in enumerate(step.touches)
        ]
        return RunRecord(
            step.do,
            step.undo,
            step.done,
            step.limit,
            tuple(touched),
            step.links,
            harmless=step.harmless,
        )

    @look.register
    def _(self, step: NftRule, number: int) -> Record:
        if self._handles(step.table, step.chain, step.comment):
            raise RefusedError(f"{step.table} {step.chain}: the rule is there already")
        return NftRecord(step.table, step.chain, step.words, step.comment)

    def _saved(self, path: str, name: str) -> Saved | None:
        found = disk.look(path)
        if found is None:
            return None
        self.keep(name, found.data)
        return found.saved(name)

    # --- do

    @singledispatchmethod
    def do(self, step: Step, record: Record) -> Record:
        """Does a step; gives its record with what is known only afterwards. Raises RefusedError where it
        fails; a part of it may then be done, which `undo` takes back."""
        raise TypeError(step)

    @do.register
    def _(self, step: WriteFile, record: FileRecord) -> Record:
        if step.after is None:
            self._unchanged(step, record)
            disk.remove(step.path)
            return record
        like = _making(record.before, step.access)
        with disk.draft(step.path, self.temporary, step.after, like) as draft:
            if step.check:
                copy = os.path.join(os.path.dirname(step.path), self.temporary)
                self._must(tuple(word.replace(FILE, copy) for word in step.check), LIMIT)
            self._unchanged(step, record)
            draft.put()
        return record

    def _unchanged(self, step: WriteFile, record: FileRecord) -> None:
        found = disk.look(step.path)
        if (found and found.digest) != (record.before and record.before.digest):
            raise RefusedError(f"{step.path}: has changed since the plan")

    @do.register
    def _(self, step: SetAccess, record: AccessRecord) -> Record:
        disk.set_access(step.path, record.after, [record.before])
        return record

    @do.register
    def _(self, step: MakeFolder, record: FolderRecord) -> Record:
        name = os.path.basename(step.path)
        with disk.folder_of(step.path, record.owner) as parent, disk.told(step.path):
            os.mkdir(name, 0o700, dir_fd=parent)
            # Relative to the opened folder: its owner could exchange it for another one.
            handle = os.open(name, disk.FOLDER, dir_fd=parent)
            try:
                os.fchown(handle, record.owner, record.group)
                os.fchmod(handle, record.mode)
            finally:
                os.close(handle)
        return record

    @do.register
    def _(self, step: Run, record: RunRecord) -> Record:
        before = links.seen(step.links)
        self._must(step.do, step.limit)
        changed = links.changes(before, links.seen(step.links))
        touched = [
            one._replace(after=(found := disk.look(one.path)) and found.digest)
            for one in record.touched
        ]
        return record._replace(touched=tuple(touched), links=changed, ended=True)

    @do.register
    def _(self, step: NftRule, record: NftRecord) -> Record:
        place = (*step.table.split(" ", 1), step.chain)
        words = ("nft", "insert", "rule", *place, *step.words, "comment", f'"{step.comment}"')
        self._must(words, LIMIT)
        return record

    # --- undo

    @singledispatchmethod
    def may_undo(self, record: Record) -> None:
        """Raises RefusedError where somebody else has changed since what the record is of."""

    @may_undo.register
    def _(self, record: FileRecord) -> None:
        found = disk.look(record.path)
        known = [record.before and record.before.digest, record.after]
        if (found and found.digest) not in known:
            raise RefusedError(f"{record.path}: somebody has changed it since")

    @may_undo.register
    def _(self, record: AccessRecord) -> None:
        if disk.access(record.path) not in _between(record):
            raise RefusedError(f"{record.path}: somebody has changed its owner or mode since")

    @may_undo.register
    def _(self, record: RunRecord) -> None:
        for one in record.links:
            if links.target(one.link) not in (one.before, one.after):
                raise RefusedError(f"{one.link}: somebody has changed it since")

    @singledispatchmethod
    def undo(self, record: Record) -> None:
        """Takes back what was done of a step: all of it, a part, or nothing. Can be repeated."""
        raise TypeError(record)

    @undo.register
    def _(self, record: FileRecord) -> None:
        disk.forget(record.path, self.temporary)
        found = disk.look(record.path)
        if (found and found.digest) == (record.before and record.before.digest):
            return
        self.may_undo(record)
        self._put_back(record)

    def _put_back(self, record: FileRecord) -> None:
        if record.before is None:
            disk.remove(record.path)
        else:
            data = self.fetch(record.before.copy)
            if disk.digest(data) != record.before.digest:
                raise RefusedError(f"{record.path}: its saved copy is damaged")
            disk.put(record.path, self.temporary, data, Making.like(record.before))

    @undo.register
    def _(self, record: AccessRecord) -> None:
        disk.set_access(record.path, record.before, _between(record))

    @undo.register
    def _(self, record: FolderRecord) -> None:
        if os.path.isdir(record.folder) and not os.path.islink(record.folder):
            with contextlib.suppress(OSError):  # what somebody has put there stays
                os.rmdir(record.folder)

    @undo.register
    def _(self, record: RunRecord) -> None:
        # Files that nobody else has written since get their very bytes back behind the command.
        ours = [one for one in record.touched if record.ended and _digest(one.path) == one.after]
        there = links.seen(record.folders)
        certain = record.harmless or not record.done
        if record.undo and (certain or self._in_force(record.done)):
            if record.harmless or record.done:
                self._must(record.undo, record.limit)
            else:
                self._run(record.undo, record.limit)
        if record.ended and links.restore(record.links, there, record.folders, self.temporary):
            self._run(("systemctl", "daemon-reload"), record.limit)
        for one in ours:
            if _digest(one.path) != (one.before and one.before.digest) or not _dated(one):
                self._put_back(one)

    @undo.register
    def _(self, record: NftRecord) -> None:
        place = (*record.table.split(" ", 1), record.chain)
        for handle in self._handles(record.table, record.chain, record.comment):
            self._must(("nft", "delete", "rule", *place, "handle", str(handle)), LIMIT)

    # --- commands

    def _handles(self, table: str, chain: str, comment: str) -> list[int]:
        """The handles of the rules with a comment in a chain."""
        ran = self._run(("nft", "-j", "list", "chain", *table.split(" ", 1), chain), LIMIT)
        if isinstance(ran, Unknown) or not ran.ok:
            return []
        listed: list[dict[str, Any]] = json.loads(ran.out).get("nftables", [])
        rules = [one["rule"] for one in listed if "rule" in one]
        return [rule["handle"] for rule in rules if rule.get("comment") == comment]

    def _in_force(self, done: Argv) -> bool:
        ran = self._run(done, LIMIT)
        return not isinstance(ran, Unknown) and ran.ok

    def _must(self, command: Argv, limit: float) -> None:
        ran = self._run(command, limit)
        if isinstance(ran, Unknown):
            raise RefusedError(ran.why)
        if not ran.ok:
            said = (ran.err.strip() or ran.out.strip()).splitlines()
            why = said[-1] if said else "it says nothing"
            raise RefusedError(f"{' '.join(command)}: exit code {ran.code}: {why}")

    def _run(self, command: Argv, limit: float) -> Ran | Unknown:
        from hadoctor.probe.command import run

        program = find(command[0], COMMANDS)
        if isinstance(program, Unknown):
            return program
        return run((program, *command[1:]), limit)


def _digest(path: str) -> str | None:
    try:
        found = disk.look(path)
    except RefusedError:
        return ""
    return found and found.digest


def _dated(one: FileRecord) -> bool:
    """Whether a file has the time that it had."""
    return one.before is None or os.stat(one.path).st_mtime_ns == one.before.modified


def _making(before: Saved | None, access: Access) -> Making:
    if before is not None:
        return Making(before.mode, before.owner, before.group, before.attributes)
    return Making(*_numbers(access))


def _between(record: AccessRecord) -> list[tuple[int, int, int]]:
    """The states that a file has while its access is changed, step by step."""
    (mode, owner, group), (new_mode, new_owner, new_group) = record.before, record.after
    return [
        record.before,
        (new_mode, owner, group),
        (mode, new_owner, new_group),
        record.after,
    ]


def _numbers(access: Access) -> tuple[int, int, int]:
    return access.mode, _user(access.owner), _group(access.group)


def _user(name: str) -> int:
    if name.isdecimal():
        return int(name)
    try:
        return pwd.getpwnam(name).pw_uid
    except KeyError:
        raise RefusedError(f"there is no user '{name}'") from None


def _group(name: str) -> int:
    if name.isdecimal():
        return int(name)
    try:
        return grp.getgrnam(name).gr_gid
    except KeyError:
        raise RefusedError(f"there is no group '{name}'") from None
