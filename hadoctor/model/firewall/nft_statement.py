"""The statements of a rule in nft's JSON: what it asks for, and what it does."""

from __future__ import annotations

from typing import Any, NamedTuple

from hadoctor.model.firewall.nft_fields import asked
from hadoctor.model.firewall.nft_match import Sets, element, family_of, match
from hadoctor.model.firewall.ruleset import Action, Choice, Doubt, Test, Verb

NEXT = Action(Verb.NEXT)
_VERBS = {
    "accept": Verb.ACCEPT,
    "drop": Verb.DROP,
    "reject": Verb.DROP,
    "return": Verb.RETURN,
    "continue": Verb.NEXT,
}
_HARMLESS = frozenset(
    (
        "counter",
        "log",
        "last",
        "comment",
        "ct helper",
        "ct timeout",
        "ct expectation",
        "secmark",
        "flow",
        "dup",
        "reset",
    )
)
_UNKNOWN = {
    "queue": "a program decides",
    "tproxy": "it goes to another port of this node",
    "redirect": "its destination is rewritten",
    "dnat": "its destination is rewritten",
    "snat": "its source is rewritten",
    "masquerade": "its source is rewritten",
    "fwd": "it leaves by another interface",
    "synproxy": "a proxy answers it",
}
_DOUBTS = {
    "limit": "it has a limit of packets per time",
    "quota": "it has a quota",
    "ct count": "it has a limit of connections",
    "meter": "it has a limit per address",
}
# Written to, these have no effect on what rules of ours ask for: marks are never known anyway.
_KEPT = {
    ("meta", "mark"),
    ("meta", "priority"),
    ("meta", "nftrace"),
    ("meta", "secmark"),
    ("ct", "mark"),
    ("ct", "secmark"),
    ("ct", "label"),
    ("ct", "event"),
    ("ip", "dscp"),
    ("ip", "ecn"),
    ("ip", "ttl"),
    ("ip6", "dscp"),
    ("ip6", "ecn"),
    ("ip6", "hoplimit"),
    ("ip6", "flowlabel"),
}
TARGETS_ON = frozenset(
    "AUDIT CHECKSUM CLASSIFY CONNMARK CONNSECMARK DSCP HL HMARK IDLETIMER LED LOG MARK NFLOG RATEEST"
    " SECMARK SET TCPMSS TCPOPTSTRIP TEE TOS TRACE TTL ULOG".split()
)
"""Targets of iptables after which the next rule is looked at."""


class Done(NamedTuple):
    tests: tuple[Test, ...]
    action: Action | Choice
    untrack: bool


def statements(expressions: Any, sets: Sets) -> Done:
    tests: list[Test] = []
    untrack = False
    for statement in expressions if isinstance(expressions, list) else ["not a list"]:
        if not isinstance(statement, dict) or len(statement) != 1:
            # A chain without a name, for one: nft has no JSON for it and gives its text.
            return Done(
                tuple(tests), _unknown("a statement that is not known to hadoctor"), untrack
            )
        ((kind, what),) = statement.items()
        if kind == "match":
            tests += match(what, sets)
        elif kind in _DOUBTS:
            tests.append(Doubt(_DOUBTS[kind]))
        elif kind == "notrack":
            untrack = True
        elif kind in ("set", "map"):
            tests += _update(what)
        elif kind == "vmap":
            needs, choice = _choice(what, sets)
            return Done((*tests, *needs), choice, untrack)
        elif kind == "xt" and not _is_target(what):
            tests.append(Doubt("a match of iptables that nft does not show"))
        elif kind not in _HARMLESS:
            action = _action(kind, what)
            if action.verb is not Verb.NEXT:
                return Done(tuple(tests), action, untrack)
    return Done(tuple(tests), NEXT, untrack)


def _unknown(why: str) -> Action:
    return Action(Verb.UNKNOWN, why)


def _action(kind: str, what: Any) -> Action:
    if kind in _VERBS:
        return Action(_VERBS[kind])
    if kind in ("jump", "goto"):
        target = what.get("target") if isinstance(what, dict) else None
        verb = Verb.JUMP if kind == "jump" else Verb.GOTO
        return (
            Action(verb, target) if isinstance(target, str) else _unknown(f"a {kind} without aim")
        )
    if kind == "mangle":
        return NEXT if _kept(what) else _unknown("the packet is changed")
    if kind == "xt":
        known = isinstance(what, dict) and what.get("name") in TARGETS_ON
        return NEXT if known else _unknown("a target of iptables that nft does not show")
    return _unknown(_UNKNOWN.get(kind, f"'{kind}' is not known to hadoctor"))


def _is_target(what: Any) -> bool:
    return not (isinstance(what, dict) and what.get("type") == "match")


def _kept(what: Any) -> bool:
    key = what.get("key") if isinstance(what, dict) else None
    if not isinstance(key, dict) or len(key) != 1:
        return False
    ((kind, inner),) = key.items()
    if not isinstance(inner, dict):
        return False
    if kind == "payload":
        return (inner.get("protocol"), inner.get("field")) in _KEPT
    return kind in ("tcp option",) or (kind, inner.get("key")) in _KEPT


def _update(what: Any) -> list[Test]:
    """An element is put into a set; with a limit at it, the rest of the rule depends on that."""
    inner = what.get("stmt") if isinstance(what, dict) else None
    bare = isinstance(inner, list) and all(isinstance(s, dict) and "counter" in s for s in inner)
    return [] if inner is None or bare else [Doubt(_DOUBTS["meter"])]


def _choice(what: Any, sets: Sets) -> tuple[tuple[Test, ...], Action | Choice]:
    if not isinstance(what, dict):
        return (), _unknown("a verdict map that is not known to hadoctor")
    left = asked(what.get("key"))
    data = what.get("data")
    items: Any = data.get("set") if isinstance(data, dict) else None
    doubt = ""
    if isinstance(data, str):
        named = sets.get(data[1:])
        items, doubt = (named.elements, named.doubt) if named else (None, "")
    if items is None or not isinstance(items, list | tuple):
        return left.needs, _unknown("a verdict map that is not known to hadoctor")
    if left.why:
        return left.needs, _unknown(left.why)
    family = family_of(left)
    entries = []
    otherwise = None
    for item in items:
        one = _entry(item)
        if one is None:
            return left.needs, _unknown("a verdict map that is not known to hadoctor")
        value, action = one
        if value == "*":
            otherwise = action
            continue
        found = element(value, left.fields, family)
        if found is None:
            return left.needs, _unknown("a verdict map that is not known to hadoctor")
        entries.append((found, action))
    return left.needs, Choice(left.fields, tuple(entries), otherwise, doubt)


def _entry(item: Any) -> tuple[Any, Action] | None:
    if not (isinstance(item, list | tuple) and len(item) == 2):
        return None
    value, then = item
    if not isinstance(then, dict) or len(then) != 1:
        return None
    ((kind, what),) = then.items()
    return value, _action(kind, what)
