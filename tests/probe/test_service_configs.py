"""Hashes of the files of services: what is the host's own and what is secret does not count."""

from __future__ import annotations

from hadoctor.facts.node.routes import NetworkRoute
from hadoctor.probe.routes import read_networks
from hadoctor.probe.service_configs import digest, service_configs
from tests.probe.worlds import ADDRESSES, world

TEXT = b"frontend web\n    bind 10.0.0.1:80\n    # of alpha\n    server alpha.example 10.0.0.1\n"
OWN = (b"alpha.example", b"10.0.0.1", b"alpha")


def test_what_is_the_hosts_own_does_not_count() -> None:
    other = TEXT.replace(b"10.0.0.1", b"10.0.0.2").replace(b"alpha", b"beta")
    assert digest(TEXT, OWN) == digest(other, (b"beta.example", b"10.0.0.2", b"beta"))
    assert digest(TEXT, OWN) != digest(TEXT.replace(b":80", b":81"), OWN)


def test_an_address_that_begins_like_the_own_one_does() -> None:
    assert digest(b"server 10.0.0.11", OWN) != digest(b"server 10.0.0.12", OWN)
    assert digest(b"server alpha-db", OWN) != digest(b"server beta-db", (b"beta",))


def test_a_secret_is_not_in_the_hash() -> None:
    assert digest(b"a 1\nshared-secret x;\n", ()) == digest(b"a 1\nshared-secret y;\n", ())
    assert digest(b"a 1\nstats auth admin:x\n", ()) == digest(b"a 1\n", ())


def test_comments_and_blanks_do_not_count() -> None:
    assert digest(b"a  1 # x\n\n\n# y\nb\n", ()) == digest(b"a 1\nb", ())


def test_the_files_that_are_there() -> None:
    asked = world(
        {"/etc/exports": "/srv *(rw)\n", "/proc/sys/kernel/hostname": "alpha\n"},
        {"ip -j addr": ADDRESSES},
    )
    assert [one.path for one in service_configs(asked).files] == ["/etc/exports"]


def test_networks() -> None:
    said = (
        '[{"dst": "10.0.0.0/24", "dev": "eth0"}, {"dst": "default", "dev": "ppp0"}, {"dst": 5}, 7]'
    )
    assert read_networks(said) == [NetworkRoute("10.0.0.0/24", "eth0")]
    assert read_networks("") == []
    assert read_networks("[" * 100_000) == []
