"""The model of the encryption says what the real daemon was recorded to do with every file of the
corpus, and what it does with every combination of the three keys."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.corosync import Corosync
from hadoctor.model.crypto import effective
from hadoctor.target import TARGETS, Targets
from tests.daemon.fixtures import CORPUS, pool
from tests.daemon.pool import Pool
from tests.model.test_votes import VERDICTS

__all__ = ["pool"]

NO_HASH = "crypto_cipher requires crypto_hash with value other than none"
REQUIRED = "corosync is compiled to require enabled encryption"
ONLY_KNET = "crypto_cipher & crypto_hash are only valid for the Knet transport"
READS_KEY = ("Could not open /", "Could not read /", "Could only read", "key is too")


def recorded() -> list[Any]:
    return [
        pytest.param(target, row, id=f"{target}-{row['file']}")
        for target, name in VERDICTS.items()
        for row in map(json.loads, (CORPUS / name).read_text().splitlines())
    ]


@pytest.mark.parametrize(("target", "row"), recorded())
def test_recorded_verdict(target: str, row: dict[str, Any]) -> None:
    data = (CORPUS / row["file"]).read_bytes()
    subject = from_bytes("corosync.conf", data, Targets(TARGETS[target]))
    assert isinstance(subject, Subject)
    corosync = subject.facts.get(Corosync)
    if not isinstance(corosync, Corosync):
        assert not row["started"]
        return
    crypto, told = corosync.crypto, " ".join(m["text"] for m in row["messages"])
    without_hash = crypto.encrypted and crypto.hash == "none"
    if NO_HASH in told:
        assert without_hash
    if REQUIRED in told:
        assert "none" in (crypto.cipher, crypto.hash)
    if ONLY_KNET in told or any(text in told for text in READS_KEY):
        assert crypto.on
    if row["accepted"]:
        assert crypto.known
        assert not without_hash
        if target in ("3.0", "3.1"):
            assert not crypto.on or corosync.transport == "knet"
        if target == "next":
            assert "none" not in (crypto.cipher, crypto.hash)


SECAUTH = (None, "on", "off", "yes", "On", "")
CIPHERS = (None, "none", "aes256", "aes128")
HASHES = (None, "none", "md5", "sha384")
CONFIG = """totem {
    version: 2
    keyfile: /no/such/key
%s}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        nodeid: 1
    }
}
"""


def test_daemon_reads_its_key_exactly_when_encryption_is_on(pool: Pool) -> None:
    keys = ("secauth", "crypto_cipher", "crypto_hash")
    cases = list(itertools.product(SECAUTH, CIPHERS, HASHES))
    lines = [
        "".join(f"    {k}: {v}\n" for k, v in zip(keys, case, strict=True) if v is not None)
        for case in cases
    ]
    verdicts = pool.test_many([((CONFIG % text).encode(), ["10.0.0.1"]) for text in lines])
    for case, verdict in zip(cases, verdicts, strict=True):
        crypto = effective(*case, TARGETS["3.1"])
        told = " ".join(verdict.messages)
        without_hash = crypto.encrypted and crypto.hash == "none"
        assert (NO_HASH in told) == without_hash, case
        assert ("/no/such/key" in told) == (crypto.on and not without_hash), case
        assert verdict.accepted == (not crypto.on), case


@pytest.mark.parametrize(
    ("target", "given", "cipher", "hash_"),
    [
        ("2.4", (None, None, None), "aes256", "sha1"),
        ("2.4", ("no", None, None), "aes256", "sha1"),
        ("2.4", ("off", None, None), "none", "none"),
        ("2.4", ("off", None, "sha256"), "none", "sha256"),
        ("2.4", (None, "3des", None), "3des", "sha1"),
        ("3.1", (None, None, None), "none", "none"),
        ("3.1", ("yes", None, None), "none", "none"),
        ("3.1", ("on", None, None), "aes256", "sha256"),
        ("3.1", ("on", "none", None), "none", "sha256"),
        ("next", (None, None, None), "aes256", "sha256"),
        ("next", (None, "aes128", None), "aes128", "sha256"),
        ("next", ("yes", "aes128", None), "aes128", "none"),
    ],
)
def test_defaults_of_the_releases(
    target: str, given: tuple[str | None, str | None, str | None], cipher: str, hash_: str
) -> None:
    crypto = effective(*given, TARGETS[target])
    assert (crypto.cipher, crypto.hash, crypto.known) == (cipher, hash_, True)


def test_unknown_words_change_nothing() -> None:
    assert effective("on", "AES128", None, TARGETS["3.1"])[:2] == ("aes256", "sha256")
    assert not effective("on", "AES128", None, TARGETS["3.1"]).known
    assert not effective(None, "3des", None, TARGETS["3.1"]).known
