"""Settings from `hadoctor.toml`, or from `[tool.hadoctor]` in a pyproject.toml.

    select = ["COR", "TOT"]             # only these rules
    ignore = ["TOT015"]                 # not these
    severity = { SEC001 = "error" }     # instead of the rule's own
    target = { corosync = "3.0", pacemaker = "3.0", crmsh = "5" }
    per-file-ignores = { "lab/*" = ["FEN"] }

The nearest file counts, from the working directory upwards. The command line goes before it.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from hadoctor.finding import Severity
from hadoctor.source import suggest
from hadoctor.target import DEFAULTS, PROGRAMS, Targets

NAMES = ("hadoctor.toml", "pyproject.toml")
KEYS = ("select", "ignore", "severity", "target", "per-file-ignores")


class ConfigError(ValueError):
    """What is wrong with a settings file, and where."""


class Config(NamedTuple):
    path: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}  # noqa: RUF012 a NamedTuple's default is never changed
    targets: Targets = DEFAULTS
    per_file_ignores: dict[str, tuple[str, ...]] = {}  # noqa: RUF012


def find(folder: str) -> str | None:
    """The settings file for a folder: its own, or the nearest above."""
    while True:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (name == NAMES[0] or _has_table(path)):
                return path
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def load(path: str) -> Config:
    """Raises ConfigError for what cannot be read or is not known."""
    import tomllib

    try:
        with open(path, "rb") as stream:
            data = tomllib.load(stream)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if os.path.basename(path) == NAMES[1]:
        data = data.get("tool", {}).get("hadoctor", {})
    return _config(path, data)


def _has_table(path: str) -> bool:
    with open(path, "rb") as stream:
        return b"[tool.hadoctor" in stream.read()


def _config(path: str, data: dict[str, Any]) -> Config:
    for key in data:
        if key not in KEYS:
            near = suggest(key, KEYS)
            hint = f"; did you mean {near}?" if near else f"; there are {', '.join(KEYS)}"
            raise ConfigError(f"{path}: no setting {key!r}{hint}")
    return Config(
        path,
        _codes(path, "select", data.get("select", [])),
        _codes(path, "ignore", data.get("ignore", [])),
        _severities(path, data.get("severity", {})),
        _targets(path, data.get("target", {})),
        {
            pattern: _codes(path, f"per-file-ignores.{pattern}", codes)
            for pattern, codes in _table(path, "per-file-ignores", data).items()
        },
    )


def _targets(path: str, value: object) -> Targets:
    if not isinstance(value, dict) or set(value) - set(PROGRAMS):
        raise ConfigError(
            f'{path}: target takes {{ corosync = "…", pacemaker = "…", crmsh = "…" }}'
        )
    targets = DEFAULTS
    for program, release in value.items():
        known = PROGRAMS[program]
        if not isinstance(release, str) or release not in known:
            raise ConfigError(f"{path}: target.{program} takes {', '.join(known)}, not {release!r}")
        targets = targets.with_(program, release)
    return targets


def _table(path: str, key: str, data: dict[str, Any]) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: {key} is a table")
    return table


def _codes(path: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: {key} is a list of codes")
    return tuple(value)


def _severities(path: str, value: object) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: severity is a table of code and severity")
    found = {}
    for code, word in value.items():
        if not isinstance(word, str) or word.upper() not in Severity.__members__:
            words = ", ".join(s.word for s in Severity)
            raise ConfigError(f"{path}: severity.{code} takes {words}, not {word!r}")
        found[code.upper()] = Severity[word.upper()]
    return found
