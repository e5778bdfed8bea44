"""Faults that `hadoctor diagnose --fix` repairs, and what has to be as before afterwards."""

from __future__ import annotations

from typing import NamedTuple

from .faults import CONF, KEY


class Mend(NamedTuple):
    """`inject` and `clear` are shell scripts, run on n1. `code` is the finding that is repaired."""

    name: str
    inject: str
    clear: str
    code: str
    allow: str = ""
    """What --allow has to grant; without it nothing may be done."""
    notes: tuple[str, ...] = ()
    """Keys of the fingerprint that the cluster changes by itself meanwhile."""


FILES = (
    Mend("key-readable", f"chmod 644 {KEY}", f"chmod 400 {KEY}", "SEC003"),
    Mend("key-of-a-user", f"chown nobody {KEY}", f"chown root {KEY}", "SEC003"),
)
BLOCK = "table inet lab { chain i { type filter hook input priority 0; udp dport 5405 drop; }; }"
FIREWALL = (
    Mend("nft-drops", f"nft '{BLOCK}'", "nft delete table inet lab", "FW001"),
    Mend(
        "nft-policy",
        "nft 'table inet lab { chain i { type filter hook input priority 0; policy drop;"
        " ct state established,related accept; iif lo accept; }; }'",
        "nft delete table inet lab",
        "FW001",
    ),
    Mend(
        "iptables-out",
        "iptables -I OUTPUT -p udp --dport 5405 -j DROP",
        "iptables -D OUTPUT -p udp --dport 5405 -j DROP",
        "FW001",
    ),
    Mend(
        "iptables-legacy",
        "iptables-legacy -I INPUT -p udp --dport 5405 -j DROP",
        "iptables-legacy -F INPUT",
        "FW001",
    ),
    Mend(
        "ufw-without-the-port",
        "ufw default deny incoming; ufw allow 22/tcp; ufw --force enable",
        "ufw disable; ufw --force reset; rm -f /etc/ufw/*.2*; nft flush ruleset",
        "FW001",
    ),
)
_KEEP = "cp -a /etc/hosts /tmp/hosts; "
_BACK = "cp -a /tmp/hosts /etc/hosts"
HOSTS = (
    Mend(
        "own-name-is-loopback",
        _KEEP + "sed -i 's/^[0-9.]* n1$/127.0.1.1 n1.example n1/' /etc/hosts",
        _BACK,
        "NET004",
    ),
    Mend(
        "name-of-the-other-node",
        _KEEP
        + "sed -i 's/^\\([0-9.]* \\)n1$/\\1n1 n2/; s/^\\([0-9.]*\\) n2$/# \\1 n2/' /etc/hosts",
        _BACK,
        "NET010",
    ),
)
LEFTOVERS = (
    Mend("banned", "crm resource ban app n2", "crm resource clear app", "CON002"),
    Mend("standby", "crm node standby n2", "crm node online n2", "PCM005", "restart"),
    Mend(
        "maintenance",
        "crm configure property maintenance-mode=true",
        "crm_attribute --type crm_config --name maintenance-mode --delete",
        "PCM004",
        "restart",
    ),
    Mend("stopped", "crm resource stop app", "crm resource start app", "RES022", "restart"),
    Mend("unmanaged", "crm resource unmanage app", "crm resource manage app", "RES022", "restart"),
    Mend(
        "has-failed",
        "crm_resource --fail --resource app --node $(crm_resource -W -r app | sed 's/.*: *//')",
        "crm_resource --cleanup --resource app",
        "RUN006",
        "restart",
        ("cib",),  # when it was last refreshed
    ),
)
__all__ = ["CONF", "FILES", "FIREWALL", "HOSTS", "KEY", "LEFTOVERS", "Mend"]
