"""The rules: found by walking one folder, chosen by code, loaded when an input needs them.

A rule's file is named by its code (`cor006_not_an_integer.py`), so choosing needs no import. Rules are
loaded by the language of the inputs: who checks a corosync.conf does not wait for those of the CIB.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import NamedTuple

from hadoctor.facts.subject import COROSYNC, NODE, PACEMAKER, PEERS
from hadoctor.rule import Rule

FOLDERS = {
    **dict.fromkeys(("cib", "resources", "operations", "constraints", "fencing"), PACEMAKER),
    **dict.fromkeys(("host", "time", "firewall", "runtime"), NODE),
    "together": "both",
    "peers": PEERS,
}
"""The folders of the rules that are not for corosync.conf alone. Those in `together` look at the
configurations of both programs, and are loaded where both are there; those in `peers` at several nodes."""


class RuleFile(NamedTuple):
    code: str
    family: str
    stem: str
    path: str

    @property
    def name(self) -> str:
        return self.stem.partition("_")[2].replace("_", "-")

    @property
    def language(self) -> str:
        """`corosync`, `pacemaker`, `node`, `peers` or `both`."""
        return FOLDERS.get(self.family, COROSYNC)


@cache
def files() -> tuple[RuleFile, ...]:
    """Every rule file, by code. Raises ValueError when two claim one code, and where there is none."""
    from hadoctor import rules

    found: dict[str, RuleFile] = {}
    for folder in rules.__path__:
        for family in sorted(os.listdir(folder)):
            for one in _files(os.path.join(folder, family), family):
                if one.code in found:
                    raise ValueError(f"{one.code} stands in two files")
                found[one.code] = one
    if not found:
        # Whoever checks nothing finds nothing wrong.
        raise ValueError(f"there are no rules in {', '.join(rules.__path__)}")
    return tuple(found[code] for code in sorted(found))


def _files(folder: str, family: str) -> Iterator[RuleFile]:
    if not os.path.isfile(os.path.join(folder, "__init__.py")):
        return
    for name in sorted(os.listdir(folder)):
        stem, ending = os.path.splitext(name)
        if ending == ".py" and stem != "__init__":
            code = stem.partition("_")[0].upper()
            yield RuleFile(code, family, stem, os.path.join(folder, name))


@cache
def load(file: RuleFile) -> Rule:
    """The rule of a file. Raises ValueError where the file does not hold the rule of its name."""
    for value in vars(_module(file)).values():
        if isinstance(value, Rule):
            if value.code != file.code:
                raise ValueError(f"{file.path} holds {value.code}")
            return value
    raise ValueError(f"{file.path} holds no rule")


def _module(file: RuleFile) -> ModuleType:
    """Loaded by its place: to have it searched for along the path takes longer than to load it."""
    name = f"hadoctor.rules.{file.family}.{file.stem}"
    module = sys.modules.get(name)
    if module is None:
        spec = spec_from_file_location(name, file.path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{name} cannot be loaded")
        module = module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return module


class RuleSet:
    """The rules of a run; each is loaded when it is first asked for."""

    def __init__(self, chosen: Iterable[RuleFile], more: Iterable[Rule] = ()) -> None:
        self._files = tuple(chosen)
        self._more = tuple(more)

    def of(self, language: str) -> tuple[Rule, ...]:
        """The rules for inputs of a language."""
        return (*(load(f) for f in self._files if f.language == language), *self._more)

    def names(self, language: str) -> tuple[tuple[str, str], ...]:
        """Codes and names of the rules for a language; nothing is loaded for it."""
        return tuple((f.code, f.name) for f in self._files if f.language == language)

    @property
    def all(self) -> tuple[Rule, ...]:
        return (*map(load, self._files), *self._more)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every built-in rule, by code."""
    return tuple(map(load, files()))


def given(rules: Iterable[Rule]) -> RuleSet:
    """A set of rules that are loaded already."""
    return RuleSet((), rules)


class UnknownCodeError(ValueError):
    """A code or prefix that no rule has. The text says which, and what was probably meant."""


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> RuleSet:
    """The rules whose code starts with one of `select` (all, where it is empty) and with none of
    `ignore`. Raises UnknownCodeError for a prefix that fits no rule."""
    wanted, unwanted = tuple(_codes(select)), tuple(_codes(ignore))
    for prefix in wanted + unwanted:
        if not any(f.code.startswith(prefix) for f in files()):
            raise UnknownCodeError(_unknown(prefix))
    return RuleSet(
        f
        for f in files()
        if (not wanted or f.code.startswith(wanted))
        and not (unwanted and f.code.startswith(unwanted))
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

    near = suggest(prefix, [f.code for f in files()], distance=1)
    return f"no rule has a code that starts with {prefix!r}" + (
        f"; did you mean {near}?" if near else ""
    )
