"""# CLU011 service-config-differs

A service of the cluster is not set up alike on all nodes.

## Why

The cluster moves a service, not its files. A node whose `haproxy.cfg` or `drbd.d` is another one, or is
missing, starts the service as it was a year ago, or not at all: at the first failover. Compared are hashes
of what the files say. Comments, blank lines, lines that may hold a secret, and the host's own names and
addresses do not count.

## When to ignore it

Where a file is meant to differ in more than the host's own names and addresses, and where the service is
told to read another file.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"cib.xml": "<cib><configuration><crm_config/><nodes/><resources><primitive id='proxy' class='systemd' type='haproxy'/></resources><constraints/></configuration></cib>",
         "ServiceConfigs": {"files": [{"path": "/etc/haproxy/haproxy.cfg", "digest": "a3f0"}]}},
  "n2": {"ServiceConfigs": {"files": [{"path": "/etc/haproxy/haproxy.cfg", "digest": "77b1"}]}}
}
```

## Good

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"cib.xml": "<cib><configuration><crm_config/><nodes/><resources><primitive id='proxy' class='systemd' type='haproxy'/></resources><constraints/></configuration></cib>",
         "ServiceConfigs": {"files": [{"path": "/etc/haproxy/haproxy.cfg", "digest": "a3f0"}, {"path": "/etc/nfs.conf", "digest": "1111"}]}},
  "n2": {"ServiceConfigs": {"files": [{"path": "/etc/haproxy/haproxy.cfg", "digest": "a3f0"}, {"path": "/etc/nfs.conf", "digest": "2222"}]}}
}
```

## Sources

* drbd.conf(5): the same file on both nodes; haproxy(1); exports(5)
"""

from hadoctor.facts.node.service_configs import ServiceConfigs
from hadoctor.facts.peers import Peer, Peers, places, sides
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.pacemaker.placement import kept_from
from hadoctor.model.pacemaker.service_files import service_files
from hadoctor.rule import Findings, rule

FIX = Fix("copy the right file to all nodes that the service can run on", (), Applicability.GUIDED)


@rule("CLU011", severity=Severity.WARNING)
def service_config_differs(peers: Peers) -> Findings:
    configuration = peers.configuration
    if configuration is None:
        return
    known = {p: {f.path: f.digest for f in fs.files} for p, fs in peers.each(ServiceConfigs)}
    kept = {peer: kept_from(configuration, peer.names) for peer in known}
    told: set[str] = set()
    asked: set[tuple[frozenset[str], frozenset[Peer]]] = set()
    for resource in configuration.services:
        here = {peer: files for peer, files in known.items() if not kept[peer](resource)}
        wanted = frozenset(service_files(resource))
        question = (wanted, frozenset(here))
        if not wanted or question in asked:
            continue
        asked.add(question)
        paths = sorted({path for files in here.values() for path in files})
        for path in paths:
            folder = path.rpartition("/")[0] + "/"
            found = sides((peer, files.get(path, "")) for peer, files in here.items())
            if path in told or not found or not {path, folder} & wanted:
                continue
            told.add(path)
            missing = [side.names for side in found if not side.value]
            others = [side.names for side in found if side.value]
            words = [f"is missing on {names}" for names in missing]
            if len(others) > 1:
                words.append("does not say the same on " + " and on ".join(others))
            said = {
                peer: peer.said(path, files.get(path, "missing")) for peer, files in here.items()
            }
            at, notes = places(found, said.__getitem__)
            yield Finding(
                f"'{path}' {', and '.join(words)}",
                at,
                (*notes, Note(resource.id_at, "what reads it")),
                why="the service runs otherwise, or not at all, after it has moved",
                fix=FIX,
            )
