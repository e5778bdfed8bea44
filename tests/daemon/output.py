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
# What the daemon made of a file: the values in force, and the addresses that it is reached at.
EFFECTIVE = re.compile(r"runtime\.(?:config|votequorum)\.|runtime\.(?:\w+\.)*members\.\d+\.ip$")
# What the daemon only says: its transport, the addresses and ports of links, and, with debug on, the
# encryption.
SAID = re.compile(
    r"Initializing (?P<transport>transport) (?P<is>.*)"
    r"|Configured (?P<link>link number \d+): (?P<where>.*)"
    r"|Configuring (?P<crypto>crypto) (?P<with>\S+)"
    r"|security \S+ (?P<old>crypto): (?P<words>\S+ hash: \S+)"
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


def cmap(raw: bytes, *, effective: bool = False) -> dict[str, int | str]:
    """The configuration keys of `corosync-cmapctl`; bytes that are not UTF-8 become U+FFFD.

    `effective`: with what the daemon made of them.
    """
    found: dict[str, int | str] = {}
    for line in raw.decode("utf-8", errors="replace").split("\n"):
        entry = CMAP_LINE.match(line)
        if entry is None:
            continue
        if STATE.match(entry["key"]) and not (effective and EFFECTIVE.match(entry["key"])):
            continue
        key, value = entry["key"], entry["value"]
        if DEFAULT_POLL.match(key) and value == "3000":
            continue
        found[key] = int(value) if entry["type"] in INTEGERS else value
    return found


def said(raw: bytes) -> dict[str, int | str]:
    """What stands nowhere but in the log, by name."""
    found: dict[str, int | str] = {}
    for match in SAID.finditer(raw.decode("utf-8", errors="replace")):
        name, value = (word for word in match.groups() if word)
        found[name] = value
    return found
