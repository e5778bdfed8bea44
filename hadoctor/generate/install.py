"""A script for each node that puts the files in their places: it can be run again, asks before it changes
anything, and keeps what it replaces."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from hadoctor.generate.description import Description, Node

_HEAD = r"""#!/bin/sh
# Puts the files of cluster @CLUSTER@ in their places on node @NODE@.
#
#   sh install-@NODE@.sh          asks before each change
#   sh install-@NODE@.sh --yes    does not ask
#
# It can be run again: what is in its place stays. What it replaces is kept in /var/backups. It never
# stops, restarts or reconfigures a cluster that runs.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
YES=
case "${1-}" in
    --yes) YES=1 ;;
    '') ;;
    *) echo "usage: sh $0 [--yes]" >&2; exit 2 ;;
esac
KEPT=/var/backups/hadoctor-$(date -u +%Y%m%dT%H%M%SZ)
CHANGED=

say() { printf '%s\n' "$*"; }
stop() { say "stopped: $*" >&2; exit 1; }

ask() {
    if [ -n "$YES" ]; then
        say "$1"
        return 0
    fi
    printf '%s [y/N] ' "$1"
    read -r answer || answer=
    case "$answer" in
        y|Y|yes) return 0 ;;
    esac
    say "not done"
    return 1
}

keep() {
    [ -e "$1" ] || return 0
    mkdir -p -m 0700 "$KEPT$(dirname "$1")"
    cp -a "$1" "$KEPT$1"
}

# put FILE TARGET MODE: the whole file, in one step
put() {
    if [ -L "$2" ]; then
        stop "$2 is a symbolic link"
    fi
    if cmp -s "$HERE/$1" "$2"; then
        say "$2: in its place"
    elif ask "write $2?"; then
        keep "$2"
        mkdir -p "$(dirname "$2")"
        cp "$HERE/$1" "$2.new"
        chown root:root "$2.new"
        chmod "$3" "$2.new"
        mv "$2.new" "$2"
        CHANGED="$CHANGED $2"
    else
        return 1
    fi
}

[ "$(id -u)" = 0 ] || stop "needs root"
"""
_CHECKS = r"""for address in @ADDRESSES@; do
    ip -o address show to "$address" | grep -q . || stop "this host does not have $address: it is not @NODE@"
done
for program in corosync corosync-cfgtool pacemakerd @PROGRAMS@; do
    command -v "$program" >/dev/null || stop "$program is not installed: @PACKAGES@"
done
if [ "$(uname -n)" != @NODE@ ] && [ "$(uname -n | cut -d. -f1)" != @NODE@ ]; then
    say "note: the host is called $(uname -n); Pacemaker will call it @NODE@"
fi

if pidof corosync >/dev/null; then
    cmp -s "$HERE/corosync.conf" /etc/corosync/corosync.conf ||
        stop "corosync runs with another corosync.conf: stop the cluster on all nodes first"
    say "corosync runs, with this corosync.conf"
fi

# --- /etc/hosts: only lines are added, and 127.0.1.1 loses the node's name
"""
_HOSTS = r"""hosts() {
    awk -v lines="$HERE/hosts" -v own=@NODE@ '
        BEGIN {
            while ((getline line < lines) > 0) {
                split(line, word, "\t")
                if (word[2] !~ /localhost/) { name[++count] = word[2]; address[count] = word[1] }
            }
        }
        {
            text = $0
            sub(/#.*/, "", text)
            size = split(text, word)
            if (size > 1 && (word[1] ~ /^127\./ || word[1] == "::1")) {
                rest = word[1]; left = 0; hit = 0
                for (i = 2; i <= size; i++) {
                    if (tolower(word[i]) == tolower(own)) { hit = 1; continue }
                    rest = rest "\t" word[i]; left++
                }
                if (hit) { print (left ? rest : "# " $0); next }
            }
            for (i = 2; i <= size; i++)
                for (n = 1; n <= count; n++)
                    if (word[i] == name[n] && word[1] == address[n]) there[n] = 1
            print
        }
        END { for (n = 1; n <= count; n++) if (!(n in there)) print address[n] "\t" name[n] }
    ' /etc/hosts
}
hosts > "$HERE/.hosts.new"
if cmp -s "$HERE/.hosts.new" /etc/hosts; then
    say "/etc/hosts: has the nodes"
elif ask "add the nodes to /etc/hosts?"; then
    keep /etc/hosts
    cat "$HERE/.hosts.new" > /etc/hosts
fi
rm -f "$HERE/.hosts.new"
"""
_KEY = r"""
# --- the key, which is the same on all nodes
if [ -e "$HERE/authkey" ]; then
    put authkey /etc/corosync/authkey 0400 || stop "the key is needed"
fi
[ -e /etc/corosync/authkey ] || stop "no /etc/corosync/authkey: it is the same on
  all nodes, made once by corosync-keygen, or by hadoctor generate --authkey"
chmod 0400 /etc/corosync/authkey
"""
_CONF = r"""
corosync -t -c "$HERE/corosync.conf" >/dev/null || stop "corosync refuses the corosync.conf"
mkdir -p /var/log/corosync
put corosync.conf /etc/corosync/corosync.conf 0644 || stop "the configuration is needed"
"""
_CHRONY = r"""
# --- the clock
if command -v chronyd >/dev/null; then
    conf=/etc/chrony/chrony.conf
    [ -e /etc/chrony.conf ] && conf=/etc/chrony.conf
    if put chrony.conf "$conf" 0644; then
        unit=chrony
        systemctl cat chronyd.service >/dev/null 2>&1 && unit=chronyd
        systemctl enable "$unit" >/dev/null 2>&1 || true
        case "$CHANGED" in
            *chrony*) systemctl restart "$unit" ;;
            *) systemctl start "$unit" ;;
        esac
    fi
else
    say "note: chronyd is not installed, and the clocks of the nodes have to agree"
fi
"""
_END = r"""
# --- at boot, and now
if ask "start corosync and pacemaker, now and at boot?"; then
    for unit in corosync pacemaker; do
        # Debian's init script of corosync names no runlevel, and lets systemctl fail for it.
        systemctl is-enabled --quiet "$unit" || SYSTEMCTL_SKIP_SYSV=1 systemctl enable "$unit"
    done
    systemctl start corosync pacemaker
    say "see: corosync-quorumtool -s; crm_mon --one-shot"
fi
[ -d "$KEPT" ] && say "what was there before: $KEPT"
exit 0
"""


def install(cluster: Description, node: Node) -> str:
    parts = [_HEAD, _CHECKS, _HOSTS]
    if cluster.encrypted:
        parts.append(_KEY)
    parts.append(_CONF)
    if cluster.time == "chrony":
        parts.append(_CHRONY)
    parts += _firewall(cluster)
    parts.append(_END)
    text = "".join(parts)
    words = {
        "CLUSTER": cluster.name,
        "NODE": node.name,
        "ADDRESSES": " ".join(map(str, node.addresses)),
        "PROGRAMS": _programs(cluster),
        "PACKAGES": "install corosync pacemaker and crmsh or pcs",
    }
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text


def _programs(cluster: Description) -> str:
    found = {"nftables": "nft", "iptables": "iptables-restore", "ufw": "ufw"}
    tool = found.get(cluster.firewall, "firewall-cmd" if cluster.firewall == "firewalld" else "")
    return " ".join(word for word in (tool, "corosync-qdevice" if cluster.device else "") if word)


def _firewall(cluster: Description) -> Iterator[str]:
    kind = cluster.firewall
    if kind == "none":
        return
    yield "\n# --- the firewall\n"
    if kind in ("ufw", "firewalld"):
        yield f'if ask "let the nodes of the cluster through {kind}?"; then\n'
        yield f'    sh "$HERE/firewall/{kind}.sh"\nfi\n'
    elif kind == "nftables":
        yield 'nft -c -f "$HERE/firewall/nftables.conf" || stop "nft refuses the rules"\n'
        yield "if put firewall/nftables.conf /etc/nftables.conf 0755; then\n"
        yield "    systemctl enable nftables\n"
        yield "    nft -f /etc/nftables.conf\nfi\n"
    else:
        for family, tool in ((4, "iptables-restore"), (6, "ip6tables-restore")):
            name = shlex.quote(f"/etc/iptables/rules.v{family}")
            yield f'{tool} --test "$HERE/firewall/rules.v{family}" || stop "{tool} refuses the rules"\n'
            yield f"if put firewall/rules.v{family} {name} 0640; then\n    {tool} {name}\nfi\n"
        yield "if systemctl cat netfilter-persistent.service >/dev/null 2>&1; then\n"
        yield "    systemctl enable netfilter-persistent\nelse\n"
        yield '    say "note: install iptables-persistent, or the rules are gone after the next boot"\nfi\n'
