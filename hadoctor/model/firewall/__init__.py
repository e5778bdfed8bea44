"""The firewall of a node: its rules as data, and what they do with the packets of a cluster.

`packet` and `traffic`: the packets. `nft`, `iptables`: readers, both to `ruleset`. `evaluate`: what the
rules do with one packet. `judge`: what that means for a cluster. `managers`, `opening`: who looks after
the rules, and how a port is opened there. All of it works on texts; nothing here runs a command.
"""
