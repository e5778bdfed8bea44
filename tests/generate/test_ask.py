"""The questions: defaults from the host, another try for what does not fit, and never an unusable end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hadoctor.facts.interfaces import Local
from hadoctor.generate.ask import Known, ask_all
from hadoctor.generate.read import read
from hadoctor.generate.write_toml import toml
from hadoctor.model.address import Literal, parse

from .test_read import told


def local(text: str, length: int, interface: str) -> Local:
    literal = parse(text)
    assert isinstance(literal, Literal)
    return Local(literal, length, interface, dynamic=False)


KNOWN = Known("n1", (local("10.0.0.1", 22, "eth0"), local("10.1.0.1", 24, "eth1")), "ufw")


class Script:
    """Answers by the beginning of the question; else the default."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, question: str, default: str) -> str:
        self.asked.append(question)
        for word, answers in self.answers.items():
            if word.replace("_", " ") in question and answers:
                return answers.pop(0) or default
        return default


def test_a_cluster() -> None:
    script = Script(
        cluster=["web"],
        name_of_node=["", "n2", ""],
        addresses_of=["", "10.0.0.2, 10.1.0.2"],
        floating=["10.0.0.100", ""],
        agent_of=["systemd:haproxy", ""],
        fence_agent=["fence_ipmilan"],
        parameters=["ip=10.9.0.1 username=a password_script=/p", "ip=10.9.0.2 username=a"],
    )
    found = ask_all(script, KNOWN)
    description = read(toml(found))
    assert [node.name for node in description.nodes] == ["n1", "n2"]
    assert [str(one) for one in description.nodes[0].addresses] == ["10.0.0.1", "10.1.0.1"]
    (vip,) = description.addresses
    assert (vip.prefix, vip.services[0].agent) == (22, "systemd:haproxy")
    assert description.firewall == "ufw"
    assert description.fencing.agent == "fence_ipmilan"


def test_what_does_not_fit_is_asked_again() -> None:
    script = Script(
        transport=["tcp", "udp", "udpu"],
        addresses_of=["here", "10.0.0.1", "10.0.0.2"],
        fence_agent=["no", "none", "none"],
        without_fencing=["no", "yes"],
    )
    found = ask_all(script, KNOWN)
    assert found["cluster"]["transport"] == "udpu"
    assert found["fencing"] == {"agent": "none"}
    again = [question for question in script.asked if "does not do" in question]
    assert len(again) == 4
    assert again[1] == "'udp' does not do; transport, knet or udpu"
    read(toml(found))


@given(st.lists(st.text(max_size=12), max_size=40))
def test_any_answers(answers: list[str]) -> None:
    """They end, in a description that is sound or has its mistakes told."""
    rest = iter(answers)
    count = [0]

    def ask(question: str, default: str) -> str:
        count[0] += 1
        answer = next(rest, None)
        if answer:
            return answer
        if "addresses of" in question:
            return default or f"10.0.0.{count[0]}"
        if "fence agent" in question:
            return "none"
        return "yes" if "without fencing" in question else default

    assert told(toml(ask_all(ask, KNOWN))) != []
