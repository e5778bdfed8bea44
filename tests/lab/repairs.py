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
    Mend(
        "folder-of-root",
        "chown root:root /var/lib/pacemaker/pengine; chmod 755 /var/lib/pacemaker/pengine",
        "chown hacluster:haclient /var/lib/pacemaker/pengine; chmod 750 /var/lib/pacemaker/pengine",
        "SYS008",
    ),
    Mend(
        "cib-of-root",
        "cd /var/lib/pacemaker/cib; chown root:root cib.xml.sig; chmod 644 cib.xml.sig",
        "cd /var/lib/pacemaker/cib; chown hacluster:haclient cib.xml.sig; chmod 600 cib.xml.sig",
        "SYS008",
    ),
    Mend("conf-writable", f"chmod 666 {CONF}", f"chmod 644 {CONF}", "SEC014"),
    Mend(
        "dead-plugin",
        "mkdir -p /etc/corosync/service.d; printf 'service {\\n name: pacemaker\\n ver: 1\\n}\\n'"
        " > /etc/corosync/service.d/pcmk",
        "rm -r /etc/corosync/service.d",
        "COR011",
    ),
    Mend(
        "start-line",
        "cp -a /etc/default/corosync /tmp/kept; echo START=yes >> /etc/default/corosync",
        "cp -a /tmp/kept /etc/default/corosync",
        "SYS001",
    ),
    Mend(
        "text-behind-a-value",
        f"cp -a {CONF} /tmp/kept; sed -i 's/token: 1000/token: 1000 # ms/' {CONF}",
        f"cp -a /tmp/kept {CONF}",
        "COR004",
    ),
    Mend(
        "token-differs",
        f"cp -a {CONF} /tmp/kept; sed -i 's/token: 1000/token: 1500/' {CONF}",
        f"cp -a /tmp/kept {CONF}; corosync-cfgtool -R",
        "RUN003",
        "reload",
        ("cmap",),  # a reload cannot be undone
    ),
    Mend("key-of-a-user", f"chown nobody {KEY}", f"chown root {KEY}", "SEC003"),
    Mend(
        "folders-missing",
        "cd /var/lib/pacemaker; mv blackbox /tmp/kept.b; mv cores /tmp/kept.c",
        "cd /var/lib/pacemaker; rmdir blackbox cores; mv /tmp/kept.b blackbox; mv /tmp/kept.c cores",
        "SYS008",
    ),
    Mend(
        "log-folder-missing",
        "mv /var/log/corosync /var/log/kept",
        "rmdir /var/log/corosync; mv /var/log/kept /var/log/corosync",
        "COR029",
    ),
)
CONFIGURATION = tuple(
    Mend(name, f"cp -a {CONF} /tmp/kept; sed -i '{change}' {CONF}", f"cp -a /tmp/kept {CONF}", code)
    for name, change, code in (
        ("two-node-misspelt", "s/two_node:/two_nodes:/", "COR005"),
        ("two-node-gone", "/two_node:/d", "QUO001"),
        ("not-an-integer", "s/token: 1000/token: 1s/", "COR006"),
        ("udpu-with-crypto", "s/transport: knet/transport: udpu/", "TOT005"),
        ("cipher-alone", "/crypto_hash:/d", "SEC011"),
    )
)
"""What corosync runs with tells what the file should say."""
_APP = "--resource app --node $(crm_resource -W -r app | sed 's/.*: *//')"
_X = (
    "primitive x ocf:heartbeat:Dummy params state=/lab-x/state op monitor interval=10s timeout=20s"
    " op start interval=0 timeout=20s op stop interval=0 timeout=20s\\n"
    "location x-here x resource-discovery=exclusive inf: n1\\n"
)
_WAIT = "crm_resource --wait --timeout=30s"
LEFTOVERS = (
    Mend(
        "banned-among-others",
        "crm resource ban app n2; crm -F configure location z app 1: n1",
        "crm resource clear app; crm -F configure delete z",
        "CON002",
    ),
    Mend("moved", f"crm resource move app n2; {_WAIT}", "crm resource clear app", "CON002"),
    Mend("node-maintenance", "crm node maintenance n2", "crm node ready n2", "PCM004", "restart"),
    Mend(
        "all-stopped",
        f"crm configure property stop-all-resources=true; crm configure property cluster-delay=61s;"
        f" {_WAIT}",
        "for name in stop-all-resources cluster-delay;"
        " do crm_attribute --type crm_config --name $name --delete; done",
        "PCM004",
        "restart",
    ),
    Mend(
        "group-stopped",
        f"crm resource stop web; {_WAIT}",
        "crm resource start web",
        "RES022",
        "restart",
    ),
    Mend(
        "closed-to-a-node",
        f"crm_resource --resource app --meta --set-parameter migration-threshold"
        f" --parameter-value 1; crm_resource --fail {_APP}; sleep 1; {_WAIT}",
        "crm_resource --cleanup --resource app;"
        " crm_resource --resource app --meta --delete-parameter migration-threshold",
        "RUN006",
        "restart",
    ),
    Mend(
        "could-not-start",
        f"printf '{_X}' > /tmp/x.crm; crm -F configure load update /tmp/x.crm; {_WAIT};"
        " mkdir /lab-x",
        "crm resource stop x; sleep 1; crm -F configure delete x-here x; rm -r /lab-x",
        "RUN006",
        "restart",
    ),
    Mend(
        "device-has-failed",
        "crm_resource --fail --resource fence-n1 --node n2",
        "crm_resource --cleanup --resource fence-n1",
        "RUN008",
        "restart",
    ),
    Mend(
        "fencing-has-failed",
        "crm_resource -r fence-n2 --set-parameter pcmk_reboot_action --parameter-value wink;"
        f" {_WAIT}; stonith_admin --reboot n2 --timeout 10;"
        f" crm_resource -r fence-n2 --delete-parameter pcmk_reboot_action; {_WAIT}",
        "stonith_admin --cleanup --history n2",
        "RUN008",
        "reload",
    ),
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
        f"crm_resource --fail {_APP}",
        "crm_resource --cleanup --resource app",
        "RUN006",
        "restart",
    ),
)
_UNIT = "[Service]\\nExecStart=/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target\\n"
_WEB = (
    f"printf '{_UNIT}' > /etc/systemd/system/lab-web.service; systemctl daemon-reload;"
    " systemctl enable lab-web; printf 'primitive lw systemd:lab-web"
    " op monitor interval=60s timeout=100s op stop timeout=100s interval=0"
    " op start timeout=100s interval=0\\n"
    "location lw-here lw resource-discovery=exclusive inf: n1\\n' > /tmp/lw.crm;"
    " crm -F configure load update /tmp/lw.crm"
)
_DROP_IN = "/etc/systemd/system/pacemaker.service.d"
HOST = (
    Mend(
        "link-taken-by-hand",
        "cd /etc/systemd/system; rm multi-user.target.wants/chrony.service chronyd.service;"
        " systemctl daemon-reload",
        "systemctl enable --now chrony",
        "TIM001",
    ),
    Mend(
        "two-time-services",
        "cp /bin/sleep /usr/local/bin/ntpd; printf '[Service]\\nExecStart=/usr/local/bin/ntpd 9999\\n"
        "[Install]\\nWantedBy=multi-user.target\\nAlias=lab-time.service\\n'"
        " > /etc/systemd/system/ntpd.service; systemctl daemon-reload; systemctl enable --now ntpd",
        "systemctl disable --now ntpd; rm /etc/systemd/system/ntpd.service /usr/local/bin/ntpd;"
        " systemctl daemon-reload",
        "TIM002",
    ),
    Mend(
        "clock-may-jump",
        "cp -a /etc/chrony/chrony.conf /tmp/kept; sed -i '/makestep/d' /etc/chrony/chrony.conf;"
        " echo 'makestep 0.5 -1' >> /etc/chrony/chrony.conf",
        "cp -a /tmp/kept /etc/chrony/chrony.conf",
        "TIM004",
        "reload",
    ),
    Mend(
        "pacemaker-not-at-boot",
        "systemctl disable pacemaker",
        "systemctl enable pacemaker",
        "SYS003",
    ),
    Mend(
        "another-name-at-boot",
        "cp -a /etc/hostname /tmp/kept; printf '# the host\\ndebian\\n' > /etc/hostname",
        "cp -a /tmp/kept /etc/hostname",
        "SYS006",
    ),
    Mend(
        "drop-in-kills",
        f"mkdir {_DROP_IN}; printf '[Service]\\nKillMode=control-group\\nNice=0\\n"
        f"TimeoutStopSec=20s' > {_DROP_IN}/lab.conf; systemctl daemon-reload",
        f"rm -r {_DROP_IN}; systemctl daemon-reload",
        "SYS007",
        "reload",
    ),
    Mend(
        "corosync-waits-for-nothing",
        "sed /network-online/d /lib/systemd/system/corosync.service"
        " > /etc/systemd/system/corosync.service; systemctl daemon-reload",
        "rm /etc/systemd/system/corosync.service; systemctl daemon-reload",
        "SYS002",
    ),
    Mend(
        "upgrades-by-night",
        "printf '#!/bin/sh\\n' > /usr/bin/unattended-upgrade; chmod +x /usr/bin/unattended-upgrade;"
        " echo 'APT::Periodic::Unattended-Upgrade \"1\";' > /etc/apt/apt.conf.d/20lab;"
        " systemctl enable apt-daily-upgrade.timer",
        "rm /usr/bin/unattended-upgrade /etc/apt/apt.conf.d/20lab;"
        " systemctl disable apt-daily-upgrade.timer",
        "SYS005",
    ),
    Mend(
        "stack-is-down",
        "systemctl stop pacemaker corosync",
        "systemctl start pacemaker",
        "RUN001",
        "failover",
        ("cib", "cmap", "processes", "list-units"),
    ),
    Mend(
        "corosync-given-up",
        f"cp -a {CONF} /tmp/kept; systemctl stop pacemaker corosync; echo 'a {{' >> {CONF};"
        f" for n in 1 2 3 4 5 6 7; do systemctl start corosync; done; cp -a /tmp/kept {CONF}",
        "systemctl reset-failed corosync; systemctl start pacemaker",
        "RUN001",
        "failover",
        ("cib", "cmap", "processes", "list-units"),
    ),
)
FULL = (
    Mend("no-time-service", "systemctl stop chrony", "systemctl start chrony", "TIM001"),
    Mend(
        "time-service-off",
        "systemctl disable --now chrony",
        "systemctl enable --now chrony",
        "TIM001",
    ),
    Mend(
        "service-of-the-cluster-at-boot",
        _WEB,
        "systemctl disable lab-web; crm resource stop lw; sleep 2;"
        " crm -F configure delete lw-here lw;"
        " rm /etc/systemd/system/lab-web.service; systemctl daemon-reload",
        "RES008",
    ),
    Mend(
        "stale-unit",
        "mkdir -p /etc/systemd/system/corosync.service.d; printf '[Service]\\n#\\n'"
        " > /etc/systemd/system/corosync.service.d/lab.conf",
        "rm -r /etc/systemd/system/corosync.service.d; systemctl daemon-reload",
        "SYS007",
    ),
    Mend(
        "pacemaker-is-down",
        "systemctl stop pacemaker",
        "systemctl start pacemaker",
        "RUN001",
        "failover",
        ("cib", "processes", "list-units"),
    ),
)
__all__ = [
    "CONF",
    "CONFIGURATION",
    "FILES",
    "FULL",
    "HOST",
    "KEY",
    "LEFTOVERS",
    "Mend",
]
