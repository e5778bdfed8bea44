"""Files and folders of the cluster: whose they are, and who may read and change them."""

from __future__ import annotations

from typing import NamedTuple

REMOTE_KEY = "/etc/pacemaker/authkey"
"""The key of Pacemaker Remote, where no PCMK_authkey_location names another one."""


class FileState(NamedTuple):
    path: str
    kind: str
    """file, folder, link or other."""
    mode: int
    """Permission bits."""
    owner: str
    group: str
    size: int = 0
    """In bytes."""
    digest: str | None = None
    """The beginning of the SHA-256 of its content, where that is asked for: to compare nodes."""

    @property
    def permissions(self) -> str:
        """As `ls -l` shows them: -r--------."""
        letters = "".join(
            letter if self.mode >> (8 - n) & 1 else "-" for n, letter in enumerate("rwxrwxrwx")
        )
        return {"folder": "d", "link": "l", "file": "-"}.get(self.kind, "?") + letters

    @property
    def listed(self) -> str:
        """A line like that of `ls -ld`."""
        return f"{self.permissions} {self.owner} {self.group} {self.size} {self.path}"


class ClusterFiles(NamedTuple):
    """Those of the known places that are there; `missing`: those that belong there and are not."""

    files: tuple[FileState, ...] = ()
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    """Those that were looked for and are not there, the folders of corosync's log files among them."""
    users: tuple[str, ...] = ()
    """Which of hacluster and (group) haclient are known here, as `user hacluster`."""
    remote_key: str = REMOTE_KEY
    """Where the key of Pacemaker Remote belongs."""

    def get(self, path: str) -> FileState | None:
        return next((f for f in self.files if f.path == path), None)


class Authkey(NamedTuple):
    """The key file of corosync (totem.keyfile, else /etc/corosync/authkey). The key itself is not kept."""

    file: FileState
    folder: FileState | None = None
    """The folder that it lies in."""
    distinct: int = 256
    """How many different bytes the part has that is used (at most 4096 bytes)."""
    text: bool = False
    """Whether it is printable text throughout."""
    configured: bool = False
    """Whether corosync.conf names the file."""
    beside_git: bool = False
    """Whether /etc is a git work tree (etckeeper)."""
