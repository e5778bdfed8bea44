"""Which addresses a file asks for."""

from __future__ import annotations

from .addresses import first_local, local_addresses, names

NODES = b"""nodelist {
  node {
    name: hv01
    ring0_addr: 203.0.113.9
  }
  node{
    ring0_addr : 10.0.0.2 \r
    ring1_addr:\tfd00::2
  }
  # node {
  node {
    ring0_addr: gamma
    name: 10.0.0.2
  }
}
"""


def test_nodes_without_the_foreign_one() -> None:
    assert local_addresses(NODES) == ["10.0.0.2", "fd00::2"]
    assert first_local(NODES) == ["10.0.0.2", "fd00::2"]


def test_names_count_by_their_address() -> None:
    hosts = "# comment\n10.0.0.3 gamma.example.net gamma # third\n\n10.0.0.1 hv01\n10.9.9.9 gamma\n"
    assert names(hosts)["gamma"] == "10.0.0.3"
    assert local_addresses(NODES, hosts) == ["10.0.0.1", "10.0.0.2", "fd00::2", "10.0.0.3"]
    assert first_local(NODES, hosts) == ["10.0.0.1"]


def test_without_nodes_each_network_gets_an_address() -> None:
    data = b"interface {\nbindnetaddr: 10.1.0.0\n}\ninterface {\nbindnetaddr: fd00:7::\n}\n"
    assert local_addresses(data) == ["10.1.0.1", "fd00:7::1"]
    data += b"member {\nmemberaddr: 10.2.0.5\n}\nmember {\nmemberaddr: 10.1.0.5\n}\n"
    assert first_local(data) == ["10.1.0.5", "fd00:7::1"]


def test_garbage_has_no_addresses() -> None:
    assert local_addresses(b"\xff\x00node {\nring0_addr: 10.1.2.3:5405\nring1_addr: \xe4\n") == []
    assert local_addresses(b"node {\nring0_addr: fe80::1%eth0\n") == []
