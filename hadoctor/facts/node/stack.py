"""Which daemons of a cluster run, by the processes themselves: a service manager knows only what it has
started. Processes of containers and other process namespaces are not the node's."""

from __future__ import annotations

from typing import NamedTuple


class Process(NamedTuple):
    """`name`: as the kernel has it, cut to 15 characters (`pacemaker-contr`)."""

    name: str
    pid: int
    configuration: str = ""
    """The corosync.conf that it was told to read, by its arguments or its environment; empty for the
    usual one."""
    state: str = ""
    """By the kernel, proc_pid_status(5): S (sleeping), R, D (waiting for a disk), T (stopped by a
    signal)."""

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped it by a signal: it is there, and does nothing."""
        return self.state == "T"

    @property
    def full_name(self) -> str:
        return DAEMONS.get(self.name) or CUT.get(self.name, self.name)


class Stack(NamedTuple):
    """The daemons of this cluster, and those of others that do the same work."""

    processes: tuple[Process, ...] = ()
    configured: bool = True
    """Whether there is an /etc/corosync/corosync.conf, or may be one."""
    pacemaker_installed: bool = True
    pacemaker_used: bool = True
    """Whether Pacemaker has stored a CIB: it has run here before."""

    def process(self, *names: str) -> Process | None:
        """The first process of one of these names."""
        return next((p for p in self.processes if p.name in names), None)

    @property
    def corosync(self) -> Process | None:
        return self.process("corosync")

    @property
    def pacemaker(self) -> Process | None:
        """The master of Pacemaker's daemons (2.x: pacemakerd)."""
        return self.process("pacemakerd")

    @property
    def sbd(self) -> Process | None:
        return self.process("sbd")

    @property
    def missing(self) -> tuple[str, ...]:
        """The daemons that pacemakerd should have started and that are not there. Pacemaker 2 and
        later; of 1.1, which has other names, nothing is said."""
        here = {p.name for p in self.processes}
        if self.pacemaker is None or not here & set(DAEMONS):
            return ()
        return tuple(full for name, full in DAEMONS.items() if name not in here)


DAEMONS = {
    "pacemaker-based": "pacemaker-based",
    "pacemaker-fence": "pacemaker-fenced",
    "pacemaker-execd": "pacemaker-execd",
    "pacemaker-attrd": "pacemaker-attrd",
    "pacemaker-sched": "pacemaker-schedulerd",
    "pacemaker-contr": "pacemaker-controld",
}
"""What the kernel calls the daemons of pacemakerd, and their whole names."""
CUT = {"corosync-qdevic": "corosync-qdevice"}
OTHERS = {
    "heartbeat": "Heartbeat",
    "keepalived": "keepalived",
    "ucarp": "ucarp",
    "rgmanager": "rgmanager",
    "cman": "cman",
}
"""Other programs that move addresses between hosts or make a cluster."""
