"""Faults that are put into a running cluster one at a time, and what `hadoctor diagnose` has to say."""

from __future__ import annotations

from typing import NamedTuple

CONF = "/etc/corosync/corosync.conf"
KEY = "/etc/corosync/authkey"


class Fault(NamedTuple):
    """`inject` and `clear` are shell scripts, run on n1. `code` is the cause that must come first."""

    name: str
    inject: str
    clear: str
    code: str
    also: tuple[str, ...] = ()
    """Further codes of errors that are true while the fault lasts."""
    on: str = "n1"
    """Where the scripts run."""
    seen: str = "n1"
    """Where diagnose runs."""


def _file(name: str, path: str, change: str, code: str, also: tuple[str, ...] = ()) -> Fault:
    return Fault(name, f"cp -a {path} /tmp/kept; {change}", f"cp -a /tmp/kept {path}", code, also)


def _conf(name: str, change: str, code: str, *also: str) -> Fault:
    return _file(name, CONF, f"sed -i '{change}' {CONF}", code, also)


def _crm(name: str, command: str, undo: str, code: str, *also: str) -> Fault:
    return Fault(name, f"crm -F configure {command}", f"crm -F configure {undo}", code, also)


def _property(name: str, pair: str, code: str, *also: str) -> Fault:
    option = pair.partition("=")[0]
    undo = f"crm_attribute --type crm_config --name {option} --delete"
    return Fault(name, f"crm -F configure property {pair}", undo, code, also)


def _resource(name: str, text: str, code: str, *also: str) -> Fault:
    """A further resource `x`, taken away again."""
    clear = (
        "crm resource stop x; sleep 1; crm -F configure delete x; crm resource cleanup x || true"
    )
    return Fault(name, f"crm -F configure primitive x {text}", clear, code, also)


FILES = (
    Fault("key-readable", f"chmod 644 {KEY}", f"chmod 400 {KEY}", "SEC003"),
    Fault("key-of-a-user", f"chown nobody {KEY}", f"chown root {KEY}", "SEC003"),
    _file("key-missing", KEY, f"rm {KEY}", "SEC005"),
    _file("key-short", KEY, f"truncate -s 32 {KEY}", "SEC006", ("SEC007",)),
    _file("key-of-zeros", KEY, f"head -c 256 /dev/zero > {KEY}", "SEC007"),
    Fault("conf-writable", f"chmod 666 {CONF}", f"chmod 644 {CONF}", "SEC014"),
    _conf("token-differs", "s/token: 1000/token: 7000/", "RUN003"),
    _conf("junk-line", "1i totem settings", "COR003"),
    _conf("unknown-key", "s/token: 1000/token: 1000\\n    tokn: 5/", "COR005"),
    _conf("not-an-integer", "s/token: 1000/token: 1s/", "COR006"),
    _conf("text-behind-a-value", "s/token: 1000/token: 1000 # ms/", "COR004", "COR006"),
    _conf("two-node-misspelt", "s/two_node:/two_nodes:/", "COR005"),
    _conf("two-node-gone", "/two_node:/d", "RUN003"),
    _conf("udpu-with-crypto", "s/transport: knet/transport: udpu/", "TOT005", "TOT012"),
    _conf("same-id-twice", "s/nodeid: 2/nodeid: 1/", "COR023", "PCM006"),
    _conf("cipher-alone", "/crypto_hash:/d", "SEC011"),
    _conf("unclosed", "$d", "COR001"),
    Fault(
        "key-is-a-folder",
        f"mv {KEY} /tmp/kept; mkdir {KEY}",
        f"rmdir {KEY}; mv /tmp/kept {KEY}",
        "SEC005",
    ),
    Fault("file-gone", f"mv {CONF} /tmp/kept", f"mv /tmp/kept {CONF}", "RUN001"),
    Fault(
        "dead-plugin",
        "mkdir -p /etc/corosync/service.d; printf 'service {\\n name: pacemaker\\n ver: 1\\n}\\n'"
        " > /etc/corosync/service.d/pcmk",
        "rm -r /etc/corosync/service.d",
        "COR011",
    ),
)
NETWORK = (
    Fault(
        "address-of-the-other",
        "ip addr add 10.10.1.2/32 dev eth1",
        "ip addr del 10.10.1.2/32 dev eth1",
        "NET021",
        ("NET019",),
    ),
    Fault(
        "mask-of-one-address",
        "ip addr add 10.10.1.1/32 dev eth1; ip addr del 10.10.1.1/24 dev eth1",
        "ip addr add 10.10.1.1/24 dev eth1; ip addr del 10.10.1.1/32 dev eth1",
        "NET019",
    ),
    Fault("interface-down", "ip link set eth1 down", "ip link set eth1 up", "NET012", ("NET019",)),
)
DAEMONS = (
    Fault(
        "frozen-scheduler",
        "kill -STOP $(pidof pacemaker-schedulerd)",
        "kill -CONT $(pidof pacemaker-schedulerd)",
        "RUN001",
    ),
    Fault(
        "shared-memory-full",
        "head -c 1G /dev/zero > /dev/shm/fill",
        "rm /dev/shm/fill",
        "SYS008",
    ),
    Fault(
        "folder-of-root",
        "chown root:root /var/lib/pacemaker/cib",
        "chown hacluster:haclient /var/lib/pacemaker/cib",
        "SYS008",
    ),
)
CLUSTER = (
    _property("maintenance", "maintenance-mode=true", "PCM004"),
    _property("stop-all", "stop-all-resources=true", "PCM004", "RUN006"),
    _property("quorum-ignored", "no-quorum-policy=ignore", "PCM010"),
    _property("unknown-property", "stonith-timeot=60s", "PCM002"),
    _property("startup-fencing-off", "startup-fencing=false", "PCM016"),
    _property("invalid-property", "cluster-delay=soon", "PCM003"),
    _crm(
        "fencing-off",
        "property stonith-enabled=false",
        "property stonith-enabled=true",
        "QUO005",
        "FEN001",
    ),
    Fault("standby", "crm node standby n2", "crm node online n2", "PCM005"),
    Fault(
        "both-in-standby",
        "crm node standby n1; crm node standby n2",
        "crm node online n1; crm node online n2",
        "PCM005",
    ),
    Fault("moved", "crm resource move app n2", "crm resource clear app", "CON002"),
    Fault("banned", "crm resource ban app n2", "crm resource clear app", "CON002"),
    Fault("stopped", "crm resource stop app", "crm resource start app", "RES022"),
    Fault("unmanaged", "crm resource unmanage app", "crm resource manage app", "RES022"),
    _resource("agent-missing", "ocf:heartbeat:dummy op monitor interval=10s", "RES001", "RUN006"),
    _resource(
        "no-such-address",
        "ocf:heartbeat:IPaddr2 params ip=10.10.0.300 op monitor interval=10s timeout=20s",
        "RES005",
        "RUN006",
    ),
    Fault(
        "fence-device-stopped",
        "crm resource stop fence-n2",
        "crm resource start fence-n2",
        "FEN008",
        ("RUN008",),
    ),
    Fault(
        "fence-device-for-nobody",
        "crm_resource -r fence-n2 --set-parameter pcmk_host_list --parameter-value other",
        "crm_resource -r fence-n2 --set-parameter pcmk_host_list --parameter-value n2",
        "FEN009",
        ("RUN008",),
    ),
    _resource("no-monitor", "ocf:heartbeat:Dummy", "OPS001"),
    _resource(
        "stop-timeout",
        "ocf:heartbeat:Filesystem op monitor interval=20s timeout=40s"
        " op stop timeout=2s interval=0 params device=/dev/none directory=/nowhere fstype=ext4"
        " meta target-role=Stopped",
        "OPS002",
        "RES022",
        "OPS005",
    ),
    _resource(
        "threshold-misspelt",
        "ocf:heartbeat:Dummy op monitor interval=10s timeout=20s meta migration_threshold=3",
        "RES004",
    ),
    _resource(
        "address-with-prefix",
        "ocf:heartbeat:IPaddr2 params ip=10.77.0.9/24 op monitor interval=10s timeout=20s"
        " meta target-role=Stopped",
        "RES005",
        "RES022",
        "RES007",
    ),
    _crm("unknown-node", "location l app 100: n9", "delete l", "CON003"),
    _crm("loop", "order o Mandatory: app vip", "delete o", "CON005", "RUN006"),
    _crm("with-itself-apart", "colocation c -inf: app vip", "delete c", "CON005", "RUN006"),
    Fault(
        "banned-everywhere",
        "crm -F configure location l1 web -inf: n1; crm -F configure location l2 web -inf: n2",
        "crm -F configure delete l1 l2",
        "CON004",
        ("RUN006",),
    ),
    Fault(
        "map-with-commas",
        "crm_resource -r fence-n1 --set-parameter pcmk_host_map --parameter-value n1:1,n2:2",
        "crm_resource -r fence-n1 --delete-parameter pcmk_host_map",
        "FEN003",
        ("RUN008",),
    ),
)
