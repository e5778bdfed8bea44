"""crm text and CIB XML: a dump of many resources against `crm configure verify`, how the cost grows, and
a hostile text of 20 MB."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bench.measure import beside, cpu, in_turn

PRIMITIVE = """\
primitive vip{i} IPaddr2 \\
\tparams ip=10.{a}.{b}.{c} cidr_netmask=24 nic=eth0 \\
\top monitor interval=10s timeout=20s \\
\top start timeout=20s interval=0s \\
\top stop timeout=20s interval=0s \\
\tmeta migration-threshold=3 failure-timeout=10min
"""
PROPERTIES = """\
property cib-bootstrap-options: \\
\thave-watchdog=false \\
\tdc-version=2.1.5 \\
\tcluster-infrastructure=corosync \\
\tstonith-enabled=true
"""


def dump(resources: int) -> str:
    """A configuration as `crm configure show` prints it, with a constraint for most resources."""
    parts = ["node 1: n1\n", "node 2: n2\n", "primitive fence stonith:fence_xvm\n"]
    for i in range(resources):
        parts.append(PRIMITIVE.format(i=i, a=i // 65536, b=i // 256 % 256, c=i % 256))
    for i in range(0, resources, 5):
        parts.append(f"location loc{i} vip{i} 100: n1\n")
    for i in range(1, resources, 5):
        parts.append(f"colocation col{i} inf: vip{i} vip{i - 1}\n")
        parts.append(f"order ord{i} Mandatory: vip{i - 1} vip{i}\n")
    return "".join([*parts, PROPERTIES])


def against_the_shell(folder: Path, rounds: int) -> tuple[dict[str, float], float | None]:
    """CPU seconds of both on 1,000 resources, and their ratio."""
    text = folder / "thousand.crm"
    text.write_text(dump(1000))
    hadoctor = [*beside("hadoctor"), "check", "--format", "brief", str(text)]
    runs = {"hadoctor check, 1000 resources": lambda: cpu(hadoctor)}
    if shutil.which("crm"):
        cib = folder / "thousand.xml"
        configuration = subprocess.run(
            [*beside("hadoctor"), "convert", str(text), "--to", "cib"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        cib.write_text(
            '<cib epoch="1" num_updates="0" admin_epoch="0" validate-with="pacemaker-3.9"'
            f' crm_feature_set="3.16.1">{configuration}<status/></cib>'
        )
        runs["crm configure verify, the same CIB"] = lambda: cpu(
            ["crm", "configure", "verify"], {"CIB_file": str(cib)}
        )
    found = in_turn(runs, rounds)
    own, *other = found.values()
    return found, own / other[0] if other else None


def growth(folder: Path) -> tuple[dict[str, float], float]:
    """CPU seconds for more and more resources; how much dearer one is among 20,000 than among 2,000."""
    found = {}
    for resources in (2000, 20000):
        text = folder / f"{resources}.crm"
        text.write_text(dump(resources))
        command = [*beside("hadoctor"), "check", "--format", "brief", str(text)]
        found[f"hadoctor check, {resources} resources"] = min(cpu(command) for _ in range(2))
    few, many = found.values()
    return found, many / few / 10


def hostile(folder: Path) -> dict[str, tuple[float, float]]:
    """CPU seconds, and the most MB of memory, on 20 MB of nonsense in both languages."""
    crm = folder / "hostile.crm"
    crm.write_text("primitive p Dummy params " + "a=b " * 5_000_000)
    cib = folder / "hostile.xml"
    cib.write_text("<cib><configuration>" + "<a b='c'/>" * 2_000_000 + "</configuration></cib>")
    found = {}
    for path in (crm, cib):
        command = [*beside("hadoctor"), "check", "--format", "brief", str(path)]
        seconds = cpu([sys.executable, "-c", MEASURED, str(folder / "peak"), *command])
        found[path.name] = (seconds, int((folder / "peak").read_text()) / 1024)
    return found


MEASURED = """\
import resource, subprocess, sys
subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL)
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""
