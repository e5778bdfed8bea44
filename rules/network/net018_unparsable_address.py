"""# NET018 unparsable-address

A text stands where an address belongs, and is neither an address nor a name that could be one.

## Why

The daemon resolves addresses at the start, and stops at the first one that it cannot use: `failed to
parse node address`. A prefix length or a port behind the address makes it unusable, as does an empty
value. 2.x drops such an address of another node without a word, and finds no interface when it is its
own. Beside a nodelist `bindnetaddr` is not looked at; `mcastaddr` is, with every transport.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1/24
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
    interface {
        mcastaddr: 239.255.1.1:5405
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): ringX_addr, bindnetaddr, mcastaddr
* the daemon, `corosync -t`
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.uses import uses
from hadoctor.rule import Findings, rule


@rule("NET018", severity=Severity.ERROR)
def unparsable_address(corosync: Corosync) -> Findings:
    for use in uses(corosync):
        entry, text = use.entry, use.entry.span.text
        if parse(entry.text) is not None:
            continue
        why = "corosync drops it without a word, and never contacts that node"
        if use.blocks is Blocks.LOAD:
            why = "corosync refuses the file"
        elif use.blocks or use.node is None:
            why = (
                "corosync does not start" if use.blocks else "corosync binds to no network with it"
            )
        elif corosync.target.since("3.0"):
            why = "corosync does not start on that node"
        yield Finding(
            f"{use.key} '{text}' is neither an address nor a host name"
            if text
            else f"{use.key} is empty",
            at=entry.span if text else entry.pair.span,
            why=why,
            blocks=use.blocks,
            fix=_fix(entry),
        )


def _fix(entry: Entry) -> Fix | None:
    """A prefix length says nothing here."""
    bare, slash, length = entry.text.strip("\"'[]").partition("/")
    if isinstance(parse(bare), Literal) and (not slash or length.isdigit()):
        return Fix(f"write {bare}", (set_value(entry.pair, bare),), Applicability.UNSAFE)
    return None
