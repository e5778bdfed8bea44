"""What corosync 1 and 2 knew and later releases take without doing anything with it."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "corosync.conf(5)"
_NO_RRP = "redundant rings have gone with corosync 3; use several knet links"


def _rrp(key: str, meaning: str, default: str, low: int | None = None, unit: str = "") -> Option:
    return Option(
        f"totem.{key}",
        Kind.U32,
        meaning,
        default=default,
        low=low,
        unit=unit,
        until="3.0",
        reloadable=True,
        source=MANUAL,
    )


_RRP = (
    _rrp(
        "rrp_problem_count_timeout",
        "time after which one problem of a ring is forgotten",
        "2000",
        30,
        "ms",
    ),
    _rrp("rrp_problem_count_threshold", "problems after which a ring is marked faulty", "10", 2),
    _rrp(
        "rrp_problem_count_mcast_threshold",
        "multicast problems after which a passive ring is marked faulty",
        "10 * rrp_problem_count_threshold",
        2,
    ),
    _rrp(
        "rrp_token_expired_timeout",
        "time without a token from all rings that counts as a problem",
        "token_retransmit",
        30,
        "ms",
    ),
    _rrp(
        "rrp_autorecovery_check_timeout",
        "how often a faulty ring is tried again",
        "1000",
        unit="ms",
    ),
)

OPTIONS: tuple[Option, ...] = (
    Option(
        "totem.rrp_mode",
        Kind.WORD,
        "how two rings are used: not at all, both at once, or in turn",
        default="none",
        words=("none", "active", "passive"),
        refused_at="load",
        until="3.0",
        source=MANUAL,
    ),
    Option(
        "totem.rrp_mode",
        Kind.TEXT,
        "how two rings are used, in corosync 2",
        since="3.0",
        dead=_NO_RRP,
        source="daemon",
    ),
    *_RRP,
    # Still numbers to the parser, which refuses a text; from 3.1.10 on it does not know them.
    *(
        row._replace(
            default="",
            low=None,
            since="3.0",
            until="3.1.10",
            reloadable=False,
            dead=_NO_RRP,
            source="daemon",
        )
        for row in _RRP
    ),
    Option(
        "totem.threads",
        Kind.U32,
        "number of threads that encrypt and send, once",
        dead="the number is stored and never used",
        source="daemon",
    ),
    Option(
        "totem.vsftype",
        Kind.TEXT,
        "virtual synchrony filter, in corosync 1",
        dead="no release since corosync 2 reads it; quorum.provider has taken its place",
        source="daemon",
    ),
    Option(
        "compatibility",
        Kind.TEXT,
        "compatibility with OpenAIS, in corosync 1",
        dead="no release since corosync 2 reads it",
        source="daemon",
    ),
    Option(
        "pload.count",
        Kind.TEXT,
        "number of messages of the built-in load test",
        dead="stored as text, but the load test looks for a number",
        source="daemon",
    ),
    Option(
        "pload.size",
        Kind.TEXT,
        "size of the messages of the built-in load test",
        dead="stored as text, but the load test looks for a number",
        source="daemon",
    ),
)
