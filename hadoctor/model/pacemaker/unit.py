"""Which unit of systemd does the same work as a resource: started twice, it would run twice.

Of agents of OCF the unit has the name that the service has in the distributions; the agents start the
program themselves.
"""

from __future__ import annotations

from hadoctor.model.pacemaker.resources import Resource

SERVICES = {
    "apache": "apache2 httpd",
    "asterisk": "asterisk",
    "dhcpd": "isc-dhcp-server dhcpd",
    "dovecot": "dovecot",
    "galera": "mariadb mysql mysqld",
    "haproxy": "haproxy",
    "jboss": "jboss wildfly",
    "kamailio": "kamailio",
    "mariadb": "mariadb mysql mysqld",
    "mysql": "mariadb mysql mysqld",
    "named": "named bind9",
    "nfsserver": "nfs-server nfs-kernel-server",
    "nginx": "nginx",
    "openldap": "slapd",
    "pgsql": "postgresql",
    "pgsqlms": "postgresql",
    "postfix": "postfix",
    "proftpd": "proftpd",
    "rabbitmq-cluster": "rabbitmq-server",
    "redis": "redis redis-server",
    "slapd": "slapd",
    "squid": "squid",
    "tomcat": "tomcat tomcat9 tomcat10 tomcat8",
    "vsftpd": "vsftpd",
}
"""By the type of an agent of the providers below."""
CLASSES = ("systemd", "service", "lsb")
"""Of resources that are units themselves."""
PROVIDERS = ("heartbeat", "percona")


def units(resource: Resource) -> tuple[str, ...]:
    """The names, with `.service`; none where nothing is known."""
    agent = resource.agent
    if agent is None:
        return ()
    if agent.class_ in CLASSES:
        kinds = (".service", ".socket", ".timer", ".path", ".mount", ".target")
        return (agent.type if agent.type.endswith(kinds) else f"{agent.type}.service",)
    if agent.class_ == "ocf" and agent.provider in PROVIDERS:
        return tuple(f"{name}.service" for name in SERVICES.get(agent.type, "").split())
    return ()
