"""An answer in any case: tools that hang, lie or are missing, and an ordinary user. Nothing false, and no
traceback."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from .cluster import CHECKOUT, Cluster
from .fixtures import lab
from .lab import Lab
from .node import Node
from .test_faults import Said

__all__ = ["lab"]
HANGS = "#!/bin/sh\nexec sleep 60\n"
FAILS = "#!/bin/sh\necho no >&2; exit 7\n"
LIES = "#!/bin/sh\nhead -c 5000 /dev/urandom\n"
FAKE = "/run/fake"
PACKAGES = (
    "lark typer rich markdown_it mdurl pygments shellingham netaddr psutil annotated_doc".split()
)


@pytest.fixture
def cluster(lab: Lab) -> Cluster:
    return lab.shared(links=2, pacemaker=True)


@contextmanager
def instead(node: Node, program: str, text: str, mode: int = 0o755) -> Iterator[None]:
    """Another program in the place of one, for the node only."""
    node.write(FAKE, text, mode)
    node.run("mount", "--bind", FAKE, program, check=True)
    try:
        yield
    finally:
        node.run("umount", program, check=True)


@pytest.mark.parametrize("text", [FAILS, LIES], ids=["fails", "lies"])
@pytest.mark.parametrize(
    "program", ["/usr/sbin/crm_mon", "/usr/sbin/corosync-cmapctl", "/usr/sbin/nft"]
)
def test_nothing_false(cluster: Cluster, program: str, text: str) -> None:
    with instead(cluster["n1"], program, text):
        said = Said(cluster["n1"])
    assert not said.codes, said.text
    assert not said.broken
    assert "\n  – " in said.text or "were not checked" in said.text


def test_a_tool_is_missing(cluster: Cluster) -> None:
    with instead(cluster["n1"], "/usr/sbin/crm_mon", "", 0o644):
        said = Said(cluster["n1"])
    assert not said.codes, said.text
    assert "resources  its files only: crm_mon is not installed" in said.text


def test_corosync_does_not_answer(cluster: Cluster) -> None:
    with instead(cluster["n1"], "/usr/sbin/corosync-cmapctl", HANGS):
        said = Said(cluster["n1"])
    assert said.first == "RUN001", said.text
    assert said.errors == {"RUN001"}


def test_an_ordinary_user(cluster: Cluster) -> None:
    one = cluster["n1"]
    version = one.sh("/usr/bin/python3 -c 'import sys; print(sys.version_info[:2])'").out.strip()
    if version != str(sys.version_info[:2]):
        pytest.skip("the packages of this Python are of no use to the system's")
    site = sysconfig.get_path("purelib")
    here = " ".join(
        f"{CHECKOUT}/{name}" for name in ("hadoctor", "rules", "grammars", "pyproject.toml")
    )
    there = " ".join(f"{site}/{name}" for name in PACKAGES)
    # This checkout may lie where nobody else may look.
    one.sh(f"mkdir -p /run/see; cp -r {here} {there} /run/see; chmod -R a+rX /run/see", timeout=30)
    user = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    command = (*user, "/usr/bin/python3", "-B", "-m", "hadoctor", "diagnose", "--color", "never")
    done = one.run(*command, timeout=60, env={"PYTHONPATH": "/run/see", "HOME": "/"})
    assert done.code == 0, done.out + done.err
    assert not done.err
    assert "nothing wrong was found" in done.out
    assert "firewall   not checked: the rules of the firewall are shown to root only" in done.out
    assert "corosync   its files only" in done.out
