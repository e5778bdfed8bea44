"""Which files of a node a service is set up by, beside what the CIB says: they have to be alike on all nodes
that it can run on."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.unit import units

FILES = {
    "apache": "/etc/apache2/apache2.conf /etc/apache2/ports.conf /etc/httpd/conf/httpd.conf",
    "booth-site": "/etc/booth/",
    "controld": "/etc/dlm/dlm.conf",
    "dnsmasq": "/etc/dnsmasq.conf",
    "drbd": "/etc/drbd.conf /etc/drbd.d/",
    "exportfs": "/etc/nfs.conf",
    "haproxy": "/etc/haproxy/haproxy.cfg",
    "nfs-server": "/etc/exports /etc/exports.d/ /etc/nfs.conf",
    "nfsserver": "/etc/exports /etc/exports.d/ /etc/nfs.conf",
    "nginx": "/etc/nginx/nginx.conf",
    "squid": "/etc/squid/squid.conf",
    "vsftpd": "/etc/vsftpd.conf /etc/vsftpd/vsftpd.conf",
}
"""By the type of an agent, or the name of a unit. A folder ends with a slash. Files that differ by design
are not among them: the server-id of a database, the system_id of LVM."""
ALIASES = {
    "apache2": "apache",
    "booth": "booth-site",
    "drbd-promote": "drbd",
    "httpd": "apache",
    "nfs-kernel-server": "nfs-server",
}


def service_files(resource: Resource) -> Iterator[str]:
    """The files, and the folders all of whose files count, that a resource is set up by."""
    agent = resource.agent
    if agent is None:
        return
    names = [agent.type] if agent.class_ == "ocf" else []
    names += [unit.rpartition(".")[0].partition("@")[0] for unit in units(resource)]
    for name in dict.fromkeys(ALIASES.get(name, name) for name in names):
        yield from FILES.get(name, "").split()
