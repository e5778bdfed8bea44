"""`quorum.device`: the arbitrator. corosync itself reads the model and three numbers; the rest is
text to it, and corosync-qdevice refuses to start when it does not like one."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "corosync-qdevice(8)"
# Understood in any case of letters, and also as 1 and 0.
_ON, _OFF = ("on", "yes", "1"), ("off", "no", "0")


def _time(key: str, meaning: str, default: str, high: int, reloadable: bool = True) -> Option:
    """A time that only corosync-qdevice reads as a number."""
    return Option(
        f"quorum.device.{key}",
        Kind.TEXT,
        meaning,
        default=default,
        low=1000,
        high=high,
        unit="ms",
        reloadable=reloadable,
        source=MANUAL,
    )


OPTIONS: tuple[Option, ...] = (
    Option(
        "quorum.device.model",
        Kind.WORD,
        "kind of arbitrator; without it the whole section is ignored",
        words=("net",),
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "quorum.device.votes",
        Kind.U32,
        "votes of the device; has to be 1 with ffsplit and is best left out with lms",
        default="votes of the nodes - 1",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "quorum.device.timeout",
        Kind.U32,
        "time without a sign from corosync-qdevice after which the device's vote is lost",
        default="10000",
        unit="ms",
        source=MANUAL,
    ),
    Option(
        "quorum.device.sync_timeout",
        Kind.U32,
        "the same timeout while a membership forms",
        default="30000",
        unit="ms",
        source=MANUAL,
    ),
    Option(
        "quorum.device.master_wins",
        Kind.U8,
        "let the node that the device votes for go on alone",
        dead="the number is checked and never read; corosync-qdevice decides it itself",
        source="daemon",
    ),
    Option(
        "quorum.device.net.host",
        Kind.ADDRESS,
        "address or name of the qnetd server; required",
        source=MANUAL,
    ),
    Option(
        "quorum.device.net.port",
        Kind.TEXT,
        "TCP port of the qnetd server",
        default="5403",
        low=1,
        high=65535,
        source=MANUAL,
    ),
    Option(
        "quorum.device.net.algorithm",
        Kind.WORD,
        "how the server gives its vote: to one half, or to the last node standing",
        default="ffsplit",
        words=("ffsplit", "lms", "2nodelms", "test"),
        source=MANUAL,
    ),
    Option(
        "quorum.device.net.tls",
        Kind.WORD,
        "encrypt the connection to the server: when it can, never, or always",
        default="on",
        words=(*_ON, *_OFF, "required"),
        source=MANUAL,
    ),
    Option(
        "quorum.device.net.tie_breaker",
        Kind.TEXT,
        "which of two equal parts gets the vote: lowest, highest, or the id of a node",
        default="lowest",
        words=("lowest", "highest"),
        source=MANUAL,
    ),
    _time(
        "net.connect_timeout",
        "how long to wait for a connection to the server",
        "0.8 * quorum.device.timeout",
        120000,
        reloadable=False,
    ),
    Option(
        "quorum.device.net.force_ip_version",
        Kind.WORD,
        "address family for the connection to the server; 0 prefers IPv6",
        default="0",
        words=("0", "4", "6"),
        source=MANUAL,
    ),
    # corosync-qdevice 3.0.1; the one that comes with 2.x does not know it.
    Option(
        "quorum.device.net.keep_active_partition_tie_breaker",
        Kind.WORD,
        "in a tie prefer the part that was quorate before; matters for ffsplit only",
        default="on",
        words=(*_ON, *_OFF),
        since="3.0",
        source=MANUAL,
    ),
    Option(
        "quorum.device.heuristics.mode",
        Kind.WORD,
        "run the node's own checks: always, only when the membership changes, or never",
        default="off",
        words=(*_ON, "sync", *_OFF),
        reloadable=True,
        source=MANUAL,
    ),
    _time(
        "heuristics.timeout",
        "how long the regular checks may take",
        "quorum.device.timeout / 2",
        120000,
    ),
    _time(
        "heuristics.sync_timeout",
        "how long the checks may take while the membership changes",
        "quorum.device.sync_timeout / 2",
        120000,
    ),
    _time(
        "heuristics.interval",
        "time between two regular checks",
        "3 * quorum.device.timeout",
        3600000,
    ),
    Option(
        "quorum.device.heuristics.exec_NAME",
        Kind.TEXT,
        "command with its absolute path that has to succeed; quoting as in the shell",
        reloadable=True,
        source=MANUAL,
    ),
)
