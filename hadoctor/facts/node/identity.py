"""Which host this is, and which releases it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Identity(NamedTuple):
    hostname: str
    """The name that the kernel has (`uname -n`)."""
    stored_hostname: str | None = None
    """The first line of /etc/hostname that is no comment: the name after the next start."""
    machine: str | None = None
    """The beginning of the hash of /etc/machine-id: whether two hosts are clones of one image."""
    os_id: str = ""
    """ID of /etc/os-release: debian, ubuntu, rhel, sles …"""
    os_version: str = ""
    """VERSION_ID of /etc/os-release."""
    os_name: str = ""
    """PRETTY_NAME of /etc/os-release."""
    support_end: str | None = None
    """SUPPORT_END of /etc/os-release, as 2026-06-30."""
    kernel: str = ""
    virtualization: str = ""
    """As systemd-detect-virt says it: none, kvm, vmware, docker …; empty where that is not known."""
    container: bool = False
    systemd: bool = True
    """Whether systemd is the first process."""
    corosync: str | None = None
    """The release that is installed, as 3.1.7; None where there is none."""
    pacemaker: str | None = None
    crmsh: str | None = None
    packages: Mapping[str, str] = {}
    """The releases of other packages of the cluster that are installed, by name."""
    initiator: str | None = None
    """The name that the host has for iSCSI targets: InitiatorName of /etc/iscsi/initiatorname.iscsi."""
    host_nqn: str | None = None
    """The name that it has for NVMe over a network: /etc/nvme/hostnqn."""
    taken: float = 0.0
    """Seconds since the epoch when this was asked."""
