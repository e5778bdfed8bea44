"""The reader of `nft -j list ruleset` (libnftables-json(5))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hadoctor.model.firewall.nft_match import NamedSet, Sets
from hadoctor.model.firewall.nft_statement import statements
from hadoctor.model.firewall.nft_text import rule_text
from hadoctor.model.firewall.ruleset import Chain, Rule, RuleSet, Table, Verb

_NOT_READ = "the output of nft cannot be read"
_PRIORITIES = {
    "raw": -300,
    "mangle": -150,
    "dstnat": -100,
    "filter": 0,
    "security": 50,
    "srcnat": 100,
}


def read(text: str) -> RuleSet:
    """The rule set; where the text cannot be read, one that says so."""
    import json

    try:
        content = json.loads(text) if text.strip() else {"nftables": []}
    except (ValueError, RecursionError) as error:
        # nft 1.0.6 ends in the middle when a table is dormant.
        return RuleSet(blind=(f"{_NOT_READ}: {error}",))
    objects = content.get("nftables") if isinstance(content, dict) else None
    if not isinstance(objects, list):
        return RuleSet(blind=(f"{_NOT_READ}: there is no list 'nftables' in it",))
    return _Reader(objects).ruleset()


class _Reader:
    def __init__(self, objects: list[Any]) -> None:
        self._tables: dict[tuple[str, str], dict[str, Any]] = {}
        self._chains: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
        self._rules: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        self._sets: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
        self._written: set[tuple[str, str, str]] = set()
        for one in objects:
            if isinstance(one, dict) and len(one) == 1:
                ((kind, what),) = one.items()
                if isinstance(what, dict):
                    self._add(kind, what)

    def _add(self, kind: str, what: dict[str, Any]) -> None:
        family, name = str(what.get("family")), str(what.get("name"))
        if kind == "table":
            self._tables[family, name] = what
            return
        if kind not in ("chain", "rule", "set", "map"):
            return
        table = family, str(what.get("table"))
        self._tables.setdefault(table, {})
        if kind == "chain":
            self._chains.setdefault(table, {})[name] = what
        elif kind == "rule":
            self._rules.setdefault((*table, str(what.get("chain"))), []).append(what)
            self._written.update((*table, name) for name in _written(what.get("expr")))
        elif kind in ("set", "map"):
            self._sets.setdefault(table, {})[name] = what

    def ruleset(self) -> RuleSet:
        return RuleSet(tuple(self._table(key, what) for key, what in self._tables.items()))

    def _table(self, key: tuple[str, str], what: dict[str, Any]) -> Table:
        family, name = key
        found = {
            one: NamedSet(_elements(body), self._doubt((*key, one), body))
            for one, body in self._sets.get(key, {}).items()
        }
        sets = Sets(found)
        chains = {
            chain: self._chain((*key, chain), body, sets)
            for chain, body in self._chains.get(key, {}).items()
        }
        return Table(family, name, chains, dormant="dormant" in _words(what.get("flags")))

    def _doubt(self, key: tuple[str, str, str], body: dict[str, Any]) -> str:
        if key in self._written:
            return f"rules add elements to the set '{key[2]}'"
        if "timeout" in body or {"timeout", "dynamic"} & set(_words(body.get("flags"))):
            return f"the elements of the set '{key[2]}' come and go"
        return ""

    def _chain(self, key: tuple[str, str, str], body: dict[str, Any], sets: Sets) -> Chain:
        rules = tuple(_rule(key, one, sets) for one in self._rules.get(key, ()))
        hook, priority = body.get("hook"), body.get("prio")
        if not isinstance(hook, str):
            return Chain(key[2], rules)
        if isinstance(priority, str):
            priority = _PRIORITIES.get(priority, 0)
        policy = Verb.DROP if body.get("policy") == "drop" else Verb.ACCEPT
        number = priority if isinstance(priority, int) else 0
        devices = tuple(_words(body.get("dev")))
        return Chain(key[2], rules, hook, number, policy, str(body.get("type")), devices)


def _rule(key: tuple[str, str, str], body: dict[str, Any], sets: Sets) -> Rule:
    family, table, chain = key
    expressions = body.get("expr")
    done = statements(expressions, sets)
    handle, comment = body.get("handle"), body.get("comment")
    return Rule(
        rule_text(expressions, comment),
        done.tests,
        done.action,
        f"{family} {table}",
        chain,
        handle if isinstance(handle, int) else 0,
        comment if isinstance(comment, str) else "",
        done.untrack,
    )


def _elements(body: dict[str, Any]) -> tuple[Any, ...]:
    found = body.get("elem")
    return tuple(found) if isinstance(found, list) else ()


def _words(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [word for word in given if isinstance(word, str)]


def _written(expressions: Any) -> Iterator[str]:
    """The sets to which a rule adds elements."""
    for one in expressions if isinstance(expressions, list) else ():
        for kind in ("set", "map"):
            inner = one.get(kind) if isinstance(one, dict) else None
            name = inner.get(kind, inner.get("set")) if isinstance(inner, dict) else None
            if isinstance(name, str):
                yield name.removeprefix("@")
