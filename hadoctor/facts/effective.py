"""What corosync does on a node where its file leaves it open: by the daemon itself, or by its release."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.peers import Peer
from hadoctor.model.crypto import effective

WRITTEN = {
    "transport": ("totem.transport",),
    "crypto_cipher": ("totem.secauth", "totem.crypto_cipher"),
    "crypto_hash": ("totem.secauth", "totem.crypto_hash"),
    "token": ("totem.token", "totem.token_coefficient"),
    "consensus": ("totem.consensus", "totem.token", "totem.token_coefficient"),
}
"""What is compared, and the keys of corosync.conf that decide it."""


def written(peer: Peer, keys: tuple[str, ...]) -> tuple[str | None, ...]:
    """What the node's file says of the keys."""
    entries = map(peer.corosync.entry, keys)
    return tuple(None if entry is None else entry.text for entry in entries)


def by_file(peer: Peer) -> dict[str, str]:
    """What the node's release makes of its file. Times are in milliseconds."""
    corosync = peer.corosync
    return {
        "transport": corosync.transport,
        "crypto_cipher": corosync.crypto.cipher,
        "crypto_hash": corosync.crypto.hash,
        "token": str(corosync.timers.token),
        "consensus": str(corosync.timers.consensus),
    }


def running(peer: Peer) -> dict[str, str] | None:
    """What the daemon runs with; None where it does not run."""
    running = peer.get(RunningMap)
    if isinstance(running, Unknown):
        return None
    keys, target = running.keys, peer.corosync.target
    secauth, cipher, hash_ = (
        keys.get(f"totem.{k}") for k in ("secauth", "crypto_cipher", "crypto_hash")
    )
    crypto = effective(secauth, cipher, hash_, target)
    found = {
        "transport": keys.get("totem.transport") or ("knet" if target.since("3.0") else "udp"),
        "crypto_cipher": crypto.cipher,
        "crypto_hash": crypto.hash,
    }
    for name in ("token", "consensus"):
        value = keys.get(f"runtime.config.totem.{name}")
        if value is not None:
            found[name] = value
    return found
