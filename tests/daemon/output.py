"""What corosync and its tools print, as values."""

from __future__ import annotations

import re

# "Nov 25 00:45:51.765 error   [TOTEM ] text"; whether there is a date depends on the file.
LOG_LINE = re.compile(
    r"^(?:\w{3} [ \d]\d [\d:.]+ )?"
    r"(?P<severity>emerg|alert|crit|error|warning|notice|info|debug|trace) *"
    r"\[\w+ *\] ?(?P<text>.*)$"
)
NOT_WORTH_TELLING = {"notice", "info", "debug", "trace"}
# What every file produces on a lonely host without a watchdog; the corpus leaves it out, too.
NOISE = re.compile(
    r"Corosync Cluster Engine exiting with status"
    r"|Could not increase RLIMIT_MEMLOCK"
    r"|Could not set (?:SCHED_RR at )?priority"
    r"|Watchdog not enabled by configuration"
    r"|resource (?:load_15min|memory_used) missing a recovery key"
    r"|(?:host: )+\d+ has no active links"
    r"|Denied connection, is not ready"
)
CMAP_LINE = re.compile(r"^(?P<key>\S+) \((?P<type>\w+)\) = (?P<value>.*)$")
INTEGERS = {"i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64"}
# What the daemon tells about itself, as opposed to what it was told by a file.
STATE = re.compile(
    r"(?:runtime|stats|internal_configuration)\."
    r"|config\.(?:reload_status|reload_in_progress)$"
    r"|resources\.system\.\w+\.(?:current|last_updated|state)$"
)
# Added by the monitoring service; a file that says the same is not distinguishable.
DEFAULT_POLL = re.compile(r"resources\.system\.\w+\.poll_period$")


def messages(raw: bytes) -> tuple[str, ...]:
    """The text of warnings and worse, and of lines from before logging works (they are bare)."""
    texts = []
    for line in raw.decode("utf-8", errors="replace").split("\n"):
        logged = LOG_LINE.match(line)
        if logged is None:
            texts.append(line)
        elif logged["severity"] not in NOT_WORTH_TELLING:
            texts.append(logged["text"])
    # Once each: knet says the same for every node.
    once = dict.fromkeys(text.rstrip() for text in texts)
    return tuple(text for text in once if text and not NOISE.match(text))


def cmap(raw: bytes) -> dict[str, int | str]:
    """The configuration keys of `corosync-cmapctl`; bytes that are not UTF-8 become U+FFFD."""
    found: dict[str, int | str] = {}
    for line in raw.decode("utf-8", errors="replace").split("\n"):
        entry = CMAP_LINE.match(line)
        if entry is None or STATE.match(entry["key"]):
            continue
        key, value = entry["key"], entry["value"]
        if DEFAULT_POLL.match(key) and value == "3000":
            continue
        found[key] = int(value) if entry["type"] in INTEGERS else value
    return found
