"""The cluster's side of fencing by watchdog: SBD without a disk.

With stonith-watchdog-timeout (fencing-... from 3.0.2 on) a lost node counts as fenced after that time, in
which its own watchdog has reset it. A negative time is twice SBD_WATCHDOG_TIMEOUT
(lib/common/watchdog.c of 2.1.5).
"""

from __future__ import annotations

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.settings import Setting


def names(pacemaker: Pacemaker, word: str) -> tuple[str, ...]:
    """The names of a property that 3.0.2 renamed, the one that counts first: `timeout`."""
    old = f"stonith-{word}"
    return (f"fencing-{word}", old) if pacemaker.target.since("3.0.2") else (old,)


def watchdog_timeout(pacemaker: Pacemaker) -> Setting | None:
    """The property where it is set and not 0, or where a rule may set it."""
    for name in names(pacemaker, "watchdog-timeout"):
        if pacemaker.properties.depends(name):
            return next((s for s in pacemaker.properties.all if s.name == name), None)
    setting = pacemaker.property(*names(pacemaker, "watchdog-timeout"))
    if setting is None:
        return None
    text = (setting.value or "").strip()
    if text.startswith("-"):
        return setting
    return setting if values.milliseconds(text, pacemaker.target) else None


def fencing_timeout(pacemaker: Pacemaker) -> tuple[int, Setting | None] | None:
    """Milliseconds that a fencing action may take, 60 s unless set; None where a rule decides."""
    both = names(pacemaker, "timeout")
    if any(pacemaker.properties.depends(name) for name in both):
        return None
    setting = pacemaker.property(*both)
    size = None if setting is None else values.interval(setting.value or "", pacemaker.target)
    return (size, setting) if size else (60_000, setting)


def runs(pacemaker: Pacemaker) -> bool | None:
    """Whether Pacemaker found SBD running, as it says itself; None where it does not say."""
    setting = pacemaker.property("have-watchdog")
    return None if setting is None else values.boolean(setting.value or "")
