"""What makes a full node boot quickly and do nothing but what the plan says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .plan import Plan

if TYPE_CHECKING:
    from .contents import Contents

UNITS = "/etc/systemd/system"
# Hardware, the console, time from elsewhere, file systems of the kernel, and housekeeping.
MASKED = """
    systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket
    systemd-udev-trigger.service systemd-udev-settle.service systemd-hwdb-update.service
    getty.target console-getty.service systemd-networkd.service systemd-timesyncd.service
    systemd-modules-load.service kmod-static-nodes.service
    systemd-sysctl.service systemd-binfmt.service systemd-pstore.service systemd-firstboot.service
    systemd-random-seed.service systemd-machine-id-commit.service systemd-sysusers.service
    systemd-repart.service systemd-update-utmp.service systemd-update-utmp-runlevel.service
    systemd-pcrphase.service systemd-pcrphase-sysinit.service systemd-ask-password-wall.path
    systemd-ask-password-console.path systemd-journald-audit.socket systemd-initctl.socket
    systemd-tmpfiles-clean.timer systemd-tmpfiles-setup-dev.service systemd-remount-fs.service
    dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount sys-kernel-tracing.mount
    sys-kernel-config.mount sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount
    proc-sys-fs-binfmt_misc.mount tmp.mount procps.service hwclock.service ldconfig.service
    """.split()
# Debian's unit wants the capability to set the clock, which no node has.
CHRONY = b"[Unit]\nConditionCapability=\n"


def for_node(plan: Plan, name: str) -> Contents:
    """The part of a node's contents that systemd needs."""
    from .contents import Contents, File, Folder

    wanted = [
        ("corosync.service", not plan.blank),
        ("pacemaker.service", plan.pacemaker and not plan.blank),
        ("ssh.service", plan.ssh),
        ("chrony.service", plan.chrony),
    ]
    links = [
        (f"{UNITS}/multi-user.target.wants/{unit}", f"/lib/systemd/system/{unit}")
        for unit, yes in wanted
        if yes
    ]
    links += [(f"{UNITS}/{unit}", "/dev/null") for unit in MASKED]
    links.append((f"{UNITS}/default.target", "/lib/systemd/system/multi-user.target"))
    files = [
        File("/etc/machine-id", f"{int(name[1:]):032x}\n".encode()),
        File("/etc/fstab", b""),
        File("/etc/resolv.conf", b""),
        # Booting would empty /tmp otherwise, where the checkout may be.
        File("/etc/tmpfiles.d/tmp.conf", b""),
    ]
    if plan.chrony:
        files.append(File(f"{UNITS}/chrony.service.d/lab.conf", CHRONY))
        links.append((f"{UNITS}/chronyd.service", "/lib/systemd/system/chrony.service"))
    if plan.ssh:
        links.append((f"{UNITS}/sshd.service", "/lib/systemd/system/ssh.service"))
    # The folder is made anew, so that nothing of the machine's own services starts.
    folders = (Folder(UNITS), Folder("/var/log/chrony", 0o750, "_chrony:_chrony"))
    return Contents(folders if plan.chrony else folders[:1], (), tuple(files), tuple(links))
