"""How long actions may take: the same as Pacemaker gives them."""

from __future__ import annotations

from hadoctor.model.pacemaker.timing import allowed, recurring, seconds
from tests.model.pacemaker.read import pacemaker


def _times(text: str, name: str) -> dict[str, tuple[int, str, int | None]]:
    found = pacemaker(text)
    return {
        a.action: (a.milliseconds, a.source, a.advised)
        for a in allowed(found, found.resources[name])
    }


def test_where_a_timeout_comes_from() -> None:
    text = "primitive web apache op monitor interval=10s timeout=15s op stop interval=0\n"
    assert _times(text, "web") == {
        "monitor": (15_000, "op", 20_000),
        "stop": (20_000, "default", 60_000),
        "start": (20_000, "default", 40_000),
    }
    times = _times(text + "op_defaults timeout=90\n", "web")
    assert times["stop"] == (90_000, "op_defaults", 60_000)


def test_what_recurs_is_no_stop() -> None:
    """crm_simulate of 2.1.5: a stop with an interval is ignored, its timeout too."""
    times = _times("primitive d Dummy op stop interval=10s timeout=77s\n", "d")
    assert times["stop"][:2] == (20_000, "default")


def test_the_first_counts() -> None:
    text = "primitive d Dummy op start interval=0 timeout=55s op start interval=0s timeout=66s\n"
    assert _times(text, "d")["start"][0] == 55_000


def test_rules_decide() -> None:
    text = """<configuration><crm_config/><nodes/><resources>
<primitive id="d" class="ocf" provider="pacemaker" type="Dummy"/></resources><constraints/>
<op_defaults><meta_attributes id="m"><rule id="r" score="0"><expression id="e" attribute="#uname"
 operation="eq" value="a"/></rule><nvpair id="n" name="timeout" value="5s"/></meta_attributes>
</op_defaults></configuration>"""
    assert not _times(text, "d")


def test_roles_have_an_advice_of_their_own() -> None:
    text = (
        "primitive s mysql op monitor interval=10s role=Master op monitor interval=9s role=Slave\n"
    )
    found = pacemaker(text)
    assert [a.advised for a in allowed(found, found.resources["s"])][:2] == [30_000, 30_000]


def test_monitors_that_recur() -> None:
    text = (
        "primitive d Dummy op monitor interval=0 op monitor interval=10x op monitor interval=1min"
        " op monitor interval=20s enabled=false\n"
    )
    found = pacemaker(text)
    assert [size for _, size in recurring(found, found.resources["d"])] == [60_000]


def test_times_as_people_write_them() -> None:
    assert [seconds(n) for n in (1500, 20_000, 3_600_000, 7_200_000)] == [
        "1500ms",
        "20s",
        "3600s",
        "2h",
    ]
