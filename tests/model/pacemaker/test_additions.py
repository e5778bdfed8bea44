"""What fixes add is read as it was meant, and stands where a person would put it."""

from __future__ import annotations

from hadoctor.finding import Edit
from hadoctor.fix import apply
from hadoctor.model.pacemaker.additions import New, add_default, add_operations, give_timeouts
from hadoctor.model.pacemaker.timing import allowed
from tests.model.pacemaker.read import pacemaker

MONITOR = New("monitor", "10s", "20s")
CRM = "primitive web apache \\\n\tparams port=80 \\\n\top start timeout=40s interval=0 \\\n\tmeta a=b\n"
XML = """<configuration><crm_config/><nodes/><resources>
  <primitive id="web" class="ocf" provider="heartbeat" type="apache">
    <meta_attributes id="m"/>
  </primitive>
</resources><constraints/></configuration>
"""


def _after(text: str, *edits: Edit | None) -> str:
    made = [edit for edit in edits if edit is not None]
    assert len(made) == len(edits)
    return apply(text.encode(), made).decode()


def test_an_operation_in_crm_text() -> None:
    found = pacemaker(CRM)
    after = _after(CRM, add_operations(found.resources["web"].element, MONITOR))
    assert "interval=0 op monitor interval=10s timeout=20s \\\n\tmeta" in after
    names = [op.name for op in pacemaker(after).resources["web"].operations]
    assert names == ["start", "monitor"]


def test_an_operation_in_xml() -> None:
    found = pacemaker(XML)
    after = _after(XML, add_operations(found.resources["web"].element, MONITOR))
    (op,) = pacemaker(after).resources["web"].operations
    assert (op.name, op.interval, op.get("timeout")) == ("monitor", "10s", "20s")
    again = pacemaker(after)
    more = add_operations(again.resources["web"].element, New("stop", "0", "60s"))
    assert len(pacemaker(_after(after, more)).resources["web"].operations) == 2


def test_no_operation_where_others_are_referred_to() -> None:
    text = "primitive a Dummy operations $id=o op monitor interval=9\n"
    text += "primitive b Dummy operations $id-ref=o\n"
    assert add_operations(pacemaker(text).resources["b"].element, MONITOR) is None


def test_timeouts() -> None:
    found = pacemaker(CRM)
    wanted = [(a, "99s") for a in allowed(found, found.resources["web"])]
    after = _after(CRM, *give_timeouts(wanted))
    assert after.count("99s") == 2
    assert "start timeout=99s interval=0 op stop interval=0 timeout=99s" in after


def test_defaults() -> None:
    for text in (CRM, XML):
        found = pacemaker(text)
        after = _after(text, add_default(found, "rsc_defaults", "resource-stickiness", "1"))
        setting = pacemaker(after).rsc_defaults.get("resource-stickiness")
        assert setting is not None
        assert setting.value == "1"
    text = "rsc_defaults a=b\n"
    after = _after(text, add_default(pacemaker(text), "rsc_defaults", "x", "1"))
    assert after == "rsc_defaults a=b x=1\n"
