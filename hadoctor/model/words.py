"""Words that are not in the vocabulary of their option, and who refuses them.

The parser looks at a few words wherever they stand, also at those that a later key replaces; all
the others are read from the finished map, so it does not matter how a key got there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Blocks
from hadoctor.model.blemish import bare
from hadoctor.model.cmap import Entry, FaultKind
from hadoctor.model.corosync import Corosync
from hadoctor.model.logging import logfiles
from hadoctor.model.numbers import dscp, strtol
from hadoctor.model.option import Kind, Option

PARSED = (
    "totem.ip_version",
    "totem.crypto_type",
    "totem.crypto_model",
    "totem.crypto_cipher",
    "totem.crypto_hash",
    "qb.ipc_type",
    "system.qb_ipc_type",
    "system.sched_rr",
    "system.move_to_root_cgroup",
    "system.allow_knet_handle_fallback",
)
ANY_CASE = ("logfile_priority", "syslog_priority", "syslog_level")
LINK_MODE_MAX = 63
_SWITCHES = frozenset(("yes", "no", "on", "off", "trace", "hires"))
_INTERFACE = re.compile(r"totem\.interface\.\d+\.(?=[^.]+$)")
_SUBSYSTEM = re.compile(r"(logging\.logger_subsys\.)([^.]+)\.(?=[^.]+$)")


class Word(NamedTuple):
    """A wrong word. `blocks` is None where the daemon takes another one in its place."""

    entry: Entry
    option: Option
    blocks: Blocks | None

    @property
    def blemished(self) -> bool:
        """Whether the word is right but for a comment, quotes or odd characters."""
        meant = bare(self.entry.text)
        return meant != self.entry.text and takes(self.option, meant)

    @property
    def switch(self) -> bool:
        """Whether the option is one that is turned on and off."""
        return _SWITCHES.issuperset(self.option.words) and not self.option.path.startswith(
            "system."
        )


def wrong_words(corosync: Corosync) -> Iterator[Word]:
    """Those of totem, logging, system and qb; the quorum section is read by other programs too."""
    for entry in corosync.cmap.stored:
        option = entry.option
        if option is not None and _parsed(option) and entry.value not in option.words:
            yield Word(entry, option, Blocks.LOAD)
    for path, entry in corosync.cmap.entries.items():
        if path.startswith(("totem.", "logging.", "system.")):
            option = corosync.schema.options.get(_option_path(corosync, path))
            if option is not None and _wrong(option, entry, corosync):
                refused = {"load": Blocks.LOAD, "start": Blocks.START}
                yield Word(entry, option, refused.get(option.refused_at))


def _parsed(option: Option) -> bool:
    # The compression model is one of them since the release that refuses it.
    return option.path in PARSED or (
        option.path == "totem.knet_compression_model" and option.refused_at == "load"
    )


def _option_path(corosync: Corosync, path: str) -> str:
    if path.startswith("totem.interface."):
        return _INTERFACE.sub("totem.interface.", path)
    found = _SUBSYSTEM.match(path)
    if found is None:
        return path
    # Only a subsystem with a section of its own is looked at.
    known = f"{found[0]}subsys" in corosync.cmap.entries
    return found[1] + path[found.end() :] if known else ""


def _wrong(option: Option, entry: Entry, corosync: Corosync) -> bool:
    known = option.kind is Kind.WORD or option.path == "system.priority"
    if not known or _parsed(option) or not isinstance(entry.value, str):
        return False
    if takes(option, entry.text):
        return False
    return option.key != "knet_transport" or read_knet_transport(corosync, entry)


def _no_priority(text: str) -> bool:
    """system.priority is max, min or a number of 32 bits; an empty text counts as 0."""
    number = strtol(text) if text else 0
    return text not in ("max", "min") and (number is None or not -(2**31) <= number < 2**31)


def read_knet_transport(corosync: Corosync, entry: Entry) -> bool:
    return any(link.keys.get("knet_transport") == entry for link in corosync.links)


def refusals(corosync: Corosync) -> dict[int, Blocks]:
    """The values that the daemon refuses as they stand, by the offset of their line: numbers that
    are none, wrong words, node addresses that nothing could resolve, a log file nowhere."""
    found: dict[int, Blocks] = {}
    for word in wrong_words(corosync):
        if word.blocks:
            found.setdefault(word.entry.pair.start, word.blocks)
    kinds = (FaultKind.NOT_A_NUMBER, FaultKind.OUT_OF_RANGE, FaultKind.BAD_DSCP)
    for fault in corosync.cmap.faults:
        if fault.pair is not None and fault.kind in kinds:
            found[fault.pair.start] = Blocks.LOAD
    first = corosync.entry("nodelist.node.0.name") or corosync.entry("nodelist.node.0.ring0_addr")
    # Without one of these in its first node the daemon passes over the addresses of all nodes.
    if first and corosync.target.since("3.0"):
        for member in corosync.members:
            if member.address is None:
                found[member.entry.pair.start] = Blocks.LOAD
    for entry in logfiles(corosync):
        # A quote or an odd character in front of the slash: no system has such a directory.
        if not entry.text.startswith("/") and bare(entry.text).startswith("/"):
            found[entry.pair.start] = Blocks.LOAD
    provider = corosync.entry("quorum.provider")
    if provider and provider.option and provider.text not in provider.option.words:
        found.setdefault(provider.pair.start, Blocks.START)
    return found


def either(words: tuple[str, ...] | list[str]) -> str:
    """`a, b or c`"""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def takes(option: Option, text: str) -> bool:
    """Whether the text is a word or a number that the option takes; any text where it is free."""
    if option.path == "system.priority":
        return not _no_priority(text)
    if option.kind is Kind.WORD:
        return (text.lower() if option.key in ANY_CASE else text) in option.words
    if option.kind is Kind.DSCP:
        return dscp(text) is not None
    bounds = option.kind.bounds
    number = strtol(text)
    return bounds is None or (number is not None and bounds[0] <= number <= bounds[1])
