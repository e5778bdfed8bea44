"""Settings and jobs that let the clock jump."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.clock import ClockStep
from hadoctor.probe.configuration import lines
from hadoctor.probe.world import World

CHRONY = ("/etc/chrony/chrony.conf", "/etc/chrony.conf")
CHRONY_FOLDERS = ("/etc/chrony/conf.d", "/etc/chrony.d")
NTP = ("/etc/ntp.conf", "/etc/ntpsec/ntp.conf", "/etc/ntp/ntp.conf")
CRONTABS = ("/etc/crontab", "/etc/anacrontab")
CRON_FOLDERS = (
    *(f"/etc/cron.{name}" for name in ("d", "hourly", "daily", "weekly")),
    "/var/spool/cron",
    "/var/spool/cron/crontabs",
)
FILES_MAX = 200
_SIZE = 256 * 1024
_MAKESTEP = re.compile(r"\s*makestep\s+\S+\s+-\d", re.I)
_PANIC = re.compile(r"\s*tinker\b.*\bpanic\s+0\b", re.I)
# As the command of a job: at its beginning, behind its times, or in a list of commands.
_JOB = re.compile(
    r"(?:^|[\s;&|(/])(?:ntpdate(?:-debian)?|rdate|ntpd\s+(?:-\w+\s+)*-\w*q|sntp\s+-\w*[sS]"
    r"|chronyd\s+(?:-\w+\s+)*-q|chronyc\s+(?:-\w+\s+)*makestep)\b"
)

_TEST = re.compile(r"\s-[xefs]\s+\S+")
"""`test -x /usr/sbin/ntpdate` starts nothing."""


def steps(world: World, kinds: Iterable[str]) -> tuple[ClockStep, ...]:
    """`kinds`: the daemons whose settings count."""
    kinds = set(kinds)
    found: list[ClockStep] = []
    if "chrony" in kinds:
        for path in (*CHRONY, *_below(world, CHRONY_FOLDERS, ".conf")):
            found += read(path, lines(world.read(path, _SIZE)), _MAKESTEP, "makestep")
    if "ntp" in kinds:
        for path in NTP:
            found += read(path, lines(world.read(path, _SIZE)), _PANIC, "panic")
    for path in (*CRONTABS, *_below(world, CRON_FOLDERS, "")):
        found += read(path, lines(world.read(path, _SIZE)), _JOB, "job")
    return tuple(found)


def _below(world: World, folders: Iterable[str], ending: str) -> Iterator[str]:
    for folder in folders:
        names = world.names(folder)
        if not isinstance(names, Unknown):
            fits = [n for n in names if n.endswith(ending) and n[0] != "."]
            yield from (f"{folder}/{name}" for name in fits[:FILES_MAX])


def read(path: str, text: list[str], pattern: re.Pattern[str], kind: str) -> Iterator[ClockStep]:
    """The lines that fit; comments are none."""
    for number, line in enumerate(text, 1):
        said = _TEST.sub("", line[:1000])
        if line.lstrip()[:1] not in ("#", "!", "%", ";") and pattern.search(said):
            yield ClockStep(path, number, line.strip()[:200], kind)
