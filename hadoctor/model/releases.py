"""Which releases know an option, and what was probably meant by one that none knows."""

from __future__ import annotations

from hadoctor.model.options import OPTIONS
from hadoctor.model.schema import Schema
from hadoctor.source import suggest
from hadoctor.target import Target


def elsewhen(path: str, target: Target) -> str:
    """What other releases know the option or section of that path; empty where none does."""
    rows = [o for o in OPTIONS if o.path == path or o.path.startswith(f"{path}.")]
    later = [o.since for o in rows if o.since and target.before(o.since)]
    if later:
        first = min(later, key=lambda text: tuple(map(int, text.split("."))))
        return "the next release" if first == "3.1.11" else f"corosync {first} and newer"
    earlier = [o.until for o in rows if o.until and target.since(o.until)]
    if earlier:
        last = max(earlier, key=lambda text: tuple(map(int, text.split("."))))
        return "corosync 2.x" if last == "3.0" else f"corosync before {last}"
    return ""


def near_key(schema: Schema, section: str, key: str) -> str | None:
    """The key of the section that `key` is probably a misspelling of."""
    known: list[str] = []
    for name in schema.keys(section):
        if name == "ringX_addr":
            known += [f"ring{number}_addr" for number in range(8)]
        elif not name.endswith("_NAME"):
            known.append(name)
    return suggest(key, known)


def near_section(schema: Schema, path: str) -> str | None:
    """The section name that the last part of the path is probably a misspelling of."""
    around, _, name = path.rpartition(".")
    prefix = f"{around}." if around else ""
    known = [
        s.removeprefix(prefix)
        for s in schema.sections
        if s and s.startswith(prefix) and "." not in s.removeprefix(prefix)
    ]
    return suggest(name, sorted(known))
