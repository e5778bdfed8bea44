"""The rules: found by walking one folder, chosen by code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from hadoctor.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every built-in rule, by code. Raises ValueError when two claim one code."""
    from hadoctor import rules

    found: dict[str, Rule] = {}
    for folder in rules.__path__:
        for family in sorted(os.listdir(folder)):
            for module in _modules(os.path.join(folder, family), f"hadoctor.rules.{family}"):
                for value in vars(module).values():
                    if isinstance(value, Rule):
                        if value.code in found:
                            raise ValueError(f"{value.code} stands in two files")
                        found[value.code] = value
    return tuple(found[code] for code in sorted(found))


def _modules(folder: str, package: str) -> Iterator[ModuleType]:
    """The modules of a folder. Loaded by their place: to have each searched for along the path
    takes longer than to load it."""
    if not os.path.isfile(os.path.join(folder, "__init__.py")):
        return
    for file in sorted(os.listdir(folder)):
        stem, ending = os.path.splitext(file)
        if ending != ".py" or stem == "__init__":
            continue
        name = f"{package}.{stem}"
        module = sys.modules.get(name)
        if module is None:
            spec = spec_from_file_location(name, os.path.join(folder, file))
            if spec is None or spec.loader is None:
                raise ImportError(f"{name} cannot be loaded")
            module = module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
        yield module


class UnknownCodeError(ValueError):
    """A code or prefix that no rule has. The text says which, and what was probably meant."""


def chosen(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules whose code starts with one of `select` (all, where it is empty) and with none of
    `ignore`. Raises UnknownCodeError for a prefix that fits no rule."""
    rules = all_rules()
    wanted, unwanted = tuple(_codes(select)), tuple(_codes(ignore))
    for prefix in wanted + unwanted:
        if not any(r.code.startswith(prefix) for r in rules):
            raise UnknownCodeError(_unknown(prefix))
    return tuple(
        r
        for r in rules
        if (not wanted or r.code.startswith(wanted))
        and not (unwanted and r.code.startswith(unwanted))
    )


def find(text: str) -> Rule | None:
    """A rule by code or by name."""
    wanted = text.strip()
    for rule in all_rules():
        if rule.code == wanted.upper() or rule.name == wanted.lower():
            return rule
    return None


def _codes(texts: Iterable[str]) -> list[str]:
    return [code.strip().upper() for text in texts for code in text.split(",") if code.strip()]


def _unknown(prefix: str) -> str:
    from hadoctor.source import suggest

    near = suggest(prefix, [r.code for r in all_rules()], distance=1)
    return f"no rule has a code that starts with {prefix!r}" + (
        f"; did you mean {near}?" if near else ""
    )
