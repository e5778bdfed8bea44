"""What the cluster's daemons have written of late: which of the known lines, how often, and when."""

from __future__ import annotations

from typing import NamedTuple


class Symptom(NamedTuple):
    """`kind`: which known line, by a name of hadoctor.model.symptoms."""

    kind: str
    times: int
    """How often it stands there."""
    line: str
    """The last of them, as it stands in the log."""
    origin: str
    """The command or the file it was read with."""
    first: float | None = None
    last: float | None = None
    """Seconds since the epoch; None where the log has no times."""


class Log(NamedTuple):
    symptoms: tuple[Symptom, ...] = ()
    read: tuple[str, ...] = ()
    """What was read: commands and files."""
    since: float = 0.0
    """From when on: an hour ago, or the start of corosync where that is later."""
    now: float = 0.0
    cut: bool = False
    """Whether there was more than could be read."""


class LogStorage(NamedTuple):
    """Where the journal of systemd keeps its lines."""

    storage: str = "auto"
    """Storage of journald.conf: auto, persistent, volatile or none."""
    origin: str = ""
    """The file that says so; empty: nobody does."""
    line: str = ""
    folder: bool = True
    """Whether /var/log/journal is there."""
    other: tuple[str, ...] = ()
    """What else keeps the logs over a start: rsyslogd, syslog-ng, or the log file of corosync."""

    @property
    def lost(self) -> bool:
        """Whether a start of the host loses the journal."""
        return self.storage in ("volatile", "none") or (self.storage == "auto" and not self.folder)
