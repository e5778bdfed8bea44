"""What the cluster's daemons have written of late."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.log import Log, LogStorage, Symptom
from hadoctor.model.symptoms import KNOWN
from hadoctor.probe.configuration import corosync, lines
from hadoctor.probe.gather import Probe
from hadoctor.probe.identity import runs_systemd
from hadoctor.probe.logtimes import in_file, in_journal
from hadoctor.probe.processes import running, started
from hadoctor.probe.stack import stack
from hadoctor.probe.world import World

HOUR = 3600.0
LINES = 5000
"""So many lines of the journal are read, the last ones."""
TAIL = 1024 * 1024
"""Bytes of a log file that are read, the last ones."""
UNITS = ("corosync", "pacemaker", "sbd", "corosync-qdevice", "chrony", "chronyd")
TRANSPORTS = ("kernel", "audit")
PACEMAKER_LOG = "/var/log/pacemaker/pacemaker.log"
SHOWN = 300
"""Characters that are kept of a line."""

Line = tuple[float | None, str]
"""When, in seconds since the epoch, and what."""


def log(world: World) -> Log | Unknown:
    now = world.now()
    start = corosync_start(world)
    since = now - HOUR if start is None else max(now - HOUR, start - 1)
    found: list[Symptom] = []
    read: list[str] = []
    why = "there is neither a journal nor a log file"
    cut = False
    for origin, text in _sources(world, since):
        if isinstance(text, Unknown):
            why = text.why
            continue
        read.append(origin)
        cut |= len(text) >= LINES
        recent = [(when, line) for when, line in text if when is None or when >= since]
        found += symptoms(origin, recent, running=start is not None)
    if not read:
        return Unknown(why)
    return Log(tuple(_best(found)), tuple(read), since, now, cut)


def symptoms(origin: str, text: Iterable[Line], *, running: bool) -> Iterator[Symptom]:
    patterns = [(k, re.compile(k.pattern, re.I)) for k in KNOWN if not (k.stopped and running)]
    if not patterns:
        return
    either = re.compile("|".join(f"(?:{k.pattern})" for k, _ in patterns), re.I)
    hits: dict[str, list[Line]] = {}
    for when, line in text:
        line = line[:2000]
        if either.search(line):
            for kind, pattern in patterns:
                if pattern.search(line):
                    hits.setdefault(kind.name, []).append((when, line))
                    break
    best = {k.name: re.compile(k.best) for k, _ in patterns if k.best}
    for name, those in hits.items():
        telling = (line for _, line in reversed(those) if name in best and best[name].search(line))
        times = [when for when, _ in those if when is not None]
        yield Symptom(
            name,
            len(those),
            next(telling, those[-1][1]).strip()[:SHOWN],
            origin,
            min(times, default=None),
            max(times, default=None),
        )


def _best(found: Iterable[Symptom]) -> Iterator[Symptom]:
    """What the journal and a file have both is told once."""
    best: dict[str, Symptom] = {}
    for one in found:
        other = best.get(one.kind)
        if other is None or one.times > other.times:
            best[one.kind] = one
    yield from best.values()


def _sources(world: World, since: float) -> Iterator[tuple[str, list[Line] | Unknown]]:
    if runs_systemd(world):
        yield _journal(world, since)
    for path in _files(world):
        data = world.tail(path, TAIL)
        if isinstance(data, Unknown):
            yield path, data
        else:
            yield path, list(in_file(lines(data), world.now()))


def _journal(world: World, since: float) -> tuple[str, list[Line] | Unknown]:
    terms: list[str] = []
    for field, names in (("_SYSTEMD_UNIT", UNITS), ("_TRANSPORT", TRANSPORTS)):
        for name in names:
            ending = ".service" if field == "_SYSTEMD_UNIT" else ""
            terms += ["+"] if terms else []
            terms.append(f"{field}={name}{ending}")
    options = ("-o", "json", "--output-fields=MESSAGE,SYSLOG_IDENTIFIER", "--no-pager", "-q")
    # The time is rounded, so that a recorded answer is found again.
    begin = f"--since=@{int(since)}"
    ran = world.run("journalctl", *options, "-n", str(LINES), begin, *terms, limit=15.0)
    origin = "journalctl"
    if isinstance(ran, Unknown):
        return origin, ran
    if not ran.ok:
        return origin, Unknown(f"journalctl: {ran.err.strip() or ran.code}")
    return origin, list(in_journal(ran.out.splitlines()))


def _files(world: World) -> list[str]:
    from hadoctor.model.logging import logfiles, on

    conf = corosync(world)
    found = [PACEMAKER_LOG]
    if not isinstance(conf, Unknown) and on(conf, "to_logfile"):
        found += [e.text for e in logfiles(conf) if e.text.startswith("/")]
    return list(dict.fromkeys(found))[:8]


def corosync_start(world: World) -> float | None:
    """When the daemon was started, by the kernel; None where it does not run."""
    processes = stack(world)
    daemon = None if isinstance(processes, Unknown) else processes.corosync
    if daemon is None:
        return None
    return started(world, daemon.pid) or 0.0


JOURNALD = "/etc/systemd/journald.conf"


def log_storage(world: World) -> LogStorage | Unknown:
    if not runs_systemd(world):
        return Unknown("systemd does not run here")
    found = LogStorage()
    folder = f"{JOURNALD}.d"
    names = world.names(folder)
    paths = [JOURNALD, *(f"{folder}/{n}" for n in (() if isinstance(names, Unknown) else names))]
    for path in paths:
        for line in lines(world.read(path, 65536)):
            setting = re.match(r"\s*Storage\s*=\s*(\w+)", line)
            if setting and path.endswith(".conf"):
                found = found._replace(storage=setting[1].lower(), origin=path, line=line.strip())
    others = running(world, ("rsyslogd", "syslog-ng"))
    return found._replace(
        folder=not isinstance(world.stat("/var/log/journal"), Unknown),
        other=(
            *(() if isinstance(others, Unknown) else sorted(others)),
            *(p for p in _files(world) if not isinstance(world.stat(p), Unknown)),
        ),
    )


PROBES = (Probe(Log, "log", log), Probe(LogStorage, "journal", log_storage))
