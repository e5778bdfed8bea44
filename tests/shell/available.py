"""Can this machine run the real crm shell?"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

from tests import required

from .oracle import SYSTEM_PATH, program

RELEASES = "HADOCTOR_CRMSH_MODULES"
# The release that the recorded verdicts are of.
ATTEMPT = (
    "import lxml.etree, crmsh.config as c;"
    "print(getattr(c, 'CRM_VERSION', None) or getattr(c, 'VERSION', ''))"
)
EXPECTED = "4.4"


@cache
def why_not() -> str | None:
    """The reason why the real shell cannot be used here, or None."""
    python = program("python3")
    if python is None or program("crm") is None:
        return "crmsh is not installed"
    if program("cibadmin") is None or program("crm_verify") is None:
        return "Pacemaker's command line tools are not installed"
    environment = {"PATH": SYSTEM_PATH, "HOME": "/nonexistent"}
    command = [python, "-B", "-c", ATTEMPT]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, env=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"crmsh does not run: {error}"
    if done.returncode != 0:
        return f"crmsh does not run: {done.stderr.strip()[-500:]}"
    version = done.stdout.strip()
    if not version.startswith(EXPECTED):
        return f"crmsh is {version}; the verdicts are of {EXPECTED}"
    return None


def require() -> None:
    """Skip the test where the real shell cannot be used; in CI that is a failure instead."""
    required.require(why_not())


def releases() -> dict[str, Path]:
    """Other releases to try: HADOCTOR_CRMSH_MODULES="5=/a/folder/with/crmsh/in/it"."""
    pairs = (entry.partition("=") for entry in os.environ.get(RELEASES, "").split(",") if entry)
    return {version.strip(): Path(path.strip()) for version, _, path in pairs}
