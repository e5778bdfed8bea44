"""The kinds of facts beside the typed configurations of `hadoctor.model`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hadoctor.source import Source
from hadoctor.syntax.tree import Document

if TYPE_CHECKING:
    from hadoctor.model.pacemaker.sbd import Sbd


class ServiceFiles(NamedTuple):
    """The files of service.d beside a corosync.conf: the plugin folder of corosync 1.x."""

    files: tuple[Document, ...]


class AuthkeyFile(NamedTuple):
    """A file `authkey` beside a corosync.conf. Its content is not kept: it is a secret."""

    source: Source
    """An empty source with the file's name."""
    size: int
    """In bytes."""
    sealed: bool = False
    """Whether it begins as an encrypted file does (age, sops, ansible-vault, git-crypt, PGP)."""
    in_git: bool | None = False
    """Whether it lies in a git work tree that does not ignore it; None where that is not certain."""


class DefaultsFile(NamedTuple):
    """The settings of the old init script: /etc/default/corosync, or /etc/sysconfig/corosync."""

    source: Source


class UidgidFile(NamedTuple):
    """A file of uidgid.d. The daemon reads every regular file there, backups included."""

    document: Document


class SbdFile:
    """The settings of SBD: /etc/sysconfig/sbd, or /etc/default/sbd."""

    ABSENT = "needs the node: its settings of SBD, as 'sbd' beside the configuration"

    def __init__(self, sbd: Sbd) -> None:
        self.sbd = sbd
