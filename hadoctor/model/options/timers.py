"""`totem`: the timers and counters of the membership protocol. Where a default is computed, and for
most of the others too, 0 means that default; the lowest values hold for what is not 0."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "corosync.conf(5)"


def _time(
    key: str, meaning: str, default: str, low: int | None = 30, since: str = "", until: str = ""
) -> Option:
    return Option(
        f"totem.{key}",
        Kind.U32,
        meaning,
        default=default,
        low=low,
        unit="ms",
        since=since,
        until=until,
        reloadable=True,
        source=MANUAL,
    )


def _count(key: str, meaning: str, default: str) -> Option:
    return Option(
        f"totem.{key}", Kind.U32, meaning, default=default, reloadable=True, source=MANUAL
    )


_TOKEN = "time without a token after which a node counts as lost; grows with the number of nodes"
_HOLD = "how long the token rests on one node while there is nothing to send"

OPTIONS: tuple[Option, ...] = (
    _time("token", _TOKEN, "1000", until="3.1"),
    _time("token", _TOKEN, "3000", since="3.1"),
    _time(
        "token_coefficient",
        "what every node beyond the second adds to the token timeout",
        "650",
        low=None,
    ),
    Option(
        "totem.token_warning",
        Kind.U32,
        "share of the token timeout after which a missing token is logged; 0 for never",
        default="75",
        low=0,
        high=100,
        unit="%",
        since="3.0",
        reloadable=True,
        source=MANUAL,
    ),
    _time(
        "token_retransmit",
        "time without a token after which the last one is sent again",
        "token / (token_retransmits_before_loss_const + 0.2)",
    ),
    _count(
        "token_retransmits_before_loss_const",
        "how often the token is sent again before the node counts as lost",
        "4",
    ),
    _time("hold", _HOLD, "0.8 * token_retransmit - 10", until="3.0"),
    _time("hold", _HOLD, "0.8 * token_retransmit - 10", low=14, since="3.0"),
    _time("join", "how long to wait for join messages when a membership forms", "50"),
    _time(
        "send_join",
        "upper end of the random delay before a join message, for clusters of 32 nodes and more",
        "0",
        low=None,
    ),
    _time(
        "consensus",
        "how long to wait for agreement before a new round of membership; not less than join",
        "1.2 * token",
    ),
    _time("merge", "how long to wait before looking for a partition when nothing is sent", "200"),
    _time("downcheck", "how long to wait before checking that a lost interface is back", "1000"),
    _count(
        "fail_recv_const",
        "turns of the token without expected messages after which a new membership forms",
        "2500",
    ),
    _count(
        "seqno_unchanged_const",
        "turns of the token without new messages after which the token is held",
        "30",
    ),
    _count(
        "heartbeat_failures_allowed",
        "missed heartbeats that are tolerated; 0 turns the heartbeat off",
        "0",
    ),
    _time(
        "max_network_delay",
        "how long a packet takes at most from node to node, for the heartbeat",
        "50",
    ),
    _count("window_size", "most messages that are sent during one turn of the token", "50"),
    _count("max_messages", "most messages that one node sends per token", "17"),
    _count(
        "miss_count_const",
        "how often a message is found missing before it is asked for again",
        "5",
    ),
    Option(
        "totem.cancel_token_hold_on_retransmit",
        Kind.WORD,
        "never hold the token while messages are being sent again; only exactly yes turns it on",
        default="no",
        words=("yes", "no"),
        since="2.4.6",
        until="3.0",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "totem.cancel_token_hold_on_retransmit",
        Kind.WORD,
        "never hold the token while messages are being sent again; only exactly yes turns it on",
        default="no",
        words=("yes", "no"),
        since="3.1.6",
        reloadable=True,
        source=MANUAL,
    ),
)
