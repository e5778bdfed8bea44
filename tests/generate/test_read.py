"""Mistakes in a description: each with its place, all at once, and never a traceback."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hadoctor.generate.files import generate
from hadoctor.generate.read import read
from hadoctor.generate.values import DescriptionError, Problem
from hadoctor.generate.write_toml import toml

from .descriptions import sound

GOOD = """\
[cluster]
name = "web"

[[nodes]]
name = "n1"
addresses = ["10.0.0.1"]

[[nodes]]
name = "n2"
addresses = ["10.0.0.2"]

[fencing]
agent = "none"
"""


def problems(text: str) -> list[Problem]:
    with pytest.raises(DescriptionError) as caught:
        read(text)
    return caught.value.problems


def told(text: str) -> list[Problem] | None:
    """None: it is sound."""
    try:
        read(text)
    except DescriptionError as error:
        return error.problems
    return None


def test_good() -> None:
    found = read(GOOD)
    assert [str(node.addresses[0]) for node in found.nodes] == ["10.0.0.1", "10.0.0.2"]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ('name = "web"', 'nam = "web"', 2, 1, "did you mean 'name'"),
        ('name = "web"', 'name = "a name with blanks"', 2, 8, "cannot be"),
        ("10.0.0.2", "10.0.0.300", 10, 14, "'10.0.0.300' is no address"),
        ("10.0.0.2", "127.0.0.1", 10, 14, "that others can reach"),
        ("10.0.0.2", "fe80::1", 10, 14, "link-local"),
        ("10.0.0.2", "10.0.0.1", 10, 14, "an address of 'n1' already"),
        ('["10.0.0.2"]', '["10.0.0.2", "10.1.0.2"]', 10, 13, "links differs: 1 of 'n1', 2 of 'n2'"),
        ("10.0.0.2", "fd00::2", 10, 14, "IPv6 and an IPv4"),
        ('name = "n2"', 'name = "n1"', 9, 8, "two nodes 'n1'"),
        ('agent = "none"', 'agent = "ipmi"', 13, 9, "cannot be 'ipmi'"),
        ("[fencing]", "[fencin]", 12, 1, "did you mean 'fencing'"),
        ('name = "n2"', "name = 2", 9, 8, "cannot be 2"),
        ('name = "n2"', "name = 0x" + "f" * 5000, 9, 8, "cannot be that number"),
        ('name = "n2"', "name = " + "9" * 5000, 1, 1, "no TOML"),
        ("[cluster]", "[cluster", 1, 9, "expected"),
        (
            'agent = "none"',
            'agent = "fence_x"\nparameters = { password = "a\'b" }',
            14,
            27,
            "password:",
        ),
    ],
)
def test_mistakes(old: str, new: str, line: int, column: int, words: str) -> None:
    found = problems(GOOD.replace(old, new))
    assert any((line, column) == one[:2] and words in one[2] for one in found), found


def test_all_at_once() -> None:
    text = GOOD.replace("10.0.0.2", "nowhere at all").replace('"web"', "1").replace("none", "x")
    assert len(problems(text)) >= 3


def test_no_secret_is_shown() -> None:
    text = 'agent = "fence_x"\nparameters = { password = "hush\'hush" }'
    assert "hush" not in str(problems(GOOD.replace('agent = "none"', text)))


def test_each_device_has_what_its_agent_needs() -> None:
    text = (
        'agent = "fence_virsh"\nparameters = { username = "root" }\n[fencing.nodes]\n'
        'n1.ipaddr = "10.9.0.1"'
    )
    (found,) = problems(GOOD.replace('agent = "none"', text))
    assert found == (15, 1, "fence_virsh needs 'ip' for 'n2'")


def test_fencing_must_be_said() -> None:
    found = problems(GOOD.partition("[fencing]")[0])
    assert "data can be damaged" in found[0][2]


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    assert told(text) != []


@given(seed=st.integers(0, 10**6), cut=st.integers(0, 10**6))
def test_damaged_descriptions(seed: int, cut: int) -> None:
    text = toml(sound(seed))
    dice = random.Random(cut)
    at = dice.randrange(len(text))
    damaged = (
        text[:at]
        + dice.choice(["", '"', "=", "[", "\x00", "0", "é", "-1"])
        + text[at + dice.randint(0, 9) :]
    )
    found = told(damaged)
    assert found != []
    assert all(one.line >= 1 and one.column >= 1 and one.message for one in found or ())


ODD = st.sampled_from(
    ["", " ", "x" * 300, "none", "true", "-1", "a b", "é", "$(x)", "n1", "10.0.0.1", "::1"]
) | st.sampled_from([0, -1, 1, 2**63, 1.5, True, [], [[]], ["x"], {}, {"x": "y"}, [{}]])


@given(seed=st.integers(0, 10**4), odd=ODD, dice=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_odd_values(seed: int, odd: object, dice: random.Random) -> None:
    """Whatever stands where a value is expected: it is told, or the files can be made and judged."""
    data = sound(seed)
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        for key in value if isinstance(value, dict) else range(len(value)):
            places.append((value, key))
            if isinstance(value[key], (dict, list)):
                walk(value[key])

    walk(data)
    where, key = dice.choice(places)
    where[key] = odd
    text = toml(data)
    found = told(text)
    assert found != []
    if found is None:
        assert generate(read(text)).broken == ()


@given(st.integers(0, 10**6))
def test_toml_comes_back(seed: int) -> None:
    import tomllib

    data = sound(seed)
    assert tomllib.loads(toml(data)) == data


def test_the_example_of_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    text = readme.partition("## Generate")[2].partition("```toml\n")[2].partition("```")[0]
    made = generate(read(text))
    assert made.refused == ()
    assert made.chosen == ()
