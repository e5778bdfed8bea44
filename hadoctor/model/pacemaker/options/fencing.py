"""Fencing: cluster properties about it, and the parameters that the fencer adds to every device."""

from __future__ import annotations

from hadoctor.model.pacemaker.option import Option, Place, Type

P = Place.PROPERTY


def _renamed(old: str, new: str, row: Option) -> tuple[Option, ...]:
    """An option that 3.0.2 renamed. It warns of the old name; releases before ignore the new one."""
    return (
        row._replace(name=old, until=row.until or "3.0.2"),
        row._replace(name=new, since="3.0.2", until="", legacy=(old,), legacy_warns=True),
    )


_ACTION = Option(P, "", Type.WORD, "what to do to a node that must be fenced", "reboot")

PROPERTIES: tuple[Option, ...] = (
    *_renamed(
        "stonith-enabled",
        "fencing-enabled",
        Option(
            P,
            "",
            Type.BOOLEAN,
            "fence nodes that are lost or cannot stop a resource",
            "true",
            note="with false a lost node is taken for dead, and what it still writes is lost or corrupts",
        ),
    ),
    _ACTION._replace(name="stonith-action", words=("reboot", "off", "poweroff"), until="3.0"),
    *_renamed(
        "stonith-action",
        "fencing-action",
        _ACTION._replace(words=("reboot", "off"), since="3.0"),
    ),
    *_renamed(
        "stonith-timeout",
        "fencing-timeout",
        Option(
            P,
            "",
            Type.INTERVAL,
            "how long a fencing action may take unless the device has its own pcmk_ACTION_timeout",
            "60s",
        ),
    ),
    *_renamed(
        "stonith-max-attempts",
        "fencing-max-attempts",
        Option(P, "", Type.POSITIVE, "failed tries before fencing of a node waits", "10"),
    ),
    *_renamed(
        "stonith-watchdog-timeout",
        "fencing-watchdog-timeout",
        Option(
            P,
            "",
            Type.SIGNED_TIMEOUT,
            "when a lost node counts as down by its own watchdog; 0: never",
            "0",
            note="a negative time means twice the timeout of SBD; a positive one must be longer than it",
        ),
    ),
    *_renamed(
        "fence-reaction",
        "fencing-reaction",
        Option(
            P,
            "",
            Type.WORD,
            "what a node does that learns of its own fencing",
            "stop",
            words=("stop", "panic"),
        ),
    ),
    Option(
        P,
        "startup-fencing",
        Type.BOOLEAN,
        "fence nodes that have not been seen since the start",
        "true",
        advanced=True,
        note="with false nodes that nobody has seen are taken for dead",
    ),
    Option(
        P,
        "have-watchdog",
        Type.BOOLEAN,
        "SBD was found running",
        "false",
        generated=True,
        note="written by hand it hides that there is no fencing",
    ),
    Option(
        P,
        "concurrent-fencing",
        Type.BOOLEAN,
        "fence several nodes at once",
        "false, or true where the packager chose so",
        until="3.0",
    ),
    Option(
        P,
        "concurrent-fencing",
        Type.BOOLEAN,
        "fence several nodes at once",
        "true",
        since="3.0",
        deprecated="3.0",
        note="3.0.2 warns if it is false",
    ),
    Option(
        P,
        "priority-fencing-delay",
        Type.INTERVAL,
        "in a split, wait before fencing the nodes whose resources have more priority",
        "0",
        note="at least twice pcmk_delay_base or pcmk_delay_max; needs resources with a priority",
    ),
    Option(
        P,
        "node-pending-timeout",
        Type.INTERVAL,
        "fence a node that joined and does not get ready in that time; 0: never",
        "0",
        since="2.1.7",
    ),
    Option(
        P,
        "fence-remote-without-quorum",
        Type.BOOLEAN,
        "a part without quorum may fence remote nodes",
        "true",
        since="2.1.10",
        until="3.0",
    ),
    Option(
        P,
        "fence-remote-without-quorum",
        Type.BOOLEAN,
        "a part without quorum may fence remote nodes",
        "false",
        since="3.0.1",
        advanced=True,
    ),
)

F = Place.FENCE
_HOST_ARGUMENT = Option(
    F,
    "pcmk_host_argument",
    Type.TEXT,
    "the agent's parameter that names the victim; none: the agent gets no such parameter",
    advanced=True,
)


def _for(action: str) -> tuple[Option, ...]:
    """The three parameters for one action of the agent."""
    return (
        Option(
            F,
            f"pcmk_{action}_action",
            Type.TEXT,
            f"the command to give to the agent for {action}",
            action,
            advanced=True,
        ),
        Option(
            F,
            f"pcmk_{action}_timeout",
            Type.TIMEOUT,
            f"how long {action} may take, instead of the timeout for all",
            "60s",
            advanced=True,
        ),
        Option(
            F,
            f"pcmk_{action}_retries",
            Type.INTEGER,
            f"how often {action} is tried within its timeout",
            "2",
            advanced=True,
        ),
    )


PARAMETERS: tuple[Option, ...] = (
    _HOST_ARGUMENT._replace(default="port", until="3.0"),
    _HOST_ARGUMENT._replace(default="port or plug if the agent has it, else none", since="3.0"),
    Option(
        F,
        "pcmk_host_map",
        Type.TEXT,
        "which port of the device is which node: node1:1;node2:2,3",
    ),
    Option(F, "pcmk_host_list", Type.TEXT, "the nodes that the device can fence: node1,node2"),
    Option(
        F,
        "pcmk_host_check",
        Type.WORD,
        "how the fencer learns which nodes the device can fence",
        "static-list with a list or map; else dynamic-list, status or none, as the agent can",
        words=("dynamic-list", "static-list", "status", "none"),
    ),
    Option(
        F,
        "pcmk_delay_max",
        Type.INTERVAL,
        "a random delay before off and reboot, so that two nodes do not fence each other",
        "0s",
        note="the whole delay, pcmk_delay_base included, stays below it",
    ),
    Option(
        F,
        "pcmk_delay_base",
        Type.TEXT,
        "a fixed delay before off and reboot: a time, or a time per node: node1:1s;node2:10s",
        "0s",
    ),
    Option(F, "pcmk_action_limit", Type.INTEGER, "actions at once on the device; -1: any", "1"),
    *(
        row
        for action in ("reboot", "off", "on", "list", "monitor", "status")
        for row in _for(action)
    ),
)

OPTIONS: tuple[Option, ...] = (*PROPERTIES, *PARAMETERS)
