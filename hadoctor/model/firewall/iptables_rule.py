"""A rule of iptables: `-A CHAIN`, matches, a target (iptables(8), iptables-extensions(8))."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hadoctor.model.firewall import iptables_match as matches
from hadoctor.model.firewall.ipset import IpSet, member
from hadoctor.model.firewall.nft_statement import TARGETS_ON
from hadoctor.model.firewall.ruleset import Action, Doubt, Rule, Test, Verb

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|([^\s"]+)')
_NEXT = Action(Verb.NEXT)
_FINAL = {
    "ACCEPT": Verb.ACCEPT,
    "DROP": Verb.DROP,
    "REJECT": Verb.DROP,
    "TARPIT": Verb.DROP,
    "RETURN": Verb.RETURN,
}
_UNKNOWN = {
    "QUEUE": "a program decides",
    "NFQUEUE": "a program decides",
    "DNAT": "its destination is rewritten",
    "REDIRECT": "its destination is rewritten",
    "SNAT": "its source is rewritten",
    "MASQUERADE": "its source is rewritten",
    "NETMAP": "its addresses are rewritten",
    "TPROXY": "it goes to another port of this node",
    "SYNPROXY": "a proxy answers it",
}
# How many words follow an option that decides nothing here, or that belongs to one that does.
_ARGUMENTS = {
    "--comment": 1,
    "--limit-burst": 1,
    "--name": 1,
    "--seconds": 1,
    "--hitcount": 1,
    "--mask": 1,
    "--rsource": 0,
    "--rdest": 0,
    "--rttl": 0,
    "--validmark": 0,
    "--loose": 0,
    "--accept-local": 0,
    "--limit-iface-in": 0,
    "--limit-iface-out": 0,
    "--return-nomatch": 0,
}
# Options by themselves, and those with one value. All others are in doubt.
_ONE: dict[str, Callable[[str, int, bool], Test]] = {
    "-s": matches.source,
    "-d": matches.destination,
    "-p": matches.protocol,
    "-i": matches.input_interface,
    "-o": matches.output_interface,
    "--sport": matches.source_port,
    "--source-port": matches.source_port,
    "--dport": matches.destination_port,
    "--destination-port": matches.destination_port,
    "--sports": matches.source_port,
    "--source-ports": matches.source_port,
    "--dports": matches.destination_port,
    "--destination-ports": matches.destination_port,
    "--ctstate": matches.state,
    "--state": matches.state,
    "--ctdir": matches.way,
    "--src-type": matches.source_type,
    "--dst-type": matches.destination_type,
    "--src-range": matches.source_range,
    "--dst-range": matches.destination_range,
    "--pkt-type": matches.cast,
}
_LONG = {
    "--protocol": "-p",
    "--source": "-s",
    "--src": "-s",
    "--destination": "-d",
    "--dst": "-d",
    "--in-interface": "-i",
    "--out-interface": "-o",
    "--jump": "-j",
    "--goto": "-g",
    "--match": "-m",
}
# Modules that ask for something no packet of a cluster has.
_NEVER = frozenset("rt frag hbh dst mh ah esp icmp icmp6 igmp".split())


def words(line: str) -> list[str]:
    """The words of a line; what is in quotes is one."""
    if '"' not in line:
        return line.split()
    return [
        re.sub(r"\\(.)", r"\1", quoted) if plain == "" else plain
        for quoted, plain in _WORD.findall(line)
    ]


def rule(line: str, family: int, sets: Mapping[str, IpSet], table: str, number: int) -> Rule | None:
    given = words(line)
    if len(given) < 2 or given[0] != "-A":
        return None
    reader = _Reader(given[2:], family, sets)
    action, untrack = reader.read()
    return Rule(line, tuple(reader.tests), action, table, given[1], number, reader.comment, untrack)


class _Reader:
    def __init__(self, given: list[str], family: int, sets: Mapping[str, IpSet]) -> None:
        self._words, self._at = given, 0
        self._family, self._sets = family, sets
        self._module = ""
        self.tests: list[Test] = []
        self.comment = ""

    def read(self) -> tuple[Action, bool]:
        negated = False
        while self._at < len(self._words):
            word = self._take()
            option = _LONG.get(word, word)
            if option == "!":
                negated = True
                continue
            if option in ("-j", "-g"):
                return self._target(self._take(), goto=option == "-g")
            self._match(option, negated)
            negated = False
        return _NEXT, False

    def _take(self) -> str:
        self._at += 1
        return self._words[self._at - 1] if self._at <= len(self._words) else ""

    def _match(self, option: str, negated: bool) -> None:
        if option == "-m":
            self._enter(self._take())
        elif option in _ONE:
            value = self._take()
            if value == "!":
                # As it was written before iptables 1.4.3.
                negated, value = True, self._take()
            self.tests.append(_ONE[option](value, self._family, negated))
        elif option == "--ports":
            self.tests.append(Doubt("one of the two ports"))
            self._take()
        elif option == "--match-set":
            name, directions = self._take(), self._take()
            self.tests.append(member(self._sets, name, directions, self._family, negated))
        elif option == "--set" and self._module == "recent":
            # Puts the address into a list; it holds always.
            pass
        elif option == "--comment":
            self.comment = self._take()
        elif option in _ARGUMENTS:
            self._at += _ARGUMENTS[option]
        elif option == "-c":
            self._at += 2
        elif self._module in _NEVER:
            self._skip()
        else:
            self.tests.append(Doubt(matches.why(self._module, option)))
            self._skip()

    def _enter(self, module: str) -> None:
        self._module = module
        if module in _NEVER:
            self.tests.append(matches.NEVER)
        elif module == "rpfilter":
            self.tests.append(matches.returns("--invert" in self._words, self._words))
        elif module in matches.BARE:
            self.tests.append(Doubt(matches.why(module, "")))

    def _skip(self) -> None:
        """Over the values of an option: how many it has is not known."""
        while self._at < len(self._words) and not self._words[self._at].startswith(("-", "!")):
            self._at += 1

    def _target(self, name: str, *, goto: bool) -> tuple[Action, bool]:
        if goto:
            return Action(Verb.GOTO, name), False
        if name in _FINAL:
            return Action(_FINAL[name]), False
        if name in ("NOTRACK", "CT"):
            return _NEXT, name == "NOTRACK" or "--notrack" in self._words[self._at :]
        if name in TARGETS_ON or not name:
            return _NEXT, False
        if name in _UNKNOWN:
            return Action(Verb.UNKNOWN, _UNKNOWN[name]), False
        return Action(Verb.JUMP, name), False
