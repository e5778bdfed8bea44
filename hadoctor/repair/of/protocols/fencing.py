"""Fencing is switched on when it has been seen to work."""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.protocols.new_conf import quoted


@repairs("FEN001", "FEN002", "QUO005", "FEN027")
def fencing(
    need: Need,
    pacemaker: Pacemaker,
    corosync: Corosync | Unknown,
    cluster: ClusterState | Unknown,
) -> Repairs:
    if not isinstance(cluster, Unknown):
        known = [node.name for node in cluster.nodes if node.type == "member"]
    else:
        known = [] if isinstance(corosync, Unknown) else [node.label for node in corosync.nodes]
    names = quoted(known) or ["NODE"]
    devices = [] if pacemaker.fence_devices else [*_new(names)]
    yield need.protocol(
        "get fencing to work, then switch it on" if pacemaker.fencing is False else "get fencing",
        "only who stands at the devices knows that the right node loses its power",
        *devices,
        "each node has a device that another node can use, and it is started:",
        *(f"$ stonith_admin --list {name}    # on another node" for name in names),
        "$ crm_mon --one-shot --inactive",
        "then fence every node once, one after the other, while it runs nothing, and from another",
        "node; look at the device whether the right one lost its power:",
        *(
            line
            for name in names
            for line in (
                f"$ crm node standby {name}",
                "$ crm_resource --wait",
                f"$ stonith_admin --reboot {name} --timeout 120    # on another node",
                f"$ crm node online {name}    # when it is back",
            )
        ),
        "$ stonith_admin --history '*'    # all of them successful",
        *(("$ crm configure property stonith-enabled=true",) if pacemaker.fencing is False else ()),
    )


def _new(names: list[str]) -> list[str]:
    lines = ["make a device for each node, with the agent for your hardware:"]
    lines.append("$ crm_resource --list-agents stonith")
    for name in names:
        lines.append(
            f"$ crm configure primitive fence-{name} stonith:AGENT params pcmk_host_list={name} …"
            " op monitor interval=60s timeout=60s"
        )
        lines.append(f"$ crm configure location fence-{name}-elsewhere fence-{name} -inf: {name}")
    return lines
