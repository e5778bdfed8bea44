"""The page of an option of Pacemaker: `stonith-enabled`, `meta.target-role`, `op.timeout`."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.pacemaker.option import Option, Place, Type
from hadoctor.model.pacemaker.options import OPTIONS
from hadoctor.model.pacemaker.options.retired import INSTEAD
from hadoctor.target import PACEMAKERS

_PLACES = {place.value: place for place in Place} | {
    "rsc_defaults": Place.RESOURCE,
    "op_defaults": Place.OPERATION,
    "params": Place.FENCE,
}
_WHERE = {
    Place.PROPERTY: "a cluster property",
    Place.RESOURCE: "a meta-attribute of resources; in rsc_defaults for all",
    Place.GROUP: "a meta-attribute of groups",
    Place.CLONE: "a meta-attribute of clones",
    Place.BUNDLE: "a meta-attribute of bundles",
    Place.CONTAINER: "an attribute of the container of a bundle",
    Place.NETWORK: "an attribute of the network of a bundle",
    Place.PORT_MAPPING: "an attribute of a port-mapping of a bundle",
    Place.STORAGE_MAPPING: "an attribute of a storage-mapping of a bundle",
    Place.OPERATION: "an attribute of operations; in op_defaults for all",
    Place.FENCE: "a parameter of every fence device",
    Place.NODE: "a node attribute",
}
_UNITS = "a number with s, ms, us, m or h; seconds without"
_FORMS = {
    Type.BOOLEAN: "true, on, yes, y, 1, false, off, no, n or 0, in any case",
    Type.SCORE: "a whole number or INFINITY, with + or -; INFINITY is 1000000",
    Type.INTERVAL: f"{_UNITS}; or an ISO 8601 duration such as PT5M",
    Type.TIMEOUT: _UNITS,
    Type.SIGNED_TIMEOUT: f"{_UNITS}; a negative number means automatic",
    Type.PERCENTAGE: "a whole number and %",
    Type.PORT: "a port, 0..65535",
    Type.DATE: "a date, ISO 8601",
}


def pages(word: str) -> Iterator[str]:
    rows = find(word)
    for path in dict.fromkeys(o.path for o in rows):
        yield _lines(_page(path, [o for o in rows if o.path == path]))
    if not rows:
        for (place, name), instead in INSTEAD.items():
            if _asks_for(word, place, name):
                path = name if place is Place.PROPERTY else f"{place.value}.{name}"
                yield _lines((path, f"  no effect since pacemaker 2; write instead: {instead}"))


def find(word: str) -> list[Option]:
    """The rows of a path, or of a name at whatever places know it; older names count too."""
    return [o for o in OPTIONS if any(_asks_for(word, o.place, n) for n in (o.name, *o.legacy))]


def words() -> Iterator[str]:
    """Everything that can be asked for: names, then paths."""
    yield from dict.fromkeys(n for o in OPTIONS for n in (o.name, *o.legacy))
    yield from dict.fromkeys(o.path for o in OPTIONS)
    yield from (name for _, name in INSTEAD)


def _asks_for(word: str, place: Place, name: str) -> bool:
    start, dot, rest = word.partition(".")
    return word == name or bool(dot and _PLACES.get(start) is place and rest == name)


def _page(path: str, rows: list[Option]) -> Iterator[str]:
    yield path
    yield f"  {_WHERE[rows[0].place]}"
    said = ("", "")
    for row in rows:
        if len(rows) > 1:
            yield f"  pacemaker {_releases(row)}:"
        margin = "    " if len(rows) > 1 else "  "
        if (row.meaning, row.note) != said:
            yield margin + row.meaning
            if row.note:
                yield margin + row.note
            said = (row.meaning, row.note)
        yield from (margin + line for line in _facts(row))
    if len(rows) == 1 and (rows[0].since or rows[0].until):
        yield f"  known to: pacemaker {_releases(rows[0])}"
    judged = [name for name, target in PACEMAKERS.items() if any(o.known_to(target) for o in rows)]
    if len(judged) < len(PACEMAKERS):
        yield f"  for --target pacemaker={'|'.join(judged)}; an unknown, ignored name for the others"


def _facts(row: Option) -> Iterator[str]:
    if row.words:
        yield f"takes: {', '.join(row.words)}"
    else:
        yield f"takes: {_FORMS.get(row.type, row.type.value)}"
    if row.default:
        yield f"default: {row.default}"
    if row.unreadable:
        yield f"a value that cannot be read counts as: {row.unreadable}"
    if row.legacy:
        warned = ", with a warning" if row.legacy_warns else ""
        yield f"older name, still read{warned}: {', '.join(row.legacy)}"
    if row.deprecated:
        yield f"deprecated from {row.deprecated} on"
    if row.generated:
        yield "written by the cluster itself"
    if row.advanced:
        yield "its authors advise to leave it alone unless you know why"


def _releases(row: Option) -> str:
    if row.since and row.until:
        return f"from {row.since} until {row.until}"
    if row.since:
        return f"from {row.since} on"
    return f"until {row.until}" if row.until else "2.x and 3.x"


def _lines(lines: Iterator[str] | tuple[str, ...]) -> str:
    return "".join(line + "\n" for line in lines)
