"""# NET019 no-route-to-peer

Packets to another node do not leave this host, or leave it on the wrong interface.

## Why

Without a route nothing reaches the peer. Another network of the host that overlaps the link's, that of
containers or of a VPN, draws the packets away: they leave through an interface that does not lead to the
peer.

## When to ignore it

Where the routes are made this way on purpose.

## Bad

```facts
{"Routes": {"routes": [
  {"link": 0, "own": "10.0.0.1", "peer": "10.0.0.2", "why": "network is unreachable"}
]}}
```

```facts
{"Routes": {"routes": [
  {"link": 0, "own": "172.17.0.11", "peer": "172.17.0.12", "interface": "docker0", "expected": "eth1"}
]}}
```

## Good

```facts
{"Routes": {"routes": [
  {"link": 0, "own": "10.0.0.1", "peer": "10.0.0.2", "interface": "eth1", "expected": "eth1"}
]}}
```

Behind a router:

```facts
{"Routes": {"routes": [
  {"link": 0, "own": "10.0.0.1", "peer": "10.0.9.2", "interface": "eth1", "gateway": "10.0.0.254"}
]}}
```

## Sources

* ip-route(8): get
"""

from hadoctor.facts.node.place import said
from hadoctor.facts.node.routes import Routes
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule


@rule("NET019", severity=Severity.ERROR, explains=("RUN002", "RUN004", "RUN005", "RUN009"))
def no_route_to_peer(routes: Routes) -> Findings:
    for route in routes.routes:
        command = f"ip route get {route.peer} from {route.own}"
        if route.why:
            yield Finding(
                f"there is no route from {route.own} to the peer {route.peer}: {route.why}",
                at=said(command, route.why),
                why=f"nothing is sent to it on link {route.link}",
                fix=Fix("bring up the interface, or set the route", (), Applicability.GUIDED),
            )
        elif route.expected and route.interface != route.expected:
            yield Finding(
                f"packets from {route.own} to the peer {route.peer} leave through {route.interface},"
                f" and {route.expected} is in the network of both",
                at=said(command, f"dev {route.interface}"),
                why="they may not arrive, or not on the link that was meant",
                severity=Severity.WARNING,
                fix=Fix(
                    f"move the network of {route.interface} elsewhere", (), Applicability.GUIDED
                ),
            )
