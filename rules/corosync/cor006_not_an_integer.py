"""# COR006 not-an-integer

A key that holds a number has a value that is no number, or one that does not fit.

## Why

Corosync reads numbers in base 10 and takes the whole value: a unit, a quote, a word or a comment
behind the number makes it refuse the whole file (`is expected to be integer in range`). Flags such as
`two_node` are numbers too: `1` and `0`, not `yes` and `no`. Times are in milliseconds unless the
option says otherwise.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2
    token: 5s
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
quorum {
    provider: corosync_votequorum
    two_node: yes
}
```

## Good

```corosync
totem {
    version: 2
    token: 5000
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
}
```

## Sources

* corosync.conf(5), votequorum(5): the types of the options
* the daemon, `corosync -t`
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.blemish import comment
from hadoctor.model.cmap import Fault, FaultKind
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.model.duration import milliseconds
from hadoctor.rule import Findings, rule

WORDS = {"yes": "1", "on": "1", "true": "1", "no": "0", "off": "0", "false": "0"}


@rule("COR006", severity=Severity.ERROR)
def not_an_integer(corosync: CorosyncFile) -> Findings:
    for fault in corosync.cmap.faults:
        if fault.pair is None or fault.kind not in (FaultKind.NOT_A_NUMBER, FaultKind.OUT_OF_RANGE):
            continue
        if isinstance(corosync, Corosync) and comment(fault.pair.value) is not None:
            continue  # COR004's finding
        low, high = (
            fault.option.kind.bounds if fault.option and fault.option.kind.bounds else (0, 0)
        )
        what = f"{fault.pair.key} takes a whole number from {low} to {high}"
        shown = fault.pair.value_span.text
        yield Finding(
            f"{what}, and the value is empty" if not shown else f"{what}, not '{shown}'",
            at=fault.at if shown else fault.pair.span,
            why="corosync refuses the whole file for it",
            blocks=Blocks.LOAD,
            fix=_fix(fault),
        )


def _fix(fault: Fault) -> Fix | None:
    """Only quotes and the option's own unit can be taken off without asking what was meant."""
    assert fault.pair is not None
    text = fault.pair.value
    bare = text.strip("\"'").strip()
    unit = fault.option.unit if fault.option else ""
    number = bare.removesuffix(unit).strip() if unit else bare
    if number.isascii() and number.isdigit() and _fits(number, fault):
        return Fix(f"write {number}", (set_value(fault.pair, number),))
    meant = WORDS.get(bare.lower()) or (milliseconds(bare) if unit == "ms" else None)
    if meant and _fits(meant, fault):
        return Fix(f"write {meant}", (set_value(fault.pair, meant),), Applicability.UNSAFE)
    return None


def _fits(number: str, fault: Fault) -> bool:
    bounds = fault.option.kind.bounds if fault.option else None
    return bounds is not None and bounds[0] <= int(number[:20]) <= bounds[1]
