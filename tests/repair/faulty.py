"""`python -m tests.repair.faulty FOLDER BASE`: does the repair of the tests on files that are there, and
prints what came of it. Run in a mount namespace with a file system that is not as it should be."""

from __future__ import annotations

import sys
from pathlib import Path

from hadoctor.repair.apply import apply
from hadoctor.repair.journal import Journal
from hadoctor.repair.step import Repair

from .conftest import steps

if __name__ == "__main__":
    folder, base = sys.argv[1:3]
    done = apply(Journal(base), Repair("mend everything", (), steps(Path(folder))), lambda: "")
    print(done.entry.state.value if done.entry else "nothing", done.why)
