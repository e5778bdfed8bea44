"""What services of the cluster are set up by: hashes of their files, to compare nodes."""

from __future__ import annotations

from typing import NamedTuple


class ServiceConfig(NamedTuple):
    path: str
    digest: str
    """The beginning of the SHA-256 of what the file says: without comments and blank lines, without lines
    that may hold a secret, and with other words for what is the host's own (its names and addresses)."""


class ServiceConfigs(NamedTuple):
    """The files of hadoctor.model.pacemaker.service_files that this node has."""

    files: tuple[ServiceConfig, ...] = ()
