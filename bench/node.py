"""`hadoctor diagnose` on a node of a running cluster, beside what people run there instead: wall time, as
most of it is waiting for answers."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

from bench.measure import in_turn

OWN = "hadoctor diagnose"
_HOUR_AGO = 'date -d "-1 hour" "+%Y-%m-%d %H:%M"'
OTHERS = {
    "pcs status --full": "pcs status --full",
    "crm report, this node": f'rm -f /run/report*; crm report -S -f "$({_HOUR_AGO})" /run/report',
    "crm cluster health": "crm cluster health",
}
_ASKED = re.compile(r"asked in (\d+\.\d+) s")


def beside_others(rounds: int) -> tuple[dict[str, float], float] | str:
    """The seconds of each, and how long the slowest probe took; or why there can be no cluster here."""
    from tests.lab import available
    from tests.lab.cluster import CHECKOUT, Cluster
    from tests.lab.plan import Plan

    reason = available.why_not(full=True)
    if reason is not None:
        return reason
    with Cluster(Plan(full=True, pacemaker=True, chrony=True, ssh=True)) as cluster:
        node = cluster.nodes[0]
        slowest: list[float] = []

        def wall(script: str) -> float:
            start = time.monotonic()
            # Byte code is written to the node's own layer in the first round, and used in the others.
            done = node.run("sh", "-c", script, timeout=180, env={"PYTHONPATH": str(CHECKOUT)})
            found = _ASKED.search(done.out)
            slowest.extend([float(found[1])] if found else [])
            return time.monotonic() - start

        def run(script: str) -> Callable[[], float]:
            return lambda: wall(script)

        scripts = {OWN: f"{sys.executable} -m hadoctor diagnose", **OTHERS}
        found = in_turn({name: run(script) for name, script in scripts.items()}, rounds)
    return found, sorted(slowest[1:])[len(slowest[1:]) // 2]
