"""The settings of SBD."""

from __future__ import annotations

from pathlib import Path

from hadoctor.facts import Unknown
from hadoctor.facts.files import subjects
from hadoctor.facts.kinds import SbdFile
from hadoctor.facts.subject import Subject
from hadoctor.model.pacemaker.sbd import read
from hadoctor.source import Source
from hadoctor.target import DEFAULTS

TEXT = b"""# SBD_DEVICE="/dev/no"
SBD_DEVICE="/dev/disk/a; /dev/disk/b"  \r
SBD_PACEMAKER = yes
SBD_WATCHDOG_TIMEOUT=15
SBD_OPTS=
"""


def test_read() -> None:
    sbd = read(Source("sbd", TEXT))
    assert sbd.devices == ("/dev/disk/a", "/dev/disk/b")
    assert sbd.watchdog_timeout == 15_000
    assert sbd.get("SBD_OPTS") is None
    device = sbd.get("SBD_DEVICE")
    assert device is not None
    assert device.at.text == "/dev/disk/a; /dev/disk/b"
    assert read(Source("sbd", b"")).watchdog_timeout == 5_000


def test_beside(tmp_path: Path) -> None:
    conf, dump = tmp_path / "corosync" / "corosync.conf", tmp_path / "cluster.crm"
    conf.parent.mkdir()
    (tmp_path / "sysconfig").mkdir()
    (tmp_path / "sysconfig" / "sbd").write_bytes(TEXT)
    conf.write_text("totem {\n}\n")
    dump.write_text("primitive a Dummy\n")
    for path in (conf, dump):
        (subject,) = subjects([str(path)], DEFAULTS)
        assert isinstance(subject, Subject)
        assert isinstance(subject.facts.get(SbdFile), SbdFile)
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "x.crm").write_text("primitive a Dummy\n")
    (subject,) = subjects([str(alone / "x.crm")], DEFAULTS)
    assert isinstance(subject, Subject)
    assert isinstance(subject.facts.get(SbdFile), Unknown)
