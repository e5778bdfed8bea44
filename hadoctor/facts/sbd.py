"""The settings of SBD as a file beside a configuration. Alone in its file: a configuration of Pacemaker
needs nothing else of what can lie beside one."""

from __future__ import annotations

import os

from hadoctor.facts.reading import read_bytes
from hadoctor.source import Source


def beside(folder: str) -> dict[type, object]:
    """The settings of SBD beside a corosync.conf or a configuration of Pacemaker."""
    names = ["sbd", "default/sbd", "sysconfig/sbd"]
    if os.path.basename(os.path.abspath(folder)) == "corosync":
        names += ["../default/sbd", "../sysconfig/sbd"]
    for name in names:
        path = os.path.normpath(os.path.join(folder, name))
        data = read_bytes(path) if os.path.isfile(path) else None
        if isinstance(data, bytes):
            from hadoctor.facts.kinds import SbdFile
            from hadoctor.model.pacemaker.sbd import read

            return {SbdFile: SbdFile(read(Source(path, data)))}
    return {}
