"""# RUN005 link-degraded

A link to a member is down, or slow.

## Why

With several links the cluster goes on over the others, and nobody notices that the reserve is used up
until the last one fails too. A round trip that comes near the time of the token makes members drop out
under load.

A link to a node that is no member at all is no finding here: the node is (RUN004).

## When to ignore it

While a network is being worked on.

## Bad

```facts
{
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice",
    "nodelist.node.1.nodeid": "2", "nodelist.node.1.name": "bob",
    "runtime.members.1.status": "joined", "runtime.members.2.status": "joined"
  }},
  "KnetLinks": {"links": [
    {"nodeid": 2, "link": 0, "connected": true}, {"nodeid": 2, "link": 1, "connected": false}
  ]}
}
```

## Good

```facts
{
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice",
    "nodelist.node.1.nodeid": "2", "nodelist.node.1.name": "bob",
    "runtime.members.1.status": "joined", "runtime.members.2.status": "joined"
  }},
  "KnetLinks": {"links": [
    {"nodeid": 2, "link": 0, "connected": true, "latency": 200},
    {"nodeid": 2, "link": 1, "connected": true, "latency": 400}
  ]}
}
```

## Sources

* corosync-cfgtool(8), cmap_keys(7): stats.knet
* the daemon, with interfaces taken down
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.links import KnetLinks, RingAddresses
from hadoctor.facts.node.place import said
from hadoctor.facts.node.running import RunningMap, number
from hadoctor.finding import Finding, Severity
from hadoctor.rule import Findings, rule

STATS = "corosync-cmapctl -m stats"


@rule("RUN005", severity=Severity.WARNING, explains=("RUN009",))
def link_degraded(
    running: RunningMap, knet: KnetLinks | Unknown, rings: RingAddresses | Unknown
) -> Findings:
    states = () if isinstance(knet, Unknown) else knet.links
    addresses = () if isinstance(rings, Unknown) else rings.links
    members = [one for one in states if one.nodeid in running.joined]
    own = {one.link: f" ({one.address})" for one in addresses if one.address}
    for link in sorted({one.link for one in members}):
        down = [one for one in members if one.link == link and not (one.connected and one.enabled)]
        if down:
            names = ", ".join(running.name(one.nodeid) for one in down)
            key = f"stats.knet.node{down[0].nodeid}.link{link}.connected = 0"
            others = len({one.link for one in members if one.connected and one.enabled})
            yield Finding(
                f"link {link}{own.get(link, '')} to {names} is down",
                at=said(STATS, key),
                why=f"the members are held together by {others} link{'s' * (others != 1)} only",
            )
    token = number(running.keys.get("runtime.config.totem.token"))
    for one in members:
        if one.connected and token and one.latency > token * 100:
            yield Finding(
                f"a round trip on link {one.link} to {running.name(one.nodeid)} takes"
                f" {one.latency / 1000:g} ms on average, and the token has {token} ms",
                at=said(STATS, f"stats.knet.node{one.nodeid}.link{one.link}.latency_ave"),
                why="more than a tenth of the token: under load members drop out",
            )
    for ring in addresses:
        if ring.faulty:
            yield Finding(
                f"ring {ring.link}{own.get(ring.link, '')} is marked faulty",
                at=said("corosync-cfgtool -s", "FAULTY"),
                why="the cluster has no second way any more",
            )
