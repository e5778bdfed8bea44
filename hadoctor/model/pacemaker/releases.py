"""What agents of other releases know, beside the facts in `agents.py`, which are those of one release.

From the sources of resource-agents 3.9.1 to 4.18.0 and of Pacemaker 1.1.5 to 3.0.2: every parameter that
the meta-data of a release names, or that the agent reads without naming it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from hadoctor.model.pacemaker import agents
from hadoctor.model.pacemaker.agents import Agent

_PARAMETERS = """
    heartbeat:Filesystem kill_signals ocfs2_cluster ocfs2_configfs signal_delay term_signals
    heartbeat:IPaddr netmask
    heartbeat:IPaddr2 arp_mac check_link_status clusterip_chain clusterip_firewall
        clusterip_hash_seed clusterip_mac_mangle clusterip_table netmask proto
    heartbeat:IPsrcaddr broadcast ip nic pref
    heartbeat:LVM-activate degraded_activation majority_pvs volgrpname
    heartbeat:NodeUtilization pidfile
    heartbeat:SAPInstance IS_MINIMAL_PROBE
    heartbeat:Squid squid_confirm_trialcount squid_suspend_trialcount
    heartbeat:WAS6 profileName
    heartbeat:aliyun-vpc-move-ip ADDRESS INTERFACE ROUTING_TABLE
    heartbeat:aws-vpc-move-ip auth_type awscli_timeout curl_retries curl_sleep
    heartbeat:aws-vpc-route53 auth_type curl_retries curl_sleep region
    heartbeat:awseip auth_type curl_retries curl_sleep region
    heartbeat:awsvip auth_type curl_retries curl_sleep interface region
    heartbeat:azure-events-az request_timeout retry_count retry_wait
    heartbeat:azure-lb listen
    heartbeat:conntrackd conntrackd
    heartbeat:crypt use_clevis
    heartbeat:db2 monitor_retries monitor_retries_sleep monitor_retry_all_errors
        skip_basic_sql_health_check
    heartbeat:dnsupdate opts
    heartbeat:docker container daemon_pidfile
    heartbeat:docker-compose svcname
    heartbeat:ethmonitor check_level multiplicator
    heartbeat:galera evict_outdated_slaves max_slave_lag reader_attribute
        replication_master_ssl_ca replication_master_ssl_cert replication_master_ssl_key
        replication_passwd replication_port replication_require_ssl replication_user test_passwd
        test_table test_user
    heartbeat:iSCSILogicalUnit block_size scst_bstype write_cache
    heartbeat:iSCSITarget portal
    heartbeat:iface-bridge multicast_querier
    heartbeat:lvmlockd with_cmirrord
    heartbeat:mariadb evict_outdated_slaves max_slave_lag reader_attribute
        replication_master_ssl_ca replication_master_ssl_cert replication_master_ssl_key
        replication_require_ssl
    heartbeat:minio conffile volumnpaths
    heartbeat:mpathpersist mpathpersist_binary
    heartbeat:mysql-proxy group user
    heartbeat:named rootdir
    heartbeat:nfsserver lockd_tcp_port lockd_udp_port mountd_port nfs_notify_cmd nfsd_args
        rquotad_port statd_outgoing_port statd_port
    heartbeat:nginx client nginx testconffile testurl
    heartbeat:openstack-cinder-volume node_id_cache_file
    heartbeat:openstack-floating-ip delay
    heartbeat:openstack-virtual-ip delay
    heartbeat:oraasm monitor_resources
    heartbeat:oracle tns_admin
    heartbeat:oralsnr tns_svc_name
    heartbeat:ovsmonitor check_level multiplicator
    heartbeat:pgagent executable
    heartbeat:pgsql check_count external_standby_node_list replication_slot stop_escalation
    heartbeat:pingd update
    heartbeat:portblock firewall method status_check
    heartbeat:pound client_ctl
    heartbeat:sg_persist sg_persist_binary
    heartbeat:storage-mon check_interval daemonize
    heartbeat:sybaseASE deep_probe_timeout is_rgmanager_wrapper shutdown_timeout start_timeout
    heartbeat:varnish binary thread_pools worker_threads
    pacemaker:Dummy dummy
    pacemaker:HealthCPU dampening
    pacemaker:HealthIOWait dampening
    pacemaker:SysInfo mind_disk_free
    pacemaker:controld allow_fencing_disabled configdir sctp
    pacemaker:ping interval section set state
"""
"""A line for each agent, continued where it is indented more: provider and type, then the names."""

NAMES = frozenset(
    "ganesha-nfs ibmmq mediationzone osceip podman-etcd powervs-move-ip powervs-subnet"
    # Of resource-agents-sap-hana, which puts them to the others in some distributions.
    " SAPHana SAPHanaTopology SAPHanaController SAPHanaFilesystem"
    # Of Oracle and of Nutanix: fence agents of their own.
    " fence_ovm fence_nutanix_ahv fence_eaton_ssh fence_pcmk fence_vxfence fence_xcat".split()
)
"""Types of agents that other releases and packages have."""

_LOOSENED = {
    ("awseip", "allocation_id"),
    ("crypt", "crypt_type"),
    ("crypt", "key_file"),
    ("exportfs", "fsid"),
}
"""Required by some releases only."""


def takes(agent: Agent, parameter: str) -> bool:
    """Whether any release of the agent has a parameter of that name, or reads it."""
    return agent.takes(parameter) or parameter in _table().get(agent.name, ())


@lru_cache(maxsize=1000)
def required(cls: str, provider: str, type: str) -> tuple[str, ...]:
    """The parameters without which every release of an agent fails."""
    agent = agents.agent(cls, provider, type)
    return (
        ()
        if agent is None
        else tuple(
            p.name
            for p in agent.parameters.values()
            if p.required and not p.default and (type, p.name) not in _LOOSENED
        )
    )


def complete(agent: Agent) -> bool:
    """Whether the parameters of all its releases are known."""
    return agent.package.startswith(("resource-agents ", "pacemaker"))


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in _PARAMETERS.replace("\n        ", " ").split("\n"):
        name, *parameters = row.split() or [""]
        found[f"ocf:{name}"] = frozenset(parameters)
    return found


def misspelt(cls: str, provider: str, type: str) -> str | None:
    """The whole name of the agent that was certainly meant by one that no release has. A name that only
    adds a number or a word to another is probably an agent of the site's own."""
    from hadoctor.model.pacemaker.agents import near

    if type in NAMES or (cls == "ocf" and provider not in ("heartbeat", "pacemaker")):
        return None
    if cls == "ocf" and agents.agent("stonith", "", type) is not None:
        return f"stonith:{type}"
    if cls == "stonith" and not type.lower().startswith("fence"):
        return None
    meant = near(cls, provider, type)
    if meant is None:
        return None
    other = meant.rpartition(":")[2]
    if other.lower() == type.lower():
        return meant
    longer, shorter = sorted((other, type), key=len, reverse=True)
    added = longer.removeprefix(shorter)
    digits = {char for char in other if char.isdigit()}
    if digits != {char for char in type if char.isdigit()}:
        return None
    if len(type) < 5 or (longer != added and not added.isalpha()):
        return None
    return meant if _alike(type, other) else None


def _alike(one: str, other: str) -> bool:
    """Whether a slip of the hand makes one of the other: one letter more, less or else, or two
    neighbours swapped."""
    from hadoctor.source import suggest

    return suggest(one, [other], distance=1) is not None


def near_parameter(agent: Agent, name: str) -> str | None:
    """The parameter that was probably meant by one that the agent does not have."""
    from hadoctor.source import suggest

    names = list(agent.parameters)
    if agent.name.startswith("stonith:") and name.startswith("pcmk"):
        from hadoctor.model.pacemaker.option import Place
        from hadoctor.model.pacemaker.options import names as options

        names = list(options(Place.FENCE))
    plain = _plain(name)
    same = next((n for n in names if _plain(n) == plain), None)
    far = 3 if len(name) >= 9 else 2
    return same or suggest(name, names, distance=far if complete(agent) else 1)


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")
