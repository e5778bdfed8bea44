"""Room on the file systems that the cluster writes to."""

from __future__ import annotations

from typing import NamedTuple


class Room(NamedTuple):
    """Of the file system that a folder lies on. In bytes; inodes are 0 where they have no fixed number."""

    path: str
    total: int
    free: int
    inodes: int = 0
    inodes_free: int = 0
    read_only: bool = False
    temporary: bool = False
    """Whether it is memory (tmpfs)."""
    mount: str = ""
    """Where the file system is mounted."""


class Storage(NamedTuple):
    rooms: tuple[Room, ...]


class Memory(NamedTuple):
    """By /proc/meminfo, in bytes."""

    total: int
    available: int
    swap: int = 0
    swap_free: int = 0
