"""The parts of a CIB that a drill is about."""

from __future__ import annotations

from hadoctor.drill.status import configuration, standby, with_standby

CIB = (
    b'<cib admin_epoch="0" epoch="7" num_updates="3"><configuration><crm_config/></configuration>'
    b'<status><node_state id="1" uname="n1"/><node_state id="2" uname="n2"><transient_attributes'
    b' id="2"><instance_attributes id="status-2"><nvpair id="a" name="ping" value="1"/>'
    b"</instance_attributes></transient_attributes></node_state></status></cib>"
)


def test_standby_of_one_node_only() -> None:
    for node, other in (("n1", "n2"), ("n2", "n1")):
        changed = with_standby(CIB, node)
        assert standby(CIB, node) is None
        assert standby(changed, node) == "on"
        assert standby(changed, other) is None
        assert b'name="ping"' in changed


def test_a_node_that_is_not_there() -> None:
    assert standby(with_standby(CIB, "n3"), "n3") is None


def test_the_configuration_is_the_same_but_for_the_status() -> None:
    assert configuration(with_standby(CIB, "n1")) == configuration(CIB)
    assert configuration(CIB.replace(b'num_updates="3"', b'num_updates="9"')) == configuration(CIB)
    assert configuration(CIB.replace(b"<crm_config/>", b"<crm_config />")) == configuration(CIB)


def test_a_change_is_seen() -> None:
    assert configuration(CIB.replace(b'epoch="7"', b'epoch="8"')) != configuration(CIB)
    changed = CIB.replace(b"<crm_config/>", b'<crm_config id="x"/>')
    assert configuration(changed) != configuration(CIB)
