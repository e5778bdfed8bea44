
usage() {
    cat <<END
usage: sh install-$NODE.sh [--yes] [--no-start]

Puts the files of cluster $CLUSTER in their places on node $NODE. It asks before each change (--yes: it does not),
keeps what it replaces in /var/backups, and can be run again: what is in its place stays. It never stops, restarts
or reconfigures a cluster that runs. --no-start: nothing is started, and nothing is started at boot.
END
}

here=$(cd "$(dirname "$0")" && pwd)
yes=
start=1
for word; do
    case $word in
        --yes) yes=1 ;;
        --no-start) start= ;;
        -h|--help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done
# Of who has become root by plain su, and for what is read below.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C
kept=/var/backups/hadoctor-$(date -u +%Y%m%dT%H%M%SZ)-$$
undone=
umask 022

say() { printf '%s\n' "$*"; }
note() { printf 'note: %s\n' "$*"; }
stop() { printf 'stopped: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null; }

ask() {
    if [ -n "$yes" ]; then
        say "$1"
        return 0
    fi
    printf '%s? [y/N] ' "$1"
    answer=
    read -r answer || say
    case $answer in
        y|Y|yes) return 0 ;;
    esac
    undone="$undone
  $1"
    return 1
}

# keep PATH: a copy of what is there, with owner and mode
keep() {
    if [ -e "$1" ]; then
        (umask 077; mkdir -p "$kept$(dirname "$1")") && cp -a "$1" "$kept$1" || stop "cannot keep $1"
    fi
}

# put FILE PATH MODE: in one step, so that there is never half of it
put() {
    if [ -L "$2" ]; then
        stop "$2 is a symbolic link"
    fi
    if cmp -s "$1" "$2"; then
        say "$2: in its place"
        if [ "$(stat -c '%a %U:%G' "$2")" != "$3 root:root" ] && ask "set the mode of $2 to $3, root:root"; then
            chown root:root "$2"
            chmod "$3" "$2"
        fi
        return 0
    fi
    ask "write $2" || return 1
    keep "$2"
    temporary="$2.hadoctor-new"
    # Behind "if" and "||" sh does not end by itself.
    mkdir -p "$(dirname "$2")" && rm -f "$temporary" && (umask 077; cp "$1" "$temporary") &&
        chown root:root "$temporary" && chmod "$3" "$temporary" && mv "$temporary" "$2" ||
        stop "cannot write $2"
    if has restorecon; then
        restorecon "$2" || true
    fi
}

# unit NAME...: the first of these units that the host has
unit() {
    for name; do
        if systemctl cat "$name.service" >/dev/null 2>&1; then
            say "$name"
            return 0
        fi
    done
    return 1
}

# at_boot UNIT: enable it. (Debian's update-rc.d refuses corosync, whose old init script has no runlevels.)
at_boot() {
    systemctl is-enabled -q "$1" 2>/dev/null || SYSTEMCTL_SKIP_SYSV=1 systemctl enable -q "$1" ||
        stop "cannot start $1 at boot"
}

# --- is it this host?

[ "$(id -u)" = 0 ] || stop "needs root"
for address in $ADDRESSES; do
    ip -o address show to "$address" | grep -q . || stop "this host does not have $address: it is not $NODE"
done
for program in corosync corosync-quorumtool pacemakerd $PROGRAMS; do
    has "$program" || stop "$program is not installed"
done
case $(uname -n) in
    "$NODE"|"$NODE".*) ;;
    *) note "this host is called $(uname -n); the cluster will call it $NODE" ;;
esac
[ -d /run/systemd/system ] && systemd=1 || systemd=
new="$here/corosync.conf"
if pidof corosync >/dev/null; then
    cmp -s "$new" /etc/corosync/corosync.conf || stop "corosync runs here with another corosync.conf. End it on all
  nodes first: systemctl stop pacemaker corosync. (What runs can go on meanwhile: see README.md.)"
    if [ -n "$ENCRYPTED" ] && [ -e "$here/authkey" ]; then
        cmp -s "$here/authkey" /etc/corosync/authkey || stop "corosync runs here with another key"
    fi
fi

# --- what would the firewall take away?

# foreign NEW INSTALLED: of the rules that come in, those that neither file has; the installed one counts where it
# is ours. What the tools print is brought into the form of the files: no masks of single hosts, no quotes.
foreign() {
    ours=$(mktemp)
    { cat "$1"; ! grep -qs hadoctor:cluster "$2" || cat "$2"; } | sed 's/^[[:blank:]]*//; s/"//g' > "$ours"
    sed 's/^[[:blank:]]*//; s,/\(32\|128\) , ,; s/"//g' | grep -vxF -f "$ours" || :
    rm -f "$ours"
}

not_alone() {
    stop "there are rules of others, which $1 would end:
$2
  Put its lines with hadoctor:cluster into the rules that you have, and host.firewall = \"none\" into the description."
}

iptables_of() { [ "$1" = 4 ] && echo iptables || echo ip6tables; }

# A port for ssh that is not open would be the end of this session.
if [ "$FIREWALL" != none ] && [ -n "${SSH_CONNECTION-}" ]; then
    case " $OPEN " in
        *" tcp/${SSH_CONNECTION##* } "*) ;;
        *) stop "you are here by ssh on port ${SSH_CONNECTION##* }, which the rules do not open: see host.open" ;;
    esac
fi
# The rules of docker, libvirt, fail2ban and the like must not go; chains without rules may.
case $FIREWALL in
    nftables)
        said=$(nft -c -f "$here/nftables.conf" 2>&1) || stop "nft does not take the rules: $said"
        others=$(nft list ruleset | grep -v '[{}]$\|^[[:blank:]]*type ' | grep . |
            foreign "$here/nftables.conf" /etc/nftables.conf)
        [ -z "$others" ] || not_alone nftables.conf "$others"
        ;;
    iptables)
        for version in 4 6; do
            rules="$here/rules.v$version"
            tool=$(iptables_of $version)
            said=$("$tool-restore" --test "$rules" 2>&1) || stop "$tool-restore does not take the rules: $said"
            others=$("$tool-save" | grep '^-A' | foreign "$rules" "/etc/iptables/rules.v$version")
            [ -z "$others" ] || not_alone "rules.v$version" "$others"
        done
        ;;
esac

# --- /etc/hosts: lines are added, and no loopback address has the name of the node

# Prints what /etc/hosts is to be.
hosts() {
    awk -v lines="$here/hosts" -v own="$NODE" '
        BEGIN {
            while ((getline line < lines) > 0) {
                split(line, word, "\t")
                if (word[1] ~ /^127\./ || word[1] == "::1") continue
                name[++count] = word[2]; address[count] = word[1]
            }
        }
        {
            text = $0
            sub(/#.*/, "", text)
            size = split(text, word)
            loopback = word[1] ~ /^127\./ || word[1] == "::1"
            rest = word[1]; left = 0; hit = 0
            for (i = 2; i <= size; i++) {
                for (n = 1; n <= count; n++) {
                    if (tolower(word[i]) != tolower(name[n])) continue
                    if (word[1] == address[n]) there[n] = 1
                    else if (!loopback) print "note: /etc/hosts has " word[i] " as " word[1] ", too" > "/dev/stderr"
                }
                if (loopback && tolower(word[i]) == tolower(own)) hit = 1
                else { rest = rest "\t" word[i]; left++ }
            }
            print (hit ? (left ? rest : "# " $0) : $0)
        }
        END { for (n = 1; n <= count; n++) if (!(n in there)) print address[n] "\t" name[n] }
    ' /etc/hosts
}
wanted=$(mktemp)
trap 'rm -f "$wanted"' EXIT
[ -e /etc/hosts ] || : > /etc/hosts
hosts > "$wanted"
if cmp -s "$wanted" /etc/hosts; then
    say "/etc/hosts: has the nodes"
elif ask "put the nodes into /etc/hosts"; then
    keep /etc/hosts
    cat "$wanted" > /etc/hosts
fi

# --- the key and the configuration, the same on all nodes

if [ -n "$ENCRYPTED" ]; then
    if [ -e "$here/authkey" ]; then
        put "$here/authkey" /etc/corosync/authkey 400 || stop "the cluster does not work without its key"
    elif [ ! -e /etc/corosync/authkey ]; then
        stop "there is no /etc/corosync/authkey: it is made once, and the same on all nodes. See README.md"
    else
        put /etc/corosync/authkey /etc/corosync/authkey 400
    fi
fi
said=$(corosync -t -c "$new" 2>&1) || stop "corosync does not take the corosync.conf: $said"
mkdir -p /var/log/corosync
put "$new" /etc/corosync/corosync.conf 644 || stop "there is no cluster without its configuration"
for old in /etc/corosync/service.d/*; do
    if [ -e "$old" ] && ask "take away $old, which corosync has not read since version 2"; then
        keep "$old"
        rm -f "$old"
    fi
done
for old in /etc/default/corosync /etc/sysconfig/corosync; do
    if [ -e "$old" ] && grep -q '^[[:blank:]]*START=' "$old" && ask "take START out of $old, which nothing reads"; then
        keep "$old"
        sed -i '/^[[:blank:]]*START=/d' "$old"
    fi
done

# --- the clock

if [ -n "$CHRONY" ]; then
    if has chronyd; then
        conf=/etc/chrony/chrony.conf
        [ -d /etc/chrony ] || conf=/etc/chrony.conf
        before=$(cksum "$conf" 2>/dev/null || :)
        if [ -e "$here/chrony.conf" ]; then
            put "$here/chrony.conf" "$conf" 644 || :
        fi
        if [ -n "$systemd" ] && name=$(unit chronyd chrony); then
            at_boot "$name"
            if [ "$before" != "$(cksum "$conf" 2>/dev/null || :)" ]; then
                systemctl restart "$name"
            else
                systemctl is-active -q "$name" || systemctl start "$name"
            fi
        fi
    else
        note "chronyd is not installed; the clocks of the nodes have to agree"
    fi
fi

# --- the firewall

case $FIREWALL in
    ufw|firewalld)
        if [ "$FIREWALL" = firewalld ] && [ -n "$systemd" ]; then
            if systemctl is-enabled -q firewalld && systemctl is-active -q firewalld; then
                :
            elif ask "start firewalld, now and at boot"; then
                at_boot firewalld
                systemctl start firewalld
            fi
        fi
        if sh "$here/$FIREWALL.sh" --check >/dev/null 2>&1; then
            say "$FIREWALL: lets the nodes through"
        elif ask "let the nodes through $FIREWALL"; then
            sh "$here/$FIREWALL.sh" || stop "$FIREWALL did not take the rules"
        fi
        if [ "$FIREWALL" = ufw ] && [ -n "$systemd" ]; then
            at_boot ufw
        fi
        ;;
    nftables)
        if put "$here/nftables.conf" /etc/nftables.conf 755; then
            nft -f /etc/nftables.conf
            if [ -n "$systemd" ]; then
                at_boot nftables
            fi
        fi
        ;;
    iptables)
        for version in 4 6; do
            if put "$here/rules.v$version" "/etc/iptables/rules.v$version" 640; then
                "$(iptables_of $version)-restore" "/etc/iptables/rules.v$version"
            fi
        done
        if [ -n "$systemd" ]; then
            if name=$(unit netfilter-persistent); then
                at_boot "$name"
            else
                note "install iptables-persistent: without it these rules are gone after the next boot"
            fi
        fi
        ;;
esac

# --- what the cluster is to start, nobody else may

if [ -n "$systemd" ]; then
    for name in $UNITS; do
        if systemctl is-enabled -q "$name" 2>/dev/null && ask "no longer start $name at boot: the cluster does"; then
            systemctl disable "$name"
        fi
    done
fi

# --- now and at boot

if [ -z "$start" ]; then
    say "nothing was started"
elif [ -z "$systemd" ]; then
    note "there is no systemd here: start corosync, then pacemaker"
else
    services="corosync${DEVICE:+ corosync-qdevice} pacemaker"
    if [ -n "$DEVICE" ] && [ ! -d /etc/corosync/qdevice/net/nssdb ]; then
        note "there are no certificates of the quorum device $DEVICE yet: see README.md"
        services="corosync pacemaker"
    fi
    for name in $services; do
        if systemctl is-enabled -q "$name" && systemctl is-active -q "$name"; then
            say "$name: runs, and starts at boot"
        elif ask "start $name, now and at boot"; then
            at_boot "$name"
            systemctl start "$name" || stop "$name does not start: journalctl -u $name"
        fi
    done
fi
if [ -d "$kept" ]; then
    say "what was there before: $kept"
fi
if [ -n "$undone" ]; then
    say "not done:$undone"
fi
