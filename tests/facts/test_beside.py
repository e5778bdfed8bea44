"""Which files beside a corosync.conf become facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from hadoctor.facts import Unknown
from hadoctor.facts.files import from_bytes, subjects
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.kinds import AuthkeyFile
from hadoctor.facts.subject import Subject
from hadoctor.target import DEFAULTS


def facts(folder: Path | str) -> Subject:
    subject = from_bytes("corosync.conf", b"totem {\n}\n", DEFAULTS, str(folder))
    assert isinstance(subject, Subject)
    return subject


def test_hosts_beside(tmp_path: Path) -> None:
    (tmp_path / "hosts").write_text("10.0.0.1 a\n")
    assert isinstance(facts(tmp_path).facts.get(Hosts), Hosts)


def test_hosts_of_an_unpacked_etc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "corosync"
    folder.mkdir()
    (tmp_path / "hosts").write_text("10.0.0.1 a\n")
    (folder / "corosync.conf").write_text("totem {\n}\n")
    assert isinstance(facts(folder).facts.get(Hosts), Hosts)
    monkeypatch.chdir(folder)
    (subject,) = subjects(["corosync.conf"], DEFAULTS)
    assert isinstance(subject, Subject)
    assert isinstance(subject.facts.get(Hosts), Hosts)


def test_hosts_above_another_folder_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "hosts").write_text("10.0.0.1 a\n")
    assert isinstance(facts(tmp_path / "conf").facts.get(Hosts), Unknown)


def test_interfaces(tmp_path: Path) -> None:
    absent = facts(tmp_path).facts.get(Interfaces)
    assert isinstance(absent, Unknown)
    assert "ip -j addr" in absent.why
    (tmp_path / "ip-addr.json").write_text("no")
    broken = facts(tmp_path).facts.get(Interfaces)
    assert isinstance(broken, Unknown)
    assert "no JSON" in broken.why
    (tmp_path / "ip-addr.json").write_text('[{"ifname": "lo"}]')
    assert isinstance(facts(tmp_path).facts.get(Interfaces), Interfaces)


@pytest.mark.parametrize(
    ("head", "sealed"),
    [
        (b"age-encryption.org/v1\n", True),
        (b"$ANSIBLE_VAULT;1.1;AES256\n", True),
        (b"\0GITCRYPT\0", True),
        (b'{"data": "ENC[AES256_GCM,data:x', True),
        (b"-----BEGIN PGP MESSAGE-----\n", True),
        (b"\x01\x02", False),
    ],
)
def test_an_encrypted_key(head: bytes, sealed: bool, tmp_path: Path) -> None:
    (tmp_path / "authkey").write_bytes(head)
    key = facts(tmp_path).facts.get(AuthkeyFile)
    assert isinstance(key, AuthkeyFile)
    assert key.sealed is sealed
    assert key.size == len(head)
    assert not key.source.data
