"""The first process of a node: makes its file systems and its disk, then becomes its init.

`python -m tests.lab.boot FILE`, FILE being what `machine` wrote for it. It runs in the namespaces
of the node; the overlay that is its root was mounted by the supervisor, as it outlives a reboot.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

DEVICES = "null zero full random urandom tty".split()
DONE = Path("/etc/.lab")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8", "container": "lab"}
# Services of a light node are started by this, as nothing else would.
STARTER = Path(__file__).with_name("service.sh")


def mount(*arguments: str) -> None:
    """mount(8)."""
    subprocess.run(["mount", *arguments], check=True, stdin=subprocess.DEVNULL)


def bind(source: str, target: str, *, writable: bool = True) -> None:
    """Show a file or folder at another place."""
    mount("--bind", source, target)
    if not writable:
        mount("-o", "remount,bind,ro", target)


def prepare(root: str, plan: dict[str, Any]) -> None:
    """The file systems of the node, below its future root."""
    mount("-t", "proc", "proc", f"{root}/proc")
    # What no namespace isolates must not be changed from a node.
    if os.path.exists(f"{root}/proc/sysrq-trigger"):
        bind("/dev/null", f"{root}/proc/sysrq-trigger")
    bind(f"{root}/proc/sys", f"{root}/proc/sys", writable=False)
    bind(f"{root}/proc/sys/net", f"{root}/proc/sys/net")
    mount("-o", "remount,bind,rw", f"{root}/proc/sys/net")
    mount("-t", "sysfs", "-o", "ro", "sysfs", f"{root}/sys")
    if plan["full"]:
        mount("-t", "cgroup2", "cgroup2", f"{root}/sys/fs/cgroup")
    mount("-t", "tmpfs", "-o", "mode=755,size=1m", "tmpfs", f"{root}/dev")
    for device in DEVICES:
        Path(root, "dev", device).touch()
        bind(f"/dev/{device}", f"{root}/dev/{device}")
    for name, target in {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1"}.items():
        os.symlink(target, f"{root}/dev/{name}")
    os.symlink("fd/2", f"{root}/dev/stderr")
    for folder in ("pts", "shm"):
        os.mkdir(f"{root}/dev/{folder}")
    mount("-t", "devpts", "-o", "newinstance,ptmxmode=666,mode=620", "devpts", f"{root}/dev/pts")
    os.symlink("pts/ptmx", f"{root}/dev/ptmx")
    mount("-t", "tmpfs", "-o", "mode=1777,size=512m", "tmpfs", f"{root}/dev/shm")
    mount("-t", "tmpfs", "-o", "mode=755,size=64m", "tmpfs", f"{root}/run")
    os.mkdir(f"{root}/run/lab")
    Path(root, "run/lab/control").touch()
    bind(plan["control"], f"{root}/run/lab/control")
    for folder in plan["shown"]:
        os.makedirs(root + folder, exist_ok=True)
        bind(folder, root + folder, writable=False)


def change_root(root: str) -> None:
    """Make this folder the root of the mount namespace; the old one goes away."""
    os.chdir(root)
    os.makedirs("mnt", exist_ok=True)
    subprocess.run(["pivot_root", ".", "mnt"], check=True)
    os.chdir("/")
    subprocess.run(["umount", "-l", "/mnt"], check=True)


def fill(contents: dict[str, Any]) -> None:
    """Put on the disk what the plan wants there."""
    for path, mode, owner in contents["folders"]:
        if os.path.islink(path):
            os.unlink(path)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        own(path, mode, owner)
    for path in contents["gone"]:
        with suppress(FileNotFoundError):
            os.unlink(path)
    for path, content, mode, owner in contents["files"]:
        clear(path)
        Path(path).write_bytes(base64.b64decode(content))
        own(path, mode, owner)
    for path, target in contents["links"]:
        clear(path)
        os.symlink(target, path)


def clear(path: str) -> None:
    """Make place for a file."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with suppress(FileNotFoundError):
        os.unlink(path)


def own(path: str, mode: int, owner: str) -> None:
    """chmod and chown."""
    user, _, group = owner.partition(":")
    shutil.chown(path, user, group)
    os.chmod(path, mode)


def light_init(services: list[str]) -> None:
    """Start the services, then do what an init must: wait for the children nobody waits for."""
    for name in ("lock", "resource-agents", "sshd"):
        os.mkdir(f"/run/{name}")
    for name in ("crm", "pacemaker"):
        os.mkdir(f"/run/{name}")
        own(f"/run/{name}", 0o750, "hacluster:haclient")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with open("/dev/null", "r+b") as null, open("/var/log/boot.log", "wb") as log:
        script = STARTER.read_text(encoding="utf-8")
        Path("/usr/local/sbin/lab-service").write_text(script, encoding="utf-8")
        os.chmod("/usr/local/sbin/lab-service", 0o755)
        command = " && ".join(f"lab-service start {name}" for name in services) or ":"
        argv = ["setsid", "sh", "-c", command]
        subprocess.Popen(argv, stdin=null, stdout=log, stderr=log, env=ENVIRONMENT)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            time.sleep(0.05)


def main() -> None:
    """Boot."""
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    # This /proc is the machine's: the pid is the one that others there may enter the node by.
    pid = os.readlink(f"{plan['machine_proc']}/self")
    root: str = plan["root"]
    report: int = plan["report"]
    prepare(root, plan)
    change_root(root)
    if not DONE.exists():
        fill(plan["contents"])
        DONE.touch()
    subprocess.run(["hostname", plan["name"]], check=True)
    os.write(report, f"{pid}\n".encode())
    os.close(report)
    if plan["full"]:
        os.execve("/lib/systemd/systemd", ["/lib/systemd/systemd"], ENVIRONMENT)
    light_init(plan["services"])


if __name__ == "__main__":
    main()
