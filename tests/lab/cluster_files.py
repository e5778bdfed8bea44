"""The cluster's own files: corosync.conf, the key, and the configuration Pacemaker starts from."""

from __future__ import annotations

from .plan import FLOATING, Plan

# Pacemaker waits this long for others before the first election; 20 s by default.
QUICK = "4s"


def corosync_conf(plan: Plan) -> str:
    """corosync.conf, the same on every node."""
    lines = [
        "totem {",
        "    version: 2",
        "    cluster_name: lab",
        f"    transport: {plan.transport}",
    ]
    lines.append(f"    token: {plan.token}")
    if plan.ip == 6:
        lines.append("    ip_version: ipv6")
    if plan.transport == "knet":
        lines += ["    crypto_cipher: aes256", "    crypto_hash: sha256"]
    if plan.transport == "udp":
        group = "ff05::1:5405" if plan.ip == 6 else "239.192.10.1"
        lines += ["    interface {", "        linknumber: 0", f"        mcastaddr: {group}"]
        lines += ["        mcastport: 5405", "    }"]
    lines += ["}", "", "nodelist {"]
    for number, name in enumerate(plan.names, 1):
        lines += ["    node {", f"        name: {name}", f"        nodeid: {number}"]
        lines += [f"        ring{link}_addr: {plan.ring(name, link)}" for link in range(plan.links)]
        lines.append("    }")
    lines += ["}", "", "quorum {", "    provider: corosync_votequorum"]
    if plan.nodes == 2:
        lines.append("    two_node: 1")
    lines += [
        *("}", "", "logging {", "    to_stderr: no", "    to_logfile: yes"),
        "    logfile: /var/log/corosync/corosync.log",
        f"    to_syslog: {'yes' if plan.full else 'no'}",
        *("    debug: off", "    timestamp: hires", "}"),
    ]
    return "\n".join(lines) + "\n"


def authkey() -> bytes:
    """A key like those of corosync-keygen: 256 bytes. Always the same; there is nothing to hide."""
    return bytes((5 + 7 * i * i + 31 * i) % 256 for i in range(256))


def cib(plan: Plan) -> str:
    """The seed: fencing by the lab, and a group of an address and a dummy service.

    The feature set is an old one, which the daemons raise: a newer one than theirs they refuse.
    """
    options = {"dc-deadtime": QUICK, "stonith-enabled": "true" if plan.fencing else "false"}
    pairs = "".join(
        f'<nvpair id="cib-bootstrap-options-{name}" name="{name}" value="{value}"/>'
        for name, value in options.items()
    )
    fencing = "".join(map(_fence_device, plan.names)) if plan.fencing else ""
    apart = "".join(map(_not_at_home, plan.names)) if plan.fencing and plan.nodes > 1 else ""
    return (
        '<cib validate-with="pacemaker-3.9" crm_feature_set="3.0.14" admin_epoch="0" epoch="1"'
        ' num_updates="0"><configuration><crm_config>'
        f'<cluster_property_set id="cib-bootstrap-options">{pairs}</cluster_property_set>'
        f"</crm_config><nodes/><resources>{fencing}"
        '<group id="web">'
        '<primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2">'
        '<instance_attributes id="vip-instance_attributes">'
        f'<nvpair id="vip-ip" name="ip" value="{FLOATING}"/>'
        '<nvpair id="vip-cidr_netmask" name="cidr_netmask" value="24"/>'
        f"</instance_attributes>{_operations('vip', '10s', '20s', '20s')}</primitive>"
        '<primitive id="app" class="ocf" provider="heartbeat" type="Dummy">'
        f"{_operations('app', '10s', '20s', '20s')}</primitive>"
        f"</group></resources><constraints>{apart}</constraints>"
        '<rsc_defaults><meta_attributes id="rsc-options">'
        '<nvpair id="rsc-options-resource-stickiness" name="resource-stickiness" value="100"/>'
        "</meta_attributes></rsc_defaults></configuration><status/></cib>\n"
    )


def empty_cib() -> str:
    """The seed of a cluster that is still to be set up: it does not wait long for its first election."""
    return (
        '<cib validate-with="pacemaker-3.9" crm_feature_set="3.0.14" admin_epoch="0" epoch="1"'
        ' num_updates="0"><configuration><crm_config>'
        '<cluster_property_set id="cib-bootstrap-options">'
        f'<nvpair id="cib-bootstrap-options-dc-deadtime" name="dc-deadtime" value="{QUICK}"/>'
        "</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>"
        "<status/></cib>\n"
    )


def _operations(resource: str, interval: str, timeout: str, switching: str) -> str:
    return (
        f'<operations><op id="{resource}-monitor" name="monitor" interval="{interval}"'
        f' timeout="{timeout}"/>'
        f'<op id="{resource}-start" name="start" interval="0s" timeout="{switching}"/>'
        f'<op id="{resource}-stop" name="stop" interval="0s" timeout="{switching}"/></operations>'
    )


def _fence_device(node: str) -> str:
    device = f"fence-{node}"
    # Of two nodes that lose each other, one must be faster.
    values = {"pcmk_host_list": node} | ({"pcmk_delay_base": "2s"} if node == "n1" else {})
    pairs = "".join(
        f'<nvpair id="{device}-{name}" name="{name}" value="{value}"/>'
        for name, value in values.items()
    )
    return (
        f'<primitive id="{device}" class="stonith" type="fence_lab">'
        f'<instance_attributes id="{device}-instance_attributes">{pairs}</instance_attributes>'
        f'<operations><op id="{device}-monitor" name="monitor" interval="60s" timeout="20s"/>'
        "</operations></primitive>"
    )


def _not_at_home(node: str) -> str:
    return (
        f'<rsc_location id="fence-{node}-elsewhere" rsc="fence-{node}" node="{node}"'
        ' score="-INFINITY"/>'
    )
