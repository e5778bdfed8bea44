"""The hosts file: only the nodes' own names are changed, and only where their address is known."""

from __future__ import annotations

import pytest

from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Answer, Names
from hadoctor.facts.node.running import RunningMap
from hadoctor.repair.plan import Plan
from hadoctor.repair.step import WriteFile
from tests.probe.worlds import ADDRESSES, CONF, world

from .planned import only, planned

BY_NAME = CONF.replace("10.0.0.1", "alpha").replace("10.0.0.2", "beta")
HOSTS = "/etc/hosts"


def plan(
    text: str,
    conf: str = CONF,
    members: str = "",
    link: bool = False,
    answers: tuple[str, ...] = (),
) -> Plan:
    """`members`: the address of node 2 by corosync. `answers`: names that do not resolve."""
    data = text.encode("latin-1")
    kind = ("link" if link else "file", 0o644, "root", "root", len(data), 0.0)
    keys = {"runtime.members.2.ip": members, "runtime.members.2.status": "joined"}
    return planned(
        world({HOSTS: data}, stats={HOSTS: kind}),
        Identity("alpha"),
        Names(tuple(Answer(name, why=f"{name} does not resolve") for name in answers)),
        RunningMap(keys if members else {}),
        conf=conf,
        hosts=data,
        addresses=ADDRESSES,
    )


def after(found: Plan) -> str:
    repair = only(found)
    assert repair.cuts_off
    (step,) = repair.steps
    assert isinstance(step, WriteFile)
    assert step.path == HOSTS
    assert step.after is not None
    return step.after.decode("latin-1")


LOOPS = "hadoctor:NET004"


@pytest.mark.parametrize(
    ("conf", "text", "wanted"),
    [
        (
            CONF,
            "127.0.0.1 localhost\n127.0.1.1\talpha.example\talpha web # own\n",
            "127.0.0.1 localhost\n127.0.1.1\talpha.example web # own\n"
            f"10.0.0.1\talpha.example alpha\t# {LOOPS}\n",
        ),
        (
            BY_NAME,
            "127.0.1.1 alpha\n10.0.0.2 beta\n",
            f"# {LOOPS} 127.0.1.1 alpha\n10.0.0.2 beta\n10.0.0.1\talpha\t# {LOOPS}\n",
        ),
        (
            # Windows was here, and the last line has no end.
            BY_NAME,
            "127.0.1.1 alpha\r\n10.0.0.1 alpha\r\n10.0.0.2 beta",
            f"# {LOOPS} 127.0.1.1 alpha\r\n10.0.0.1 alpha\r\n10.0.0.2 beta",
        ),
        (
            CONF,
            "::1 localhost alpha ALPHA\n\xff\xfe # not a text\n10.0.0.1 alpha",
            "::1 localhost\n\xff\xfe # not a text\n10.0.0.1 alpha",
        ),
    ],
)
def test_the_own_name_leaves_the_loopback_address(conf: str, text: str, wanted: str) -> None:
    assert after(plan(text, conf)) == wanted


def test_the_short_name_goes_with_the_whole_one() -> None:
    """The host takes its domain from the line that has its short name."""
    conf = CONF.replace("name: alpha", "name: alpha.example")
    text = after(plan("127.0.1.1 alpha.example alpha db\n", conf))
    assert text == f"127.0.1.1 db\n10.0.0.1\talpha.example alpha\t# {LOOPS}\n"


def test_names_of_two_nodes_are_the_wrong_way_round() -> None:
    text = after(plan("10.0.0.1 beta\n10.0.0.2 alpha mail\n"))
    assert text == (
        "# hadoctor:NET010 10.0.0.1 beta\n10.0.0.2 mail\n"
        "10.0.0.1\talpha\t# hadoctor:NET010\n10.0.0.2\tbeta\t# hadoctor:NET010\n"
    )


def test_what_corosync_has_decides() -> None:
    text = "10.0.0.1 alpha\n10.0.0.2 beta\n10.9.0.2 beta\n"
    assert plan(text, BY_NAME).repairs == ()
    found = after(plan(text, BY_NAME, members="r(0) ip(10.0.0.2) "))
    assert found == text.replace("10.9.0.2 beta", "# hadoctor:NET010 10.9.0.2 beta")


def test_a_name_that_is_missing() -> None:
    text = "10.0.0.1 alpha\n"
    found = plan(text, BY_NAME)
    assert found.repairs == ()
    (protocol,) = [p for p in found.protocols if "addresses" in p.title]
    assert "  ADDRESS beta" in protocol.lines
    added = after(plan(text, BY_NAME, members="r(0) ip(10.0.0.2) "))
    assert added == text + "10.0.0.2\tbeta\t# hadoctor:NET011\n"


def test_a_name_that_does_not_resolve() -> None:
    found = plan(
        "127.0.0.1 localhost\n10.0.0.1 alpha\n", BY_NAME, "r(0) ip(10.0.0.2) ", answers=("beta",)
    )
    assert {symptom.code for symptom in only(found).cures} == {"NET009", "NET011"}


def test_each_link_has_its_own_address() -> None:
    conf = CONF.replace("10.0.0.2\n", "10.0.0.2\n        ring1_addr: beta-two\n")
    conf = conf.replace("10.0.0.1\n", "10.0.0.1\n        ring1_addr: 10.0.1.1\n")
    found = plan("10.0.0.1 alpha\n127.0.0.1 beta-two\n", conf)
    assert found.repairs == ()
    text = after(plan("127.0.0.1 beta-two\n", conf, "r(0) ip(10.0.0.2) r(1) ip(10.0.1.2) "))
    assert text == f"# {LOOPS} 127.0.0.1 beta-two\n10.0.1.2\tbeta-two\t# {LOOPS}\n"


def test_other_addresses_of_a_node_are_its_own_business() -> None:
    assert plan("192.168.7.1 alpha\n192.168.7.2 beta\n").repairs == ()


def test_a_link_is_not_followed() -> None:
    found = plan("127.0.1.1 alpha\n", link=True)
    assert found.repairs == ()
    assert "/etc/hosts is a symbolic link" in [p.why for p in found.protocols]
