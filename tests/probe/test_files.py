"""Files, room and memory."""

from __future__ import annotations

import os

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import Authkey
from hadoctor.facts.node.storage import Memory, Storage
from hadoctor.probe.files import authkey, cluster_files
from hadoctor.probe.storage import memory, mount_of, read_mounts, storage
from tests.probe.worlds import CONF, world

KEY = bytes(range(256))


def test_the_key_is_not_in_the_fact() -> None:
    found = authkey(
        world(
            {"/etc/corosync/authkey": KEY},
            stats={
                "/etc/corosync/authkey": ("file", 0o644, "root", "root", 256, 0.0),
                "/etc/corosync": ("folder", 0o755, "root", "root", 4096, 0.0),
            },
        )
    )
    assert isinstance(found, Authkey)
    assert found.file.permissions == "-rw-r--r--"
    assert (found.distinct, found.text, len(found.file.digest or "")) == (256, False, 16)
    assert KEY.hex()[:16] not in repr(found)


def test_a_key_that_can_be_guessed_has_no_hash() -> None:
    found = authkey(world({"/etc/corosync/authkey": b"secret word " * 20}))
    assert isinstance(found, Authkey)
    assert found.text
    assert found.file.digest is None


def test_the_key_that_the_configuration_names() -> None:
    conf = CONF.replace("version: 2", "version: 2\n    keyfile: /root/key")
    found = authkey(world({"/etc/corosync/corosync.conf": conf, "/root/key": KEY}))
    assert isinstance(found, Authkey)
    assert (found.file.path, found.configured) == ("/root/key", True)
    found = authkey(world({"/etc/corosync/corosync.conf": CONF}))
    assert found == Unknown("/etc/corosync/authkey does not exist")


def test_folders_that_are_missing() -> None:
    conf = CONF + "logging {\n    to_logfile: yes\n    logfile: /var/log/x/y.log\n}\n"
    found = cluster_files(
        world(
            {"/etc/corosync/corosync.conf": conf, "/etc/passwd": "root:x:0:0\nhacluster:x:9:9\n"},
            stats={
                "/var/lib/pacemaker": ("folder", 0o755, "root", "root", 0, 0.0),
                "/var/lib/pacemaker/cib": ("folder", 0o750, "hacluster", "haclient", 0, 0.0),
            },
        )
    )
    assert "/var/log/x" in found.absent
    assert "/var/lib/pacemaker/pengine" in found.missing
    assert "/var/lib/corosync" not in found.missing
    assert found.users == ("user hacluster",)


def test_room_by_file_system() -> None:
    mounts = (
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        "23 22 0:21 / /dev/shm rw - tmpfs tmpfs rw\n"
    )
    found = storage(
        world(
            {"/proc/self/mountinfo": mounts},
            spaces={
                "/var/log": (1000, 10, 100, 50, False),
                "/": (1000, 10, 100, 50, False),
                "/dev/shm": (64, 64, 0, 0, False),
            },
        )
    )
    assert isinstance(found, Storage)
    assert [(r.path, r.mount, r.temporary) for r in found.rooms] == [
        ("/var/log", "/", False),
        ("/dev/shm", "/dev/shm", True),
    ]
    assert mount_of("/var/log", read_mounts(mounts.splitlines())) == "/"


def test_memory() -> None:
    said = "MemTotal:  1000 kB\nMemFree: 1 kB\nMemAvailable: 400 kB\nSwapTotal: 0 kB\n"
    assert memory(world({"/proc/meminfo": said})) == Memory(1024000, 409600)
    assert isinstance(memory(world({"/proc/meminfo": "MemTotal: x\n"})), Unknown)


def test_this_machine_answers() -> None:
    from hadoctor.probe.world import Machine

    assert isinstance(storage(Machine()), Storage)
    assert cluster_files(Machine()) is not None
    assert os.path.exists("/proc/meminfo") == isinstance(memory(Machine()), Memory)
