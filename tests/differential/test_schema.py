"""Our schema against libxml2 with the schemas that Pacemaker ships, on CIBs that nobody wrote."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hadoctor.model.cib.schema import SCHEMAS, validate
from hadoctor.source import Source
from hadoctor.syntax.xml import parse
from tests.model.cib.full import full
from tests.model.cib.mutations import mutated, stock

SHIPPED = Path("/usr/share/pacemaker")
# The same CIBs in every run; to look for new disagreements, set HADOCTOR_EXAMPLES to a number.
EXPLORE = int(os.environ.get("HADOCTOR_EXAMPLES", "0"))
# One rotten file does not tell which of its faults is the one: few words of each are enough.
SHOWN = 5


def why_not(schema: str) -> str | None:
    if shutil.which("xmllint") is None:
        return "xmllint is not installed"
    file = SHIPPED / f"pacemaker-{schema}.rng"
    return None if file.exists() else f"Pacemaker's schema {schema} is not installed"


def require(schema: str) -> None:
    """Skip where libxml2 or the schema is missing; in CI that is a failure for the default one."""
    reason = why_not(schema)
    if reason is None:
        return
    if os.environ.get("CI") and schema == "3.9":
        pytest.fail(reason)
    pytest.skip(reason)


def accepted(files: list[Path], schema: str) -> dict[str, bool]:
    """What libxml2 says of each file, by its name."""
    command = ["xmllint", "--noout", "--relaxng", str(SHIPPED / f"pacemaker-{schema}.rng")]
    names = [file.name for file in files]
    done = subprocess.run(
        [*command, *names], cwd=files[0].parent, capture_output=True, text=True, timeout=60
    )
    found: dict[str, bool] = {}
    for line in done.stderr.splitlines():
        name, _, verdict = line.partition(" ")
        if verdict in ("validates", "fails to validate"):
            found[name] = verdict == "validates"
    return found


def examples(schema: str) -> list[bytes]:
    number = EXPLORE or (600 if schema == "3.9" else 60)
    dice = random.Random(None if EXPLORE else schema)
    root = ElementTree.fromstring(full(schema))
    others = stock(root, *(ElementTree.fromstring(full(other)) for other in ("1.2", "3.9")))
    cibs = [ElementTree.tostring(mutated(root, dice, others)) for _ in range(number)]
    return [full(schema).encode(), *cibs]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_same_cibs_are_refused(schema: str, tmp_path: Path) -> None:
    require(schema)
    cibs = examples(schema)
    files = [tmp_path / f"{number}.xml" for number in range(len(cibs))]
    for file, data in zip(files, cibs, strict=True):
        file.write_bytes(data)
    real = accepted(files, schema)
    assert len(real) == len(cibs)
    differ: list[str] = []
    for file, data in zip(files, cibs, strict=True):
        root = parse(Source(file.name, data)).root
        assert root is not None
        ours = [refusal.message for refusal in validate(root, schema)]
        if real[file.name] == bool(ours):
            differ.append(f"{file}: libxml2 accepts: {real[file.name]}, we say {ours[:3]}")
    assert not differ, "\n".join(differ[:SHOWN])
    # Nothing is learnt from files that all fall at the first fence.
    assert 0.1 < sum(real.values()) / len(real) < 0.9
