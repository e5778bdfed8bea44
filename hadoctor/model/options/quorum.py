"""`quorum`: who decides whether this part of the cluster may work. What must not change while the
cluster runs is marked as not reloadable."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "votequorum(5)"


def _switch(key: str, meaning: str, default: str = "0", reloadable: bool = False) -> Option:
    """A number that is off when 0 and on with any other."""
    return Option(
        f"quorum.{key}",
        Kind.U8,
        meaning,
        default=default,
        low=0,
        high=1,
        reloadable=reloadable,
        source=MANUAL,
    )


OPTIONS: tuple[Option, ...] = (
    Option(
        "quorum.provider",
        Kind.WORD,
        "the quorum service; without it there is no quorum",
        words=("corosync_votequorum", "corosync_ykd"),
        refused_at="start",
        source="daemon",
    ),
    Option(
        "quorum.expected_votes",
        Kind.U32,
        "votes of the whole cluster; overrides what the nodelist adds up to",
        default="sum of quorum_votes",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "quorum.votes",
        Kind.U32,
        "votes of this node; used only without a nodelist",
        default="1",
        reloadable=True,
        source=MANUAL,
    ),
    _switch(
        "two_node",
        "one of two nodes is enough for quorum; turns wait_for_all on",
        reloadable=True,
    ),
    _switch(
        "wait_for_all",
        "quorate for the first time only after all nodes have been seen together",
        default="as two_node",
    ),
    _switch(
        "last_man_standing",
        "count the votes anew after nodes are lost, so that few can go on; use with wait_for_all",
    ),
    Option(
        "quorum.last_man_standing_window",
        Kind.U32,
        "how long last_man_standing waits before it counts anew",
        default="10000",
        unit="ms",
        source=MANUAL,
    ),
    _switch(
        "auto_tie_breaker",
        "of two halves the one with the tie breaker node goes on; not together with a device",
    ),
    Option(
        "quorum.auto_tie_breaker_node",
        Kind.TEXT,
        "the tie breaker: lowest, highest, or node ids with blanks between, in order of preference",
        default="lowest",
        words=("lowest", "highest"),
        source=MANUAL,
    ),
    _switch(
        "allow_downscale",
        "lower the expected votes when a node leaves in order; not supported by its authors",
    ),
    _switch(
        "expected_votes_tracking",
        "remember the highest expected votes ever seen across restarts",
    ),
    Option(
        "quorum.leaving_timeout",
        Kind.U32,
        "once a time to wait when a node leaves",
        unit="ms",
        dead="the number is checked and never used",
        source="daemon",
    ),
    Option(
        "quorum.cancel_wait_for_all",
        Kind.TEXT,
        "ends the waiting of wait_for_all in a running cluster",
        dead="works only in the map of a running daemon, not in the file",
        source="daemon",
    ),
)
