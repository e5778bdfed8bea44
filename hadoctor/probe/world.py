"""The only door to the machine: files, commands, sockets, names, the clock.

Whatever is asked has a limit of time and size, and an answer all the same: the thing itself, or Unknown
with the reason. Nothing here writes. Commands come from a fixed list, are found in fixed folders and run
with a fixed environment, so that nothing that a user's environment holds can lead a root shell astray.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from hadoctor.facts import Unknown

SIZE_MAX = 16 * 1024 * 1024
"""Bytes that are read of a file or of what a command prints."""
LIMIT = 5.0
"""Seconds that a command has, where nothing else is said."""
FOLDERS = ("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin")
ENVIRONMENT = {"PATH": ":".join(FOLDERS), "LC_ALL": "C", "LANG": "C", "HOME": "/nonexistent"}
COMMANDS = frozenset(
    "apt-config chronyc cibadmin corosync corosync-cfgtool corosync-cmapctl corosync-qdevice-tool"
    " corosync-quorumtool crm_mon crm_node crm_simulate crm_verify crmadmin cibadmin dpkg-query"
    " drbdadm drbdsetup firewall-cmd getenforce hostnamectl ip ip6tables-legacy-save ip6tables-save"
    " iptables-legacy-save iptables-save journalctl nft ntpq pacemakerd rpm sbd ss stonith_admin"
    " systemctl systemd-detect-virt timedatectl ufw uname".split()
)
"""Programs that a probe may run. What they are asked only reads; tests/probe holds the probes to it."""


class Ran(NamedTuple):
    """A command that ended by itself."""

    code: int
    out: str
    err: str

    @property
    def ok(self) -> bool:
        return self.code == 0


class FileStat(NamedTuple):
    """What is known of a file without opening it. `kind`: file, folder, link or other."""

    kind: str
    mode: int
    """Permission bits, as 0o400."""
    owner: str
    group: str
    """Names; numbers as text where nobody has them."""
    size: int
    modified: float
    """Seconds since the epoch."""


class Space(NamedTuple):
    """Of a file system, in bytes and inodes; `inodes` is 0 where it has no fixed number."""

    total: int
    free: int
    inodes: int
    inodes_free: int
    read_only: bool


class World(Protocol):
    """What probes ask. Paths are absolute."""

    def read(self, path: str, size: int = SIZE_MAX) -> bytes | Unknown: ...

    def tail(self, path: str, size: int) -> bytes | Unknown:
        """The last bytes of a file, from the beginning of a line on where there is more before."""

    def stat(self, path: str) -> FileStat | Unknown: ...

    def names(self, folder: str) -> tuple[str, ...] | Unknown:
        """The names in a folder, sorted."""

    def space(self, path: str) -> Space | Unknown: ...

    def run(self, *command: str, limit: float = LIMIT) -> Ran | Unknown:
        """Run a program of COMMANDS to its end. Unknown when it is not there or does not end."""

    def resolve(self, name: str) -> tuple[str, ...] | Unknown:
        """The addresses that the node's resolver gives for a name, the preferred one first."""

    def now(self) -> float:
        """Seconds since the epoch."""

    @property
    def root(self) -> bool:
        """Whether all can be read."""


class Machine:
    """The machine itself."""

    def __init__(self) -> None:
        self.root = os.geteuid() == 0

    def read(self, path: str, size: int = SIZE_MAX) -> bytes | Unknown:
        return _read(path, size)

    def tail(self, path: str, size: int) -> bytes | Unknown:
        return _read(path, size, end=True)

    def stat(self, path: str) -> FileStat | Unknown:
        try:
            found = os.lstat(path)
        except OSError as error:
            return _unreadable(path, error)
        return FileStat(
            _kind(found.st_mode),
            stat.S_IMODE(found.st_mode),
            _user(found.st_uid),
            _group(found.st_gid),
            found.st_size,
            found.st_mtime,
        )

    def names(self, folder: str) -> tuple[str, ...] | Unknown:
        try:
            return tuple(sorted(os.listdir(folder)))
        except OSError as error:
            return _unreadable(folder, error)

    def space(self, path: str) -> Space | Unknown:
        try:
            found = os.statvfs(path)
        except OSError as error:
            return _unreadable(path, error)
        return Space(
            found.f_blocks * found.f_frsize,
            found.f_bavail * found.f_frsize,
            found.f_files,
            found.f_favail,
            bool(found.f_flag & os.ST_RDONLY),
        )

    def run(self, *command: str, limit: float = LIMIT) -> Ran | Unknown:
        from hadoctor.probe.command import run

        program = find(command[0])
        if isinstance(program, Unknown):
            return program
        return run((program, *command[1:]), limit)

    def resolve(self, name: str) -> tuple[str, ...] | Unknown:
        from hadoctor.probe.command import resolve

        return resolve(name)

    def now(self) -> float:
        import time

        return time.time()


def _read(path: str, size: int, *, end: bool = False) -> bytes | Unknown:
    """The first bytes of a file, or its last ones."""
    try:
        # A pipe in the place of a file must not hold us.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as stream:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                return Unknown(f"{path} is not a regular file")
            if end and found.st_size > size:
                stream.seek(found.st_size - size)
                return stream.read(size).partition(b"\n")[2]
            return stream.read(size)
    except OSError as error:
        return _unreadable(path, error)


def find(name: str, allowed: frozenset[str] = COMMANDS) -> str | Unknown:
    """The path of a program that may be run."""
    if name not in allowed:
        raise ValueError(f"{name} is no command that may be run")
    for folder in FOLDERS:
        path = f"{folder}/{name}"
        if os.access(path, os.X_OK):
            return path
    return Unknown(f"{name} is not installed")


def _unreadable(path: str, error: OSError) -> Unknown:
    if isinstance(error, FileNotFoundError):
        return Unknown(f"{path} does not exist")
    if isinstance(error, PermissionError):
        return Unknown(f"{path} needs root to be read")
    return Unknown(f"{path}: {(error.strerror or str(error)).lower()}")


def _kind(mode: int) -> str:
    kinds: Mapping[str, bool] = {
        "file": stat.S_ISREG(mode),
        "folder": stat.S_ISDIR(mode),
        "link": stat.S_ISLNK(mode),
    }
    return next((name for name, is_it in kinds.items() if is_it), "other")


def _user(number: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _group(number: int) -> str:
    import grp

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)
