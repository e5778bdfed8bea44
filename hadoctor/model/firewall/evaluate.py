"""What the rules of a node do with a packet.

Every base chain on the way must let it pass. A chain is walked once for a packet, and only once: what it
does depends on the packet alone, so a jump to a chain that was walked takes the result. Where a rule
applies perhaps, both ways are followed; if they end alike, the doubt does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.firewall.hooks import TRACKING, Stop, stops, values
from hadoctor.model.firewall.packet import Packet, State
from hadoctor.model.firewall.ruleset import (
    Action,
    Chain,
    Choice,
    Doubt,
    Field,
    Rule,
    RuleSet,
    Table,
    Test,
    Values,
    Verb,
)

_DEPTH = 64
"""Jumps in jumps; the kernel itself takes 16 (NFT_JUMP_STACK_SIZE)."""
_UNKNOWN = {
    Field.SPORT: "the sender's port is not known",
    Field.IIF: "its interface is not known",
    Field.OIF: "its interface is not known",
    Field.STATE: "it is not certain that the connection is tracked",
    Field.RETURN: "the way back to the sender is not known",
}
_PERHAPS = "it is not certain that it applies"


class Allowed(NamedTuple):
    rule: Rule | None
    """The rule or the policy that lets it pass; None where no chain is on its way."""


class Blocked(NamedTuple):
    rule: Rule


class Undecided(NamedTuple):
    rule: Rule | None
    """The rule that leaves the doubt."""
    why: str


Verdict = Allowed | Blocked | Undecided


class _End(NamedTuple):
    """The ways in which a chain can end for a packet: the first rule of each kind."""

    accepts: Rule | None = None
    drops: Rule | None = None
    unknown: tuple[Rule, str] | None = None
    through: bool = False
    """The packet can come to the end of the chain, or be sent back."""
    doubt: tuple[Rule, str] | None = None
    """The first rule that applies perhaps, where that can make a difference."""
    untracks: bool | None = False


def verdict(ruleset: RuleSet, packet: Packet) -> Verdict:
    allowed: Rule | None = None
    undecided: Undecided | None = None
    for _, one in walked(ruleset, packet):
        if isinstance(one, Blocked):
            return one
        if isinstance(one, Undecided):
            undecided = undecided or one
        elif one.rule and (allowed is None or (one.rule.number and not allowed.number)):
            # A rule that names the packet says more than the policy of a chain.
            allowed = one.rule
    if undecided is None and ruleset.blind:
        return Undecided(None, ruleset.blind[0])
    return undecided or Allowed(allowed)


def walked(ruleset: RuleSet, packet: Packet) -> Iterator[tuple[Stop, Verdict]]:
    """What each base chain on the way says, also behind one that blocks."""
    for stop, end in _ends(ruleset, packet):
        yield stop, _verdict(stop, end)


def untracked(ruleset: RuleSet, packet: Packet) -> bool | None:
    """Whether a rule takes the packet out of the connection tracking: then nothing is a reply to it."""
    found: bool | None = False
    for stop, end in _ends(ruleset, packet):
        found = _either(found, _untracks(stop, end), True)
    return found


def _ends(ruleset: RuleSet, packet: Packet) -> Iterator[tuple[Stop, _End]]:
    before: bool | None = False
    for stop in stops(ruleset, packet):
        if stop.chain.kind == "nat" and packet.state is State.ESTABLISHED:
            # Only the first packet of a connection goes through these chains.
            continue
        end = _Walk(stop.table, values(packet, stop, before)).chain(stop.chain.name, 0)
        yield stop, end
        before = _either(before, _untracks(stop, end), True)


def _untracks(stop: Stop, end: _End) -> bool | None:
    """Once the connection is looked up, it is too late for that."""
    return end.untracks if stop.chain.priority < TRACKING else False


def _verdict(stop: Stop, end: _End) -> Verdict:
    policy = _policy(stop)
    accepts, drops = end.accepts, end.drops
    if end.through and stop.chain.policy is Verb.DROP:
        drops = drops or policy
    elif end.through:
        accepts = accepts or policy
    if end.unknown:
        return Undecided(*end.unknown)
    if drops and (accepts or not stop.surely):
        rule, why = end.doubt or (drops, stop.doubt or _PERHAPS)
        return Undecided(rule, why)
    return Blocked(drops) if drops else Allowed(accepts)


def _policy(stop: Stop) -> Rule:
    word = "drop" if stop.chain.policy is Verb.DROP else "accept"
    action = Action(stop.chain.policy)
    return Rule(f"policy {word}", (), action, stop.table.label, stop.chain.name)


_NOTHING = _End(through=True)
"""Of a chain without a rule for the packet."""


class _Walk:
    """The chains of one table, as one packet finds them."""

    def __init__(self, table: Table, packet: Values) -> None:
        self._chains, self._packet = table.chains, packet
        self._known: dict[str, _End | None] = {}

    def chain(self, name: str, depth: int) -> _End:
        if name not in self._known:
            self._known[name] = None
            before = self._packet
            end = self._ends(self._chains[name], depth)
            if self._packet is not before:
                # It would end in another way the next time.
                del self._known[name]
                return end
            self._known[name] = end
        return self._known[name] or _End()

    def _ends(self, chain: Chain, depth: int) -> _End:
        end = _End()
        for rule in chain.rules:
            applies, why = self._applies(rule)
            if applies is False:
                continue
            surely = bool(applies)
            if rule.untrack and end.untracks is not True:
                end = end._replace(untracks=True if surely else None)
                self._untrack(surely and depth == 0)
            if isinstance(rule.action, Choice):
                end, stopped = self._choose(end, rule, rule.action, surely, why, depth)
            else:
                end, stopped = self._act(end, rule, rule.action, surely, why, depth)
            if stopped:
                return end
        return end._replace(through=True)

    def _untrack(self, surely: bool) -> None:
        """What comes next finds another state; what is known of chains was for the one before."""
        before = self._packet[Field.STATE]
        state = "untracked" if surely else None
        if before not in (state, "untracked"):
            self._packet = {**self._packet, Field.STATE: state}
            self._known = {name: None for name, end in self._known.items() if end is None}

    def _applies(self, rule: Rule) -> tuple[bool | None, str]:
        """False as soon as one condition fails; perhaps when one is in doubt."""
        why = ""
        for test in rule.tests:
            holds = test.holds(self._packet)
            if holds is False:
                return False, ""
            if holds is None and not why:
                why = self._why(test)
        return (None, why) if why else (True, "")

    def _why(self, test: Test) -> str:
        if isinstance(test, Doubt):
            return test.why
        return self._unknown(test.fields)

    def _unknown(self, fields: tuple[Field, ...]) -> str:
        """What is not known of the packet, of that which a rule asks for."""
        missing = next((f for f in fields if self._packet[f] is None), Field.SPORT)
        return _UNKNOWN.get(missing, "the packet is not fully known")

    def _choose(
        self, end: _End, rule: Rule, choice: Choice, surely: bool, why: str, depth: int
    ) -> tuple[_End, bool]:
        if choice.doubt:
            surely, why = False, why or choice.doubt
        for element, action in choice.entries:
            found = choice.matches(element, self._packet)
            if found is False:
                continue
            sure = surely and found is True
            reason = why or ("" if found else self._unknown(choice.fields))
            end, stopped = self._act(end, rule, action, sure, reason, depth)
            if stopped or found is True:
                return end, stopped
        if choice.otherwise is None:
            return end, False
        return self._act(end, rule, choice.otherwise, surely, why, depth)

    def _act(
        self, end: _End, rule: Rule, action: Action, surely: bool, why: str, depth: int
    ) -> tuple[_End, bool]:
        """The ends with that of one rule, and whether the chain is surely left."""
        if action.verb is Verb.NEXT:
            return end, False
        inner = _End()
        if action.verb in (Verb.JUMP, Verb.GOTO):
            inner = self._jump(rule, action.target, depth)
            if inner == _NOTHING and action.verb is Verb.JUMP:
                return end, False
        elif action.verb is Verb.ACCEPT:
            inner = _End(accepts=rule)
        elif action.verb is Verb.DROP:
            inner = _End(drops=rule)
        elif action.verb is Verb.UNKNOWN:
            inner = _End(unknown=(rule, action.target))
        leaves = action.verb is Verb.RETURN or (action.verb is Verb.GOTO and inner.through)
        end = _End(
            end.accepts or inner.accepts,
            end.drops or inner.drops,
            end.unknown or inner.unknown,
            end.through or leaves,
            end.doubt or inner.doubt or (None if surely else (rule, why)),
            _either(end.untracks, inner.untracks, surely),
        )
        return end, surely and not (action.verb is Verb.JUMP and inner.through)

    def _jump(self, rule: Rule, target: str, depth: int) -> _End:
        why = ""
        if target not in self._chains:
            why = f"there is no chain '{target}'"
        elif self._known.get(target, rule) is None:
            why = f"the chains jump in a circle at '{target}'"
        elif depth >= _DEPTH:
            why = "the jumps are too deep"
        if why:
            return _End(unknown=(rule, why))
        return self.chain(target, depth + 1)


def _either(before: bool | None, inner: bool | None, surely: bool) -> bool | None:
    if before is True or (inner is True and surely):
        return True
    return False if before is False and inner is False else None
