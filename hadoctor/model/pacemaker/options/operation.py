"""Attributes of an operation; op_defaults takes the same names."""

from __future__ import annotations

from hadoctor.model.pacemaker.option import Option, Place, Type

O = Place.OPERATION  # noqa: E741

_PENDING = Option(
    O, "record-pending", Type.BOOLEAN, "remember that the operation has begun", "true"
)
_TIMEOUT = Option(
    O,
    "timeout",
    Type.TIMEOUT,
    "the operation has failed if it takes longer",
    "20s",
)

OPTIONS: tuple[Option, ...] = (
    Option(
        O,
        "interval",
        Type.INTERVAL,
        "how often the operation runs; 0: not by itself",
        "0",
        unreadable="0",
        note="only monitors recur; without a unit it is seconds; what cannot be read (10x, 1d) means"
        " that the monitor never runs",
    ),
    _TIMEOUT._replace(
        until="2.1.10", note="without a unit it is seconds; no ISO 8601, no sign before the number"
    ),
    _TIMEOUT._replace(
        since="2.1.10", note="without a unit it is seconds; no ISO 8601; 0 means the default"
    ),
    Option(
        O,
        "on-fail",
        Type.WORD,
        "what to do when the operation fails",
        "restart; for stop: fence if fencing is on, else block",
        words=(
            *("ignore", "block", "demote", "stop", "restart", "standby", "fence"),
            "restart-container",
        ),
        note="demote only for promote and for recurring monitors of the promoted role; fence and standby"
        " want fencing",
    ),
    Option(
        O,
        "role",
        Type.WORD,
        "the monitor runs only where the resource is in this role",
        words=("Stopped", "Started", "Promoted", "Unpromoted", "Master", "Slave"),
        note="a promotable clone needs a monitor for each role, with different intervals",
    ),
    Option(O, "enabled", Type.BOOLEAN, "the operation counts", "true"),
    Option(O, "start-delay", Type.TIMEOUT, "wait before the first run", "0", unreadable="0"),
    Option(
        O,
        "interval-origin",
        Type.DATE,
        "runs are counted from this time, ISO 8601",
        note="not together with start-delay",
    ),
    _PENDING._replace(until="3.0"),
    _PENDING._replace(since="3.0", deprecated="3.0"),
    Option(O, "name", Type.TEXT, "the action of the agent; needed"),
    Option(O, "description", Type.TEXT, "for people"),
    Option(
        O,
        "OCF_CHECK_LEVEL",
        Type.INTEGER,
        "how deeply the agent's monitor looks; an instance attribute of the operation",
        "0",
        note="what levels there are, and with which advice, the agent says as depth",
    ),
)
