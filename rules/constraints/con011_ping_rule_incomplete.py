"""# CON011 ping-rule-incomplete

A rule about connectivity and the ping resource behind it do not fit.

## Why
`ocf:pacemaker:ping` counts the hosts that answer and writes the number into a node attribute, `pingd` unless `name`
says otherwise. A rule reads it. Without the resource, or with another name, nothing writes what the rule reads:
`not_defined pingd` is true on every node and stops the resource, `pingd lte 0` is false and does nothing. A ping
resource that is not cloned writes for one node only; one that no rule reads changes nothing; one with a single
host stops the service when that host is down.

## When to ignore it
When something else sets the attribute, or reads it.

## Bad
```crm
node a
node b
primitive web nginx
location web-connected web rule -inf: not_defined pingd or pingd lte 0
property stonith-enabled=true
```

```crm
node a
node b
primitive gateway ocf:pacemaker:ping params host_list="10.0.0.1 10.0.0.254"
primitive web nginx
location web-connected web rule -inf: not_defined pingd or pingd lte 0
property stonith-enabled=true
```

## Good
```crm
node a
node b
primitive gateway ocf:pacemaker:ping params host_list="10.0.0.1 10.0.0.254"
clone gateways gateway
primitive web nginx
location web-connected web rule -inf: not_defined pingd or pingd lte 0
property stonith-enabled=true
```

## Sources
* Pacemaker Explained, "Moving Resources Due to Connectivity Changes"
* crm_simulate of 2.1.5: a comparison with an attribute that is not set is false
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.connectivity import readers, writers
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("CON011", severity=Severity.WARNING)
def ping_rule_incomplete(pacemaker: Pacemaker) -> Findings:
    if not pacemaker.whole:
        return
    written = writers(pacemaker)
    read = readers(pacemaker)
    for name, places in read.items():
        if name in written or not (name == "pingd" or (name.startswith("ping") and not written)):
            continue
        other = next(iter(written), None)
        stops = any((one.get("operation") or "") == "not_defined" for one in places)
        yield Finding(
            f"a rule reads the attribute '{name}', and "
            + (f"the ping resource writes '{other}'" if other else "nothing writes it"),
            places[0].place("attribute"),
            tuple(Note(r.id_at, "the ping resource") for r in list(written.values())[:1]),
            why="it is never defined: the rule holds on every node"
            if stops
            else "it is never defined, and the rule never holds",
        )
    for name, resource in written.items():
        places = read.get(name, [])
        hosts = resource.param("host_list")
        if not places:
            yield Finding(
                f"'{resource.id}' writes the attribute '{name}', and no rule reads it",
                resource.id_at,
                why="nothing moves when the network of a node is down",
                severity=Severity.INFO,
            )
        elif resource.clone is None:
            yield Finding(
                f"'{resource.id}' is no clone: it writes '{name}' on one node only",
                resource.id_at,
                (Note(places[0].place("attribute"), "the rule"),),
                why="on the other nodes the attribute is not defined",
            )
        elif hosts is not None and len((hosts.value or "").split()) == 1:
            yield Finding(
                f"'{resource.id}' pings one host",
                hosts.at,
                (Note(places[0].place("attribute"), "the rule"),),
                why="when that host is down every node counts as cut off",
                severity=Severity.INFO,
            )
