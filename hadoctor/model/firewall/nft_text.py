"""A rule of nft's JSON in the words of nft: there is no text in the JSON."""

from __future__ import annotations

from typing import Any

_DEPTH = 12
_LONGEST = 8
"""Elements of a set that are shown; countries' worth of addresses are not."""


def rule_text(expressions: Any, comment: object = None) -> str:
    parts = [_statement(one) for one in expressions] if isinstance(expressions, list) else []
    if isinstance(comment, str):
        parts.append(f'comment "{comment}"')
    return " ".join(part for part in parts if part)


def _statement(one: Any) -> str:
    if not isinstance(one, dict) or len(one) != 1:
        return " ".join(str(one).split())[:200]
    ((kind, what),) = one.items()
    if kind == "match" and isinstance(what, dict):
        return _match(what)
    if kind == "vmap" and isinstance(what, dict):
        key, data = what.get("key"), what.get("data")
        return f"{_value(key)} vmap {_value(_quoted(data) if _is_name(key) else data)}"
    if kind == "counter":
        return "counter"
    if kind == "reject" and isinstance(what, dict):
        how = f"{what.get('type')} {what.get('expr', '')}".rstrip()
        # nft leaves out what it takes where nothing is said.
        plain = "type" not in what or how == "icmpx port-unreachable"
        return "reject" if plain else f"reject with {how}"
    if kind == "log" and isinstance(what, dict):
        return f'log prefix "{what["prefix"]}"' if "prefix" in what else "log"
    if kind == "limit" and isinstance(what, dict):
        over = "over " if what.get("inv") else ""
        return f"limit rate {over}{what.get('rate')}/{what.get('per', 'second')}"
    if kind == "ct count" and isinstance(what, dict):
        return f"ct count {'over ' if what.get('inv') else ''}{what.get('val')}"
    if kind == "mangle" and isinstance(what, dict):
        return f"{_value(what.get('key'))} set {_value(what.get('value'))}"
    if kind in ("jump", "goto") and isinstance(what, dict):
        return f"{kind} {what.get('target')}"
    if kind in ("set", "map") and isinstance(what, dict):
        return f"{what.get('op')} {what.get('set')} {{ {_value(what.get('elem'))} }}"
    if kind == "xt" and isinstance(what, dict):
        return f"xt {what.get('type')} {what.get('name')}"
    return f"{kind} {_value(what)}" if what is not None else kind


def _match(what: dict[str, Any]) -> str:
    op = what.get("op")
    sign = "" if op in ("==", "in", None) else f"{op} "
    left = what.get("left")
    right = _quoted(what.get("right")) if _is_name(left) else what.get("right")
    masked = isinstance(left, dict) and "&" in left
    sign = "== " if masked and not sign else sign
    if isinstance(right, list):
        return f"{_value(left)} {sign}{','.join(_value(one) for one in right)}"
    if isinstance(right, bool) and isinstance(left, dict) and ("fib" in left or "rt" in left):
        return f"{_value(left)} {sign}{'exists' if right else 'missing'}"
    return f"{_value(left)} {sign}{_value(right)}"


def _is_name(left: Any) -> bool:
    """Whether values are names of interfaces, which nft puts into quotes."""
    meta = left.get("meta") if isinstance(left, dict) else None
    return isinstance(meta, dict) and str(meta.get("key")) in ("iif", "iifname", "oif", "oifname")


def _quoted(right: Any) -> Any:
    if isinstance(right, str):
        return right if right.startswith("@") or right == "*" else f'"{right}"'
    items = right.get("set") if isinstance(right, dict) else None
    if not isinstance(items, list):
        return right
    return {"set": [[_quoted(one[0]), *one[1:]] if _pairs(one) else _quoted(one) for one in items]}


def _pairs(one: Any) -> bool:
    return isinstance(one, list) and len(one) == 2


def _value(one: Any, depth: int = 0) -> str:
    if depth > _DEPTH:
        return "…"
    if isinstance(one, list):
        return _several(one, depth)
    if not isinstance(one, dict) or not one:
        return "" if one is None or one == {} else str(one)
    kind, what = next(iter(one.items()))
    if isinstance(what, dict):
        return _named(kind, what, depth)
    if kind == "set" and isinstance(what, list):
        return f"{{ {_several(what, depth)} }}"
    if kind == "concat" and isinstance(what, list):
        return " . ".join(_value(part, depth + 1) for part in what)
    if kind == "range" and isinstance(what, list):
        return "-".join(_value(part, depth + 1) for part in what)
    if kind in ("&", "|", "^") and isinstance(what, list):
        return f" {kind} ".join(_value(part, depth + 1) for part in what)
    if kind in ("jump", "goto"):
        return f"{kind} {what}"
    return kind if what is None else f"{kind} {_value(what, depth + 1)}"


def _named(kind: str, what: dict[str, Any], depth: int) -> str:
    if kind == "meta":
        key = str(what.get("key"))
        plain = key.startswith(("iif", "oif", "sk"))
        return key if plain else f"meta {key}"
    if kind == "payload":
        return (
            f"{what.get('protocol', '@' + str(what.get('base')))} {what.get('field', '')}".strip()
        )
    if kind == "ct":
        return " ".join(str(what[key]) for key in ("dir", "key") if key in what).join(("ct ", ""))
    if kind == "fib":
        flags = what.get("flags")
        names = flags if isinstance(flags, list) else [flags]
        return f"fib {' . '.join(map(str, names))} {what.get('result')}"
    if kind == "prefix":
        return f"{_value(what.get('addr'), depth + 1)}/{what.get('len')}"
    if kind == "elem":
        return _value(what.get("val"), depth + 1)
    if kind in ("jump", "goto"):
        return f"{kind} {what.get('target')}"
    inner = " ".join(f"{key} {_value(value, depth + 1)}" for key, value in what.items())
    return f"{kind} {inner}"


def _several(items: list[Any], depth: int) -> str:
    shown = [_pair(one, depth) for one in items[:_LONGEST]]
    return ", ".join([*shown, "…"] if len(items) > _LONGEST else shown)


def _pair(one: Any, depth: int) -> str:
    """An element; in a map it is a pair."""
    if isinstance(one, list) and len(one) == 2 and isinstance(one[1], dict):
        return f"{_value(one[0], depth + 1)} : {_value(one[1], depth + 1)}"
    return _value(one, depth + 1)
