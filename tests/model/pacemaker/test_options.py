"""The tables of options agree with what the daemons say of themselves, and with each other."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ElementTree
from itertools import combinations
from pathlib import Path

import pytest

from hadoctor.model.pacemaker.option import Option, Place, Type
from hadoctor.model.pacemaker.options import (
    OPTIONS,
    elsewhere,
    instead,
    names,
    near,
    option,
    rows,
)
from hadoctor.model.pacemaker.options.retired import INSTEAD
from hadoctor.target import PACEMAKERS, Target
from tests.model.pacemaker.simulated import pacemaker

OLD, NEW = PACEMAKERS["2.1"], PACEMAKERS["3.0"]
DAEMONS = Path("/usr/lib/pacemaker")
TYPES = {
    "boolean": {Type.BOOLEAN},
    "integer": {Type.INTEGER, Type.POSITIVE, Type.SCORE},
    "time": {Type.INTERVAL, Type.TIMEOUT, Type.SIGNED_TIMEOUT},
    "percentage": {Type.PERCENTAGE},
    "select": {Type.WORD},
    "string": {Type.TEXT, Type.WORD},
}


def named(place: Place, name: str, target: Target) -> Option:
    found = option(place, name, target)
    assert found is not None, name
    return found


def test_a_row_for_each_release() -> None:
    for one, two in combinations(OPTIONS, 2):
        if (one.place, one.name) == (two.place, two.name):
            for target in PACEMAKERS.values():
                assert not (one.known_to(target) and two.known_to(target)), one.path
    for row in OPTIONS:
        if row.type is Type.WORD:
            assert row.words, row.path
        assert row.meaning, row.path
        assert not row.meaning.endswith("."), row.path


def test_renamed() -> None:
    assert named(Place.PROPERTY, "stonith-enabled", OLD).name == "stonith-enabled"
    assert named(Place.PROPERTY, "stonith-enabled", NEW).name == "fencing-enabled"
    assert named(Place.PROPERTY, "stonith-enabled", NEW).legacy_warns
    assert option(Place.PROPERTY, "fencing-enabled", OLD) is None
    assert rows(Place.PROPERTY, "fencing-enabled")
    assert named(Place.PROPERTY, "crmd-transition-delay", OLD).name == "transition-delay"
    assert option(Place.PROPERTY, "crmd-transition-delay", NEW) is None
    assert named(Place.CLONE, "master-max", OLD).name == "promoted-max"
    assert "poweroff" in named(Place.PROPERTY, "stonith-action", OLD).words
    assert "poweroff" not in named(Place.PROPERTY, "stonith-action", NEW).words


def test_misspelt() -> None:
    assert near(Place.PROPERTY, "stonith_enabled") == "stonith-enabled"
    assert near(Place.PROPERTY, "stonith_enabled", NEW) == "fencing-enabled"
    assert near(Place.RESOURCE, "Target-Role") == "target-role"
    assert near(Place.RESOURCE, "migration-treshold") == "migration-threshold"
    assert near(Place.RESOURCE, "ip") is None
    assert elsewhere("timeout") == (Place.OPERATION,)


def test_places() -> None:
    assert option(Place.CLONE, "target-role") is not None
    assert option(Place.RESOURCE, "clone-max") is None
    assert named(Place.NODE, "#health-cpu", OLD).name == "#health"
    assert "clone-max" in names(Place.CLONE)
    assert instead(Place.PROPERTY, "default-resource-stickiness")


@pytest.mark.parametrize("target", PACEMAKERS.values(), ids=PACEMAKERS)
def test_defaults_can_be_read(target: Target) -> None:
    for row in OPTIONS:
        if row.known_to(target) and row.default and " " not in row.default:
            assert row.reads(row.default, target) or row.default == "port", row.path


@pytest.mark.parametrize("target", PACEMAKERS.values(), ids=PACEMAKERS)
def test_a_retired_name_is_not_known(target: Target) -> None:
    for place, name in INSTEAD:
        assert option(place, name, target) is None, name


def test_readers() -> None:
    assert named(Place.PROPERTY, "cluster-recheck-interval", OLD).reads("PT5M", OLD)
    assert not named(Place.OPERATION, "timeout", OLD).reads("PT5M", OLD)
    assert not named(Place.PROPERTY, "stonith-max-attempts", OLD).reads("0", OLD)
    assert named(Place.PROPERTY, "no-quorum-policy", OLD).reads("IGNORE", OLD)
    assert not named(Place.PROPERTY, "no-quorum-policy", OLD).reads("fence", OLD)
    assert named(Place.PROPERTY, "no-quorum-policy", NEW).reads("fence", NEW)
    assert named(Place.PROPERTY, "batch-limit", OLD).reads("INFINITY", OLD)
    assert named(Place.PROPERTY, "stonith-watchdog-timeout", OLD).reads("-1", OLD)


@pytest.mark.skipif(pacemaker() != OLD, reason="needs the daemons of Pacemaker 2.1.5")
@pytest.mark.parametrize("daemon", ["based", "controld", "schedulerd", "fenced"])
def test_as_the_daemons_say(daemon: str) -> None:
    program = DAEMONS / f"pacemaker-{daemon}"
    if not program.exists():
        pytest.skip("the daemon is not installed")
    place = Place.FENCE if daemon == "fenced" else Place.PROPERTY
    done = subprocess.run([program, "metadata"], capture_output=True, timeout=20, check=True)
    for parameter in ElementTree.fromstring(done.stdout).iter("parameter"):
        name, content = parameter.get("name", ""), parameter.find("content")
        row = named(place, name, OLD)
        assert content is not None
        assert row.name == name
        assert row.type in TYPES[content.get("type", "")], name
        words = [o.get("value") for o in content.iter("option")]
        assert not words or set(words) == set(row.words), name
        default = content.get("default", "")
        if default not in ("", "none") and " " not in row.default:
            assert row.default == default, name
