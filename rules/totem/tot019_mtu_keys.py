"""# TOT019 mtu-keys

`netmtu` is one that the daemon cannot start with, or one that hardly any network carries.

## Why

`corosync -t` looks at the number only. At the start the daemon divides its queues by it: below 91 (2.x:
below about 240) and above about one million it aborts. With udp and udpu a packet larger than what every
network card, switch and tunnel on the way carries is lost: the nodes see each other, and stand still as
soon as there is more to say. knet finds out what fits; what it cuts up is set with `knet_mtu`.

## When to ignore it

With jumbo frames on every device of that network.

## Bad

```corosync
totem {
    version: 2
    netmtu: 64
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
    transport: udpu
    netmtu: 9000
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

* corosync.conf(5): netmtu, knet_mtu
* the daemon, started with values from 1 to 4294967295
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule

LOW, LOW_2X, HIGH = 91, 200, 1_049_000
"""Outside the daemon never starts. 2.x needs up to 500 by its encryption, and near the upper end it
is a matter of luck."""
SMALL, LUCKY, FRAME = 576, 1_000_000, 1500


@rule("TOT019", severity=Severity.WARNING)
def mtu_keys(corosync: Corosync) -> Findings:
    entry = corosync.entry("totem.netmtu")
    if entry is None or not entry.number:
        return
    number, knet = entry.number, corosync.transport == "knet"
    low = LOW_2X if corosync.target.before("3.0") else LOW
    message, why, blocks = "", "the daemon aborts at the start", None
    if number < low or number > HIGH:
        message, blocks = f"netmtu is {number}, and the daemon needs at least {low}", Blocks.START
        if number > HIGH:
            message = f"netmtu is {number}, more than the daemon's queues can hold"
    elif number < SMALL or number > LUCKY:
        message = f"netmtu is {number}, so {'small' if number < SMALL else 'large'} that corosync"
        message, why = f"{message} may abort", "its queues are divided by this number"
    elif number > FRAME and not knet:
        message = f"netmtu is {number}, more than the {FRAME} that an ordinary network carries"
        why = "larger packets get lost where a device on the way cannot carry them"
    elif knet and number <= FRAME:
        message = f"netmtu is {number}, which does not set the MTU of knet"
        why = "knet finds the MTU out by itself; knet_mtu sets it"
    if message:
        yield Finding(
            message,
            at=entry.span,
            why=why,
            blocks=blocks,
            severity=Severity.ERROR if blocks else None,
            fix=Fix(
                f"remove {entry.pair.key}: corosync takes its own value",
                without(corosync, entry.path),
                Applicability.UNSAFE,
            ),
        )
