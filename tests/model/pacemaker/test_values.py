"""Values are read as the real Pacemaker reads them."""

from __future__ import annotations

import random

import pytest

from hadoctor.model.pacemaker import values
from hadoctor.target import PACEMAKERS
from tests.model.pacemaker.simulated import pacemaker, simulate

TIMES = (
    *"10 10s 10sec 10S 10seconds 10000ms PT10S 1.9 1m 1mn 1month 1.5m 1h 1hr 2mo 1MS 10x abc".split(),
    *"1d P1D -10 +10 0x10 INFINITY 100us 0 P2D P1W P1DT1H P1M P1Y PT PT0S PT36H PT1M P1H".split(),
    *"PT1.5S P-1D PT-5S PT+5S P1D/x PT5 P5 PX 3000000 4294967 5000000 99999999999999999999s".split(),
    *(
        "",
        " ",
        "20 s",
        " 20",
        "\t20",
        "20 seconds",
        "20 20",
        "10 ms",
        "1.2.3",
        "10 m in",
        "P",
        "P T5S",
    ),
    *("PT10S x", "PT30M10S", "PT10S30M", "P1M1D", "P.5D", "PT5000000000S", "10ſ", "١0"),
)
SCORES = (
    *"0 1 +1 -1 100 1000000 1000001 -2000000 INFINITY +INFINITY -INFINITY infinity Infinity".split(),
    *"inf 1.9 5x 0x10 abc 10% 99999999999999999999 -99999999999999999999 red yellow Green".split(),
    *("", " 5", "\t7", "+ 5", "9223372036854775807", "--1", "1 2", "00012"),
)
BOOLEANS = (
    *"true TRUE True on On yes YES y Y 1 false FALSE off no n 0 2 tru enabled t f 01 +1".split(),
    *("", " true", "true ", "yes\t"),
)


def test_times_by_release() -> None:
    old, new = PACEMAKERS["2.1"], PACEMAKERS["3.0"]
    assert values.interval("+10", old) is None
    assert values.interval("+10", new) == 10_000
    assert values.timeout("0", old) == 0
    assert values.timeout("0", new) == values.timeout(None, new) == 20_000
    assert values.interval("PT", old) == 0
    assert values.interval("PT", new) is None


@pytest.mark.parametrize("pacemaker", PACEMAKERS.values(), ids=PACEMAKERS)
def test_percentages(pacemaker: object) -> None:
    assert values.percentage("80%") == 80
    assert values.percentage("80") is None
    assert values.percentage("-1%") is None


def test_hostile_values_take_no_time() -> None:
    for text in ("9" * 1_000_000, " " * 1_000_000, "P" + "1D" * 100_000, "." * 1_000_000):
        for target in PACEMAKERS.values():
            values.score(text, target)
            values.interval(text, target)
            values.timeout(text, target)
            values.percentage(text, target)


@pytest.mark.skipif(pacemaker() is None, reason="needs crm_simulate of a release that we judge for")
def test_as_the_scheduler_reads_them() -> None:
    target = pacemaker()
    assert target is not None
    drawn = random.Random(1)
    alphabet = ["1", "2", "0", "5", "m", "s", "h", "u", "M", "S", ".", " ", "P", "T", "D", "W", "-"]
    mixed = {"".join(drawn.choices(alphabet, k=drawn.randint(1, 6))) for _ in range(60)}
    times = tuple(dict.fromkeys((*TIMES, *sorted(mixed))))
    real = simulate(times, SCORES, BOOLEANS)
    assert {x: values.interval(x, target) or 0 for x in times} == real.intervals
    assert {x: values.timeout(x, target) for x in times} == real.timeouts
    assert {x: values.score(x, target) or 0 for x in SCORES} == real.scores
    assert {x: values.boolean(x) is True for x in BOOLEANS} == real.booleans
