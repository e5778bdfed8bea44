"""Which release of Pacemaker a configuration is from, as far as it says so itself."""

from __future__ import annotations

import re

from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.target import Release, Target, release


def own_release(pacemaker: Pacemaker) -> Release | None:
    """The release of the controlling node that the cluster wrote down: of the property dc-version,
    as `2.1.5+20221208.a3f44794f` or `1.1.18-2b07d5c5a9`, the numbers at the start."""
    setting = pacemaker.property("dc-version")
    found = re.match(r"\d{1,4}(?:\.\d{1,4}){1,3}", (setting and setting.value) or "", re.ASCII)
    return release(found[0]) if found else None


def judged(pacemaker: Pacemaker) -> Target:
    """The target; it stands for a whole series, as 2.1 for 2.1.5: where the configuration is from a
    later release of the series, that one."""
    target, own = pacemaker.target, own_release(pacemaker)
    if own is not None and own[:2] == target.release[:2] and own > target.release:
        return Target(".".join(map(str, own)), own)
    return target


def from_before(pacemaker: Pacemaker, text: str) -> bool:
    """Whether the configuration says that it is from a release before that one."""
    own = own_release(pacemaker)
    return own is not None and own < release(text)
