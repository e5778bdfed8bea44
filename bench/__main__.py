"""Runs the benchmarks and prints a table."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench import inputs, node, resources
from bench.measure import beside, cpu, in_turn


class Aim(NamedTuple):
    """What is to be reached: `value` at most `limit` (or at least, for a speed)."""

    name: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def reached(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench")
    options.add_argument("--rounds", type=int, default=11)
    options.add_argument("--check", action="store_true", help="exit with 1 when an aim is missed")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        aims = [
            *cold_start(Path(folder), chosen.rounds),
            *many(Path(folder)),
            *large(Path(folder)),
            *pacemaker(Path(folder)),
            *diagnose(),
        ]
    print("\naims")
    for aim in aims:
        sign = ">=" if aim.at_least else "<="
        mark = "reached" if aim.reached else "MISSED"
        print(f"  {aim.name:<52} {aim.value:7.3f} {sign} {aim.limit:<5} {mark}")
    return int(chosen.check and not all(aim.reached for aim in aims))


def cold_start(folder: Path, rounds: int) -> list[Aim]:
    """One small file, from nothing to an answer."""
    conf, cib, yaml = inputs.two_nodes(folder)
    hadoctor = [*beside("hadoctor"), "check", str(conf)]
    runs = {"hadoctor check": lambda: cpu(hadoctor)}
    yamllint = [*beside("yamllint"), str(yaml)]
    if Path(yamllint[0]).exists():
        runs["yamllint, the same as YAML"] = lambda: cpu(yamllint)
    if shutil.which("corosync"):
        command = inputs.corosync(conf)
        runs["corosync -t"] = lambda: cpu(command)
    if shutil.which("crm"):
        runs["crm configure verify"] = lambda: cpu(
            ["crm", "configure", "verify"], {"CIB_file": str(cib)}
        )
    if shutil.which("pcs"):
        runs["pcs -f cib.xml config"] = lambda: cpu(["pcs", "-f", str(cib), "config"])
    found = in_turn(runs, rounds)
    table("cold start, a two-node file", found, "hadoctor check")
    own = found["hadoctor check"]
    aims = []
    if "yamllint, the same as YAML" in found:
        aims.append(Aim("cold start / yamllint", own / found["yamllint, the same as YAML"], 1.6))
    if "crm configure verify" in found:
        aims.append(
            Aim("cold start / crm configure verify", own / found["crm configure verify"], 0.3)
        )
    return aims


def many(folder: Path) -> list[Aim]:
    """A thousand files in one run."""
    files = inputs.thousand(folder)
    hadoctor = [*beside("hadoctor"), "check", "--format", "brief", str(files)]
    runs = {"hadoctor check, 1000 files": lambda: cpu(hadoctor)}
    if shutil.which("corosync"):
        command = inputs.corosync(next(files.rglob("*.conf")))
        runs["1000 x corosync -t"] = lambda: 1000 * sum(cpu(command) for _ in range(20)) / 20
    found = in_turn(runs, 3)
    table("a thousand files", found, "hadoctor check, 1000 files")
    if len(found) < 2:
        return []
    ratio = found["hadoctor check, 1000 files"] / found["1000 x corosync -t"]
    return [Aim("1000 files / 1000 x corosync -t", ratio, 0.5)]


def large(folder: Path) -> list[Aim]:
    """A file of a megabyte: the parser alone, and the whole program."""
    from hadoctor.source import Source
    from hadoctor.syntax.corosync import parse
    from hadoctor.target import DEFAULT

    data = inputs.megabyte()
    file = folder / "large.conf"
    file.write_bytes(data)
    parse(Source("warm", b"a: b\n"), DEFAULT)
    speeds = []
    for _ in range(5):
        start = time.process_time()
        parse(Source("large", data), DEFAULT)
        speeds.append(len(data) / 1e6 / (time.process_time() - start))
    speed = sorted(speeds)[len(speeds) // 2]
    hadoctor = [*beside("hadoctor"), "check", "--format", "brief", str(file)]
    runs = {"hadoctor check": lambda: cpu(hadoctor)}
    if shutil.which("corosync"):
        command = inputs.corosync(file)
        runs["corosync -t"] = lambda: cpu(command)
    table(f"a file of {len(data) / 1e6:.1f} MB", in_turn(runs, 3), "hadoctor check")
    return [Aim("parsed, MB/s", speed, 1.0, at_least=True)]


def pacemaker(folder: Path) -> list[Aim]:
    """Resources: a thousand, twenty thousand, and what is none."""
    aims = []
    found, ratio = resources.against_the_shell(folder, 2)
    table("a dump of 1000 resources", found, "hadoctor check, 1000 resources")
    if ratio is not None:
        aims.append(Aim("1000 resources / crm configure verify", ratio, 0.067))
    found, dearer = resources.growth(folder)
    table("how the cost grows", found, "hadoctor check, 2000 resources")
    aims.append(Aim("a resource among 20,000 / among 2,000", dearer, 1.3))
    print("\n20 MB of nonsense")
    for name, (seconds, memory) in resources.hostile(folder).items():
        print(f"  {name:<32} {seconds:8.3f} s CPU   {memory:.0f} MB")
    return aims


def diagnose() -> list[Aim]:
    """On a node, once each in turn after one round to warm up: some of them take half a minute."""
    found = node.beside_others(1)
    if isinstance(found, str):
        print(f"\non a node of a cluster: not measured ({found})")
        return []
    seconds, slowest = found
    table("on a node of a cluster", seconds, node.OWN, "s     ")
    own = seconds[node.OWN]
    print(f"  {'(of that the slowest probe)':<32} {slowest:8.3f} s")
    return [
        Aim("diagnose, seconds beyond its slowest probe", own - slowest, 1.0),
        Aim("diagnose / pcs status --full", own / seconds["pcs status --full"], 1.0),
        Aim("diagnose / crm cluster health", own / seconds["crm cluster health"], 0.1),
    ]


def table(title: str, found: dict[str, float], base: str, unit: str = "s CPU") -> None:
    print(f"\n{title}")
    for name, seconds in found.items():
        print(f"  {name:<32} {seconds:8.3f} {unit}   x{seconds / found[base]:.2f}")


sys.exit(main())
