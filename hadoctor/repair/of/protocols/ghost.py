"""A node that Pacemaker knows and corosync does not: it is forgotten, or it gets back into the file."""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.protocols.new_conf import quoted


@repairs("PCM006")
def ghost(need: Need, cluster: ClusterState | Unknown) -> Repairs:
    online = [] if isinstance(cluster, Unknown) else [n.name for n in cluster.nodes if n.online]
    for one in need.found:
        words = one.finding.message.split("'")
        if one.finding.message.startswith("corosync.conf has no node") and len(words) > 2:
            name = quoted([words[1]])[0]
            if words[1] in online:
                continue
            yield need.protocol(
                f"forget the node {name}, if it is gone for good",
                "what the cluster knows of a node does not come back",
                f"{name} is switched off, and nothing of the cluster is enabled there:",
                "$ crm_mon --one-shot --inactive    # it is offline, and nothing runs on it",
                f"$ grep -w -e {name} /etc/corosync/corosync.conf    # on every node: nothing",
                f"$ crm configure show | grep -w -e {name}    # constraints and devices for it",
                "on one node, once for the whole cluster:",
                f"$ crm_node --force --remove {name}",
                f"$ stonith_admin --cleanup --history {name}",
                "$ crm_mon --one-shot    # it is no longer listed",
                "where it belongs to the cluster: write it into corosync.conf on all nodes instead,",
                "and then, on one node: corosync-cfgtool -R",
                cures=(one,),
            )
