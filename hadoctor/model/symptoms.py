"""Lines in the logs of a cluster that tell what is wrong, and what they mean.

The words are those of corosync 2.4 to 3.1, libknet, Pacemaker 2.0 to 3.0, sbd, chronyd and the kernel.
"""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    name: str
    pattern: str
    """A regular expression; capital letters are the same as small ones."""
    meaning: str
    """What it says about the cluster."""
    look: str
    """Where to look for the cause."""
    least: int = 1
    """So many lines are needed: fewer come up in sound clusters, too, when a node starts or stops."""
    best: str = ""
    """Of the lines that fit, the last one that has this, too, tells the most."""
    stopped: bool = False
    """Whether it counts only while corosync does not run."""


KNOWN = (
    Known(
        "start-refused",
        r"parse error in config|no valid name found for local host|can't open logfile|could only read"
        r" \d+ bits of minimum|could not open /\S*(?:authkey|key)",
        "corosync refused to start",
        "the line says what it does not take",
        stopped=True,
    ),
    Known(
        "config-version",
        r"received config version \(\d+\) is different than my config version",
        "another node runs with a corosync.conf of another config_version",
        "which of the files is the newest; the same one belongs on every node",
        stopped=True,
    ),
    Known(
        "no-ring",
        r"totem is unable to form a cluster",
        "corosync cannot form a ring",
        "a firewall, an interface that is down, or another cluster on the same port",
    ),
    Known(
        "key-differs",
        r"digest does not match|invalid digest|invalid packet data|incorrect packet size"
        r"|packet failed to decrypt|unable to (?:decrypt|authenticate)",
        "packets come in that this node cannot authenticate",
        "the key or the crypto settings of another node, or a host that is not of this cluster",
        best=r" from \S+:\d",
    ),
    Known(
        "not-scheduled",
        r"not scheduled (?:\(@\d+\) )?for \d",
        "the host did not let corosync run for a while",
        "overload, a pause of the virtual machine, a frozen disk",
        least=3,
    ),
    Known(
        "token-late",
        r"token has not been received in \d",
        "the token is late",
        "loss or delay on the network, or an overloaded node",
        least=6,
    ),
    Known(
        "node-lost",
        r"a processor failed, forming new configuration",
        "nodes are lost again and again",
        "loss on the network, or a token timeout that is too short",
        least=4,
    ),
    Known(
        "retransmits",
        r"retransmit list:",
        "messages have to be sent again",
        "loss on the network, the MTU, or an overloaded node",
        least=10,
    ),
    Known(
        "failed-to-receive",
        r"failed to receive(?! the leave)",
        "a node does not get the messages of the others",
        "loss on the network, or multicast that a switch filters",
    ),
    Known(
        "link-flaps",
        r"link: \d+ is down",
        "links go down again and again",
        "the interface, the cable or the switch",
        least=4,
    ),
    Known(
        "mtu",
        r"possible mtu misconfiguration|aborting pmtud process: too many attempts",
        "large packets do not get through",
        "the MTU of an interface or of a switch on the way",
    ),
    Known(
        "corosync-lost",
        r"connection to the cpg api failed|lost connection to cluster layer",
        "Pacemaker lost corosync",
        "why corosync ended: a crash, the kernel short of memory, or somebody stopped it",
    ),
    Known(
        "cib-not-stored",
        r"disabling (?:cib )?disk writes|cib\b.*no space left",
        "Pacemaker could not store its configuration",
        "room and permissions in /var/lib/pacemaker/cib",
    ),
    Known(
        "sbd-late",
        r"servant \S+ is outdated|latency: .{0,40}exceeded|no liveness for \d+ s exceeds",
        "sbd waits for its disk or for the cluster",
        "the path to the disk, or an overloaded host",
    ),
    Known(
        "clock-stepped",
        r"system clock was stepped by|time jumped backwards|clock step detected",
        "the clock jumped while the cluster ran",
        "the time service",
    ),
    Known(
        "out-of-memory",
        r"killed process \d+ \((?:corosync|pacemaker|sbd|cib|crmd|lrmd|stonithd|attrd)",
        "the kernel ended a daemon of the cluster, as memory was short",
        "what takes the memory",
    ),
    Known(
        "denied",
        r"apparmor=\"denied\".*(?:corosync|pacemaker|cluster|/ocf/|sbd)"
        r"|avc: +denied.*scontext=\S*:(?:cluster|corosync|pacemaker|fenced|sbd)\w*_t",
        "SELinux or AppArmor keeps the cluster from something",
        "the policy, not the switch: ausearch -m avc, or the profile",
    ),
)


def known(name: str) -> Known | None:
    return next((k for k in KNOWN if k.name == name), None)
