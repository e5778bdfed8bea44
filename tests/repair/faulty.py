"""`python -m tests.repair.faulty FOLDER BASE [fill]`: does the repair of the tests on files that are there,
and prints what came of it, and whether the files are as before. Run in a mount namespace with a file
system that is not as it should be; `fill`: the journal's becomes full while the repair is looked at, and
the repair has not helped."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from hadoctor.repair.apply import apply
from hadoctor.repair.journal import Journal
from hadoctor.repair.step import Repair

from .conftest import steps
from .tree import seen


def verify() -> str:
    if sys.argv[3:] != ["fill"]:
        return ""
    with contextlib.suppress(OSError), open(f"{sys.argv[2]}/zeros", "wb", buffering=0) as stream:
        while True:
            stream.write(b"\0")
    return "it has not helped"


if __name__ == "__main__":
    folder, base = Path(sys.argv[1]), sys.argv[2]
    before = seen(folder)
    done = apply(Journal(base), Repair("mend everything", (), steps(folder)), verify)
    same = "same" if seen(folder) == before else "changed"
    print(done.entry.state.value if done.entry else "nothing", same, done.why)
