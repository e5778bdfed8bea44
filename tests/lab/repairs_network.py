"""Faults of the firewall and of names that `hadoctor diagnose --fix` repairs."""

from __future__ import annotations

from .repairs import CONF, Mend

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
        "nft-set-and-chain",
        "nft 'table inet lab { set bad { type ipv4_addr; elements = { 10.10.0.2 } };"
        " chain bad { ip saddr @bad reject; }; map ports { type inet_service : verdict;"
        " elements = { 5404 : accept, 5405 : jump bad } };"
        " chain i { type filter hook input priority 0; udp dport vmap @ports; }; }; table ip more {"
        " chain p { type filter hook prerouting priority -300; ip saddr 10.10.0.2 drop; }; }'",
        "nft delete table inet lab; nft delete table ip more",
        "FW001",
    ),
    Mend(
        "iptables-of-both-kinds",
        "for kind in iptables iptables-legacy; do $kind -N CLUSTER;"
        " $kind -A CLUSTER -p udp -m multiport --dports 5404,5405 -j DROP; $kind -I INPUT -j CLUSTER;"
        " done",
        "for kind in iptables iptables-legacy; do $kind -F; $kind -X CLUSTER; done",
        "FW001",
    ),
    Mend(
        "ufw-has-the-rule-behind-another",
        "ufw default allow incoming; ufw allow 22/tcp; ufw deny in on eth0 from 10.10.0.2;"
        " ufw allow in on eth0 proto udp from 10.10.0.2 to any port 5405; ufw --force enable",
        "ufw disable; ufw --force reset; rm -f /etc/ufw/*.2*; nft flush ruleset",
        "FW001",
    ),
    Mend(
        "tcp-for-udp",
        "ufw default deny incoming; ufw allow 22/tcp; ufw allow 5405/tcp; ufw --force enable",
        "ufw disable; ufw --force reset; rm -f /etc/ufw/*.2*; nft flush ruleset",
        "FW003",
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
    Mend(
        "names-that-nobody-knows",
        f"{_KEEP} cp -a {CONF} /tmp/kept; sed -i 's/ring0_addr: .*\\.\\(.\\)$/ring0_addr: n\\1/' {CONF};"
        " printf '127.0.0.1 localhost\\r\\n# all' > /etc/hosts",
        f"{_BACK}; cp -a /tmp/kept {CONF}",
        "NET009",
    ),
)
_ALL = (
    "table inet lab { chain i { type filter hook input priority 0; udp dport 5405 drop; };"
    " chain o { type filter hook output priority 0; udp dport 5405 drop; }; }"
)
TRANSPORTS = (
    Mend("all-dropped", f"nft '{_ALL}'; sleep 3", "nft delete table inet lab", "FW001"),
    Mend(
        "new-ones-dropped",
        f"nft '{BLOCK.replace('udp', 'ct state new udp')}'; sleep 3",
        "nft delete table inet lab",
        "FW001",
    ),
)
"""Of udp and udpu, which send to themselves, too; the node has been alone for a while."""
_FIREWALLD = (
    "systemctl start firewalld; firewall-cmd --permanent --add-service=high-availability;"
    " firewall-cmd --reload"
)
_FIREWALLD_OFF = (
    "systemctl stop firewalld; rm -f /etc/firewalld/zones/* /etc/firewalld/policies/*;"
    " nft flush ruleset"
)
_RULES = (
    "flush ruleset\\ntable inet filter {\\n chain input {\\n type filter hook input priority 0;"
    " policy drop;\\n ct state established accept\\n iif lo accept\\n }\\n}\\n"
)
FULL_FIREWALL = (
    Mend(
        "ufw-by-its-service",
        "ufw default deny incoming; ufw allow 22/tcp; ufw --force enable; systemctl enable ufw",
        "ufw --force reset; systemctl disable ufw; rm -f /etc/ufw/*.2*; nft flush ruleset",
        "FW001",
    ),
    Mend(
        "firewalld-policies-and-priorities",
        f"{_FIREWALLD}; firewall-cmd --permanent --new-policy=lab;"
        " for option in add-ingress-zone=HOST add-egress-zone=ANY"
        " 'add-rich-rule=rule family=ipv4 destination address=10.10.0.2 drop'; do"
        ' firewall-cmd --permanent --policy=lab "--$option"; done; firewall-cmd --reload;'
        " firewall-cmd --add-rich-rule='rule priority=-9 family=ipv4 source address=10.10.0.2 drop'",
        _FIREWALLD_OFF,
        "FW001",
    ),
    Mend(
        "firewalld-not-permanent",
        f"{_FIREWALLD}; firewall-cmd --permanent --remove-service=high-availability",
        _FIREWALLD_OFF,
        "FW005",
    ),
    Mend(
        "firewalld",
        "systemctl start firewalld; firewall-cmd --zone=public --remove-service=high-availability",
        "systemctl stop firewalld; rm -f /etc/firewalld/zones/*; nft flush ruleset",
        "FW001",
    ),
    Mend(
        "nftables-by-its-service",
        f"cp -a /etc/nftables.conf /tmp/kept; printf '{_RULES}' > /etc/nftables.conf;"
        " systemctl enable --now nftables",
        "systemctl disable --now nftables; cp -a /tmp/kept /etc/nftables.conf; nft flush ruleset",
        "FW001",
    ),
)
