"""What is on a node's disk when it boots for the first time, beside all that the machine has.

A node's root is an overlay: the machine's files below, the node's own above. What is listed here
replaces what the machine has, so that no node depends on how the machine is set up.
"""

from __future__ import annotations

import base64
import functools
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from . import cluster_files, systemd
from .plan import SERVERS, Plan, four, six

CLUSTER = "hacluster:haclient"
AGENT = Path(__file__).with_name("fence_lab.py")


class File(NamedTuple):
    """A file; `mode` as chmod takes it, `owner` as chown does."""

    path: str
    content: bytes
    mode: int = 0o644
    owner: str = "root:root"


class Folder(NamedTuple):
    """A folder that begins empty."""

    path: str
    mode: int = 0o755
    owner: str = "root:root"


class Contents(NamedTuple):
    """First all `folders` are made anew and `gone` is removed, then files and links are put."""

    folders: tuple[Folder, ...]
    gone: tuple[str, ...]
    files: tuple[File, ...]
    # Symbolic links: where, and to what.
    links: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """For the program that boots the node."""
        files = [file._replace(content=base64.b64encode(file.content)) for file in self.files]
        return {
            "folders": [list(folder) for folder in self.folders],
            "gone": list(self.gone),
            "files": [[f.path, f.content.decode("ascii"), f.mode, f.owner] for f in files],
            "links": [list(link) for link in self.links],
        }


FOLDERS = (
    Folder("/etc/corosync"),
    Folder("/etc/corosync/uidgid.d"),
    Folder("/var/lib/corosync"),
    Folder("/var/lib/pacemaker", 0o750, CLUSTER),
    *(
        Folder(f"/var/lib/pacemaker/{name}", 0o750, CLUSTER)
        for name in ("cib", "pengine", "cores", "blackbox")
    ),
    Folder("/var/log"),
    Folder("/var/log/corosync"),
    Folder("/var/log/pacemaker", 0o770, CLUSTER),
    Folder("/var/log/crmsh"),
    Folder("/root/.ssh", 0o700),
)


def contents(plan: Plan, name: str) -> Contents:
    """The contents of one node."""
    files = {file.path: file for file in _files(plan, name)}
    for key, text in plan.files.items():
        node, _, path = key.rpartition(":")
        if node in ("", name):
            known = files.get(path, File(path, b""))
            files[path] = known._replace(content=text.encode())
    extra = systemd.for_node(plan, name) if plan.full else Contents((), (), (), ())
    return Contents(
        FOLDERS + extra.folders,
        extra.gone,
        (*extra.files, *files.values()),
        extra.links,
    )


def _files(plan: Plan, name: str) -> list[File]:
    files = [
        File("/etc/hostname", f"{name}\n".encode()),
        File("/etc/hosts", _hosts(plan, name).encode()),
        # Files only: a name server that cannot be reached would make unknown names a long wait.
        File("/etc/nsswitch.conf", b"passwd: files\ngroup: files\nshadow: files\nhosts: files\n"),
    ]
    if plan.blank:
        seed = cluster_files.empty_cib().encode()
        files.append(File("/var/lib/pacemaker/cib/cib.xml", seed, 0o600, CLUSTER))
    else:
        files += _cluster(plan)
    if plan.fencing:
        files.append(File("/usr/sbin/fence_lab", AGENT.read_bytes(), 0o755))
    if plan.chrony:
        servers = "".join(f"server {server} iburst minpoll 2 maxpoll 4\n" for server in SERVERS)
        text = f"{servers}driftfile /var/lib/chrony/chrony.drift\nmakestep 1 3\n"
        files.append(File("/etc/chrony/chrony.conf", text.encode()))
        # -x: it measures the clock, and may not set it.
        files.append(File("/etc/default/chrony", b'DAEMON_OPTS="-x"\n'))
    if plan.ssh:
        private, public = _key()
        hosts = "".join(f"{name} {public}" for name in plan.names)
        files += [
            File("/root/.ssh/id_ed25519", private.encode(), 0o600),
            File("/root/.ssh/authorized_keys", public.encode(), 0o600),
            File("/root/.ssh/known_hosts", hosts.encode(), 0o600),
            File("/etc/ssh/ssh_host_ed25519_key", private.encode(), 0o600),
            File("/etc/ssh/ssh_host_ed25519_key.pub", public.encode()),
        ]
    return files


def _cluster(plan: Plan) -> Iterator[File]:
    yield File("/etc/corosync/corosync.conf", cluster_files.corosync_conf(plan).encode())
    if plan.transport == "knet":
        # The others have no encryption.
        yield File("/etc/corosync/authkey", cluster_files.authkey(), 0o400)
    if plan.pacemaker:
        seed = cluster_files.cib(plan).encode()
        yield File("/var/lib/pacemaker/cib/cib.xml", seed, 0o600, CLUSTER)


def _hosts(plan: Plan, name: str) -> str:
    if plan.blank:
        return f"127.0.0.1\tlocalhost\n127.0.1.1\t{name}\n\n::1\tlocalhost ip6-localhost\n"
    address = six if plan.ip == 6 else four
    lines = ["127.0.0.1 localhost", "::1 localhost"]
    lines += [f"{address(name, 0)} {name}" for name in plan.names]
    return "\n".join(lines) + "\n"


@functools.cache
def _key() -> tuple[str, str]:
    """A key pair, for users and hosts alike."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "key")
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", str(path)],
            check=True,
            stdin=subprocess.DEVNULL,
        )
        return path.read_text(), path.with_suffix(".pub").read_text()
