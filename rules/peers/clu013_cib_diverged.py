"""# CLU013 cib-diverged

Two nodes have different CIBs that bear the same number.

## Why

Every change of the configuration counts `epoch` up, and all nodes store it. Where one number stands for two
configurations, the nodes have been changed apart from each other: in two halves of a cluster, or by hand in
the file. When they meet one CIB is taken for all, and the changes in the other are lost without a word.

That one node has a smaller number than another is usual: it was stopped earlier, and gets what it lacks
when it joins.

## When to ignore it

When the files of one node are old.

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
  "n1": {"cib.xml": "<cib admin_epoch='0' epoch='7' num_updates='3'><configuration><crm_config/><nodes/><resources><primitive id='a' class='ocf' provider='pacemaker' type='Dummy'/></resources><constraints/></configuration></cib>"},
  "n2": {"cib.xml": "<cib admin_epoch='0' epoch='7' num_updates='0'><configuration><crm_config/><nodes/><resources><primitive id='b' class='ocf' provider='pacemaker' type='Dummy'/></resources><constraints/></configuration></cib>"}
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
  "n1": {"cib.xml": "<cib admin_epoch='0' epoch='8' num_updates='3'><configuration><crm_config/><nodes/><resources><primitive id='a' class='ocf' provider='pacemaker' type='Dummy'/></resources><constraints/></configuration></cib>"},
  "n2": {"cib.xml": "<cib admin_epoch='0' epoch='7' num_updates='0'><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>"}
}
```

## Sources

* Pacemaker Explained: CIB properties, admin_epoch, epoch and num_updates
* two nodes that were changed apart
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.facts.peers import Peer, Peers
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.cib.canonical import canonical
from hadoctor.rule import Findings, rule
from hadoctor.syntax.element import Element

NUMBERS = ("admin_epoch", "epoch")
FIX = Fix(
    "decide which one counts, and load it while the other nodes are stopped",
    (),
    Applicability.GUIDED,
)


@rule("CLU013", severity=Severity.ERROR)
def cib_diverged(peers: Peers) -> Findings:
    versions: dict[tuple[str, ...], dict[str, tuple[Peer, Element]]] = {}
    for peer, file in peers.each(PacemakerFile):
        cib = file.cib
        configuration = cib.first("configuration") if cib is not None else None
        if cib is None or configuration is None:
            continue
        # The daemon writes a configuration for a newer schema without counting up.
        numbers = tuple(cib.get(name) or "" for name in (*NUMBERS, "validate-with"))
        if all(numbers[:2]):
            found = versions.setdefault(numbers, {})
            found.setdefault(canonical(configuration), (peer, cib))
    for numbers, found in versions.items():
        if len(found) > 1:
            (first, cib), *others = found.values()
            yield Finding(
                f"the CIBs of {first.name} and {', '.join(p.name for p, _ in others)} differ,"
                f" and both are number {'.'.join(numbers[:2])}",
                others[-1][1].place("epoch"),
                (Note(cib.place("epoch"), first.name),),
                why="they were changed apart; when the nodes meet, what one of them has is lost",
                fix=FIX,
            )
