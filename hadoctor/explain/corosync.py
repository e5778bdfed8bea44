"""The page of an option of corosync.conf, made from its rows in the option table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.model.option import Kind, Option
from hadoctor.model.options import OPTIONS
from hadoctor.target import TARGETS

_NUMBER = re.compile(r"\.\d+(?=\.)")


def find(text: str) -> list[Option]:
    """The rows of a path, or of a key in whatever sections know it. Numbers of links and nodes in a
    path are passed over: nodelist.node.0.ring1_addr is nodelist.node.ringX_addr."""
    path = _NUMBER.sub("", text.strip().strip("."))
    path = re.sub(r"\bring\d+_addr$", "ringX_addr", path)
    path = re.sub(r"\bexec_(?!NAME)\w+$", "exec_NAME", path)
    rows = [o for o in OPTIONS if o.path == path]
    return rows or [o for o in OPTIONS if o.key == path]


def words() -> Iterator[str]:
    """Everything that can be asked for: paths, then keys."""
    yield from dict.fromkeys(o.path for o in OPTIONS)
    yield from sorted({o.key for o in OPTIONS})


def text(rows: list[Option]) -> str:
    paths = list(dict.fromkeys(o.path for o in rows))
    return "\n".join("".join(line + "\n" for line in _page(rows, path)) for path in paths)


def _page(rows: list[Option], path: str) -> Iterator[str]:
    mine = [o for o in rows if o.path == path]
    yield path
    meaning = ""
    for row in mine:
        if len(mine) > 1:
            yield f"  corosync {_releases(row)}:"
        margin = "    " if len(mine) > 1 else "  "
        if row.meaning != meaning:
            yield margin + row.meaning
            meaning = row.meaning
        if row.dead:
            yield f"{margin}no effect: {row.dead}"
        yield f"{margin}takes: {_takes(row)}"
        if row.default:
            default = f"{row.default} {row.unit}" if row.default.isdigit() else row.default
            yield f"{margin}default: {default.strip()}"
        if row.transports:
            yield f"{margin}counts for transport: {row.transports.replace(' ', ', ')}"
        if not row.dead:
            way = "corosync-cfgtool -R, no restart" if row.reloadable else "a restart of corosync"
            yield f"{margin}a change needs: {way}"
    if len(mine) == 1 and (mine[0].since or mine[0].until):
        yield f"  known to: corosync {_releases(mine[0])}"
    judged = [name for name, target in TARGETS.items() if any(o.known_to(target) for o in mine)]
    if len(judged) < len(TARGETS):
        yield f"  for --target corosync={'|'.join(judged)}; an unknown, ignored key for the others"
    yield f"  source: {mine[-1].source}"


def _takes(row: Option) -> str:
    if row.words:
        words = ", ".join(row.words)
        bad = {
            "load": "anything else is refused",
            "start": "with anything else the daemon does not start",
        }
        return f"{words} ({bad.get(row.refused_at, 'anything else silently means the default')})"
    bounds = row.kind.bounds
    if bounds is None:
        names = {Kind.ADDRESS: "an address or a host name", Kind.PATH: "a path"}
        return names.get(row.kind, "0..63 or a symbolic name" if row.kind is Kind.DSCP else "text")
    low = bounds[0] if row.low is None else row.low
    high = bounds[1] if row.high is None else row.high
    return f"a whole number {low}..{high}" + (f" in {row.unit}" if row.unit else "")


def _releases(row: Option) -> str:
    if row.since and row.until:
        return f"from {row.since} until {row.until}"
    if row.since:
        return f"from {row.since} on"
    return f"until {row.until}" if row.until else "2.x and 3.x"
