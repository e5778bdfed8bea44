"""The only place that changes the machine: it does what a step says, and nothing else.

Files are replaced whole, so that there is never half of one. Commands come from a fixed list, are found
in fixed folders and run with a fixed environment.
"""

from __future__ import annotations

COMMANDS = frozenset(
    "chronyc cibadmin corosync corosync-cfgtool crm_attribute crm_resource firewall-cmd ip6tables"
    " ip6tables-legacy ip6tables-legacy-restore ip6tables-nft ip6tables-restore iptables"
    " iptables-legacy iptables-legacy-restore iptables-nft iptables-restore nft stonith_admin sysctl"
    " systemctl timedatectl ufw".split()
)
"""Programs that a step may run."""
