"""What only a human may do: shown with this cluster's names, in commands that are there."""

from __future__ import annotations

import shlex
import shutil

import pytest

from hadoctor.repair.of.protocols.new_conf import by_reload, by_start, by_stop, from_another

from .planning import planned

FORBIDDEN = ("stonith-enabled=false", "no-quorum-policy=ignore", "--force --replace", "kill ")


@pytest.mark.parametrize(
    "name", ["sound", "trouble", "unclean", "partition", "vip", "killed", "waiting", "hanging"]
)
def test_commands_are_there(name: str) -> None:
    for procedure in planned(name).protocols:
        commands = [line[2:] for line in procedure.lines if line.startswith("$ ")]
        assert commands
        assert procedure.why
        for command in commands:
            words = shlex.split(command, comments=True)
            assert words
            assert not any(word in command for word in FORBIDDEN)


def test_a_partition_waits_for_the_others_and_is_not_unblocked_by_us() -> None:
    (procedure,) = [p for p in planned("partition").protocols if p.cures[0].code == "RUN002"]
    assert "n1, n3" in procedure.lines[0]
    last = next(n for n, line in enumerate(procedure.lines) if "dead for good" in line)
    first = next(n for n, line in enumerate(procedure.lines) if "--confirm" in line)
    assert last < first


def test_after_a_power_cut_all_others_are_waited_for() -> None:
    made = planned("waiting")
    (procedure,) = [p for p in made.protocols if p.cures[0].code == "RUN002"]
    assert procedure.title == "start the nodes that this one waits for"
    assert any("cancel_wait_for_all" in line for line in procedure.lines)


def test_a_node_that_corosync_does_not_know_is_forgotten_by_hand() -> None:
    made = planned(
        cib=lambda cib: cib.replace("</nodes>", '<node id="9" uname="old one"/></nodes>')
    )
    assert [r for r in made.repairs if any(c.code == "PCM006" for c in r.cures)] == []
    (procedure,) = [p for p in made.protocols if p.cures[0].code == "PCM006"]
    assert "$ crm_node --force --remove 'old one'" in procedure.lines


@pytest.mark.parametrize("way", ["reload", "start", "stop"])
def test_names_are_one_word_of_a_command(way: str) -> None:
    names, diff = ("n1", "$(reboot)", "a b"), ("-a", "+b")
    lines = {
        "reload": lambda: by_reload(names, diff, ("totem.token",)),
        "start": lambda: by_start(names, diff),
        "stop": lambda: by_stop(names, diff, pacemaker=True),
    }[way]()
    commands = [
        shlex.split(line[2:], comments=True)
        for line in (*lines, *from_another(["; ls"]))
        if line.startswith("$ ")
    ]
    copies = [words for words in commands if words[0] == "scp"]
    assert {len(words) for words in copies} == {4}
    assert any(words[3].startswith("root@$(reboot):") for words in copies)
    missing = {words[0] for words in commands if shutil.which(words[0]) is None}
    assert missing <= {"crm", "scp", "hadoctor", "systemctl"}
