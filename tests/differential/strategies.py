"""Files to try on the real daemon: drawn from the corpus and from the option table, then mutated.

The aim is disagreement: values at the edges of types and ranges, keys in wrong places, broken braces,
odd bytes, sections twice.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from hadoctor.model.option import Kind, Option
from hadoctor.model.options import OPTIONS
from hadoctor.target import Target
from tests.daemon.fixtures import CORPUS

FILES = [path.read_bytes() for path in sorted(CORPUS.glob("*.conf"))]
GOOD = [path.read_bytes() for path in sorted(CORPUS.glob("good-*.conf"))]

NUMBERS = (
    "0 1 2 3 7 8 13 14 15 29 30 31 50 64 99 100 101 127 128 200 255 256 512 1000 1200 3000 5000"
    " 10000 65535 65536 70000 100000 4294967295 4294967296 18446744073709551615 -1 -5 +5 007 0x10"
    " 1.5 5s 1k '2'"
).split()
TEXTS = (
    "yes no on off true none auto Yes ON lowest highest net knet udp udpu iba passive active"
    " aes256 sha256 sha1 zlib corosync_votequorum corosync_ykd votequorum ipv4 ipv6 ipv4-6 info"
    " warn INFO daemon local0 hires max min sctp node1 10.0.0.1 10.0.0.2 fd00::1 239.1.1.1"
    " 239.255.1.1.1 192.168.0.10 ff15::1 10.1.2.3/24 0.0.0.0 10.20.2 aes128 \u00e9"
).split()
SECTIONS = (
    "totem interface nodelist node quorum device logging logger_subsys system uidgid net nozzle"
    " resources member heuristics logging_daemon service"
).split()
ODD = [b"", b"}", b"{", b"# note", b" # note", b" }", b"\t", b"\r", b"\xa0", b"\xc2\xa0", b"\0"]


def values(option: Option) -> st.SearchStrategy[str]:
    """Values for an option, mostly ones that mean something to it."""
    if option.kind.bounds is not None:
        edges = [str(n) for n in (option.low, option.high) if n is not None]
        return st.sampled_from([*NUMBERS, *edges])
    if option.words:
        return st.sampled_from([*option.words, *option.words, *TEXTS])
    if option.kind is Kind.ADDRESS:
        return st.sampled_from([t for t in TEXTS if "." in t or ":" in t])
    return st.sampled_from(TEXTS)


@st.composite
def lines(draw: st.DrawFn, target: Target) -> tuple[str, bytes]:
    """A section and a line for it, from the option table."""
    options = [o for o in OPTIONS if o.known_to(target)]
    option = draw(st.sampled_from(options))
    key = option.key.replace("ringX", f"ring{draw(st.integers(0, 9))}").replace("NAME", "a")
    return option.section.rpartition(".")[2], f"  {key}: {draw(values(option))}".encode()


def configurations(target: Target) -> st.SearchStrategy[bytes]:
    return st.one_of(_filled(target), _filled(target), _mutated(target), _built(target))


@st.composite
def _filled(draw: st.DrawFn, target: Target) -> bytes:
    """A sound file with a few more options at the right places."""
    data = draw(st.sampled_from(GOOD))
    for section, line in draw(st.lists(lines(target), min_size=1, max_size=4)):
        data = _insert(draw, data, section.encode(), line)
    return data


@st.composite
def _mutated(draw: st.DrawFn, target: Target) -> bytes:
    """Any file of the corpus with a few mutations."""
    data = draw(st.sampled_from(FILES))
    for mutate in draw(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3)):
        data = mutate(draw, data, target)
    return data


@st.composite
def _built(draw: st.DrawFn, target: Target) -> bytes:
    """A small file made from nothing: nodes, links, transport, quorum in odd combinations."""
    count = draw(st.integers(0, 13))
    link_numbers = draw(st.lists(st.integers(0, 2), min_size=1, max_size=2, unique=True))
    transport = draw(st.sampled_from(["", "knet", "udpu", "udp", "udpu", "knet"]))
    six = draw(st.integers(0, 5)) == 0
    out = ["totem {", "  version: 2"]
    if transport:
        out.append(f"  transport: {transport}")
    if draw(st.booleans()):
        out.append("  cluster_name: demo")
    for _, line in draw(st.lists(lines(target).filter(lambda s: s[0] == "totem"), max_size=2)):
        out.append(line.decode("latin-1"))
    for number in draw(st.lists(st.integers(0, 2), max_size=2)):
        word = "ringnumber" if target.before("3.0") else "linknumber"
        out += ["  interface {", f"    {word}: {number}"]
        interface = lines(target).filter(lambda s: s[0] == "interface")
        for _, line in draw(st.lists(interface, max_size=3)):
            out.append("  " + line.decode("latin-1"))
        out.append("  }")
    out += ["}", "nodelist {"]
    for node in range(count):
        out.append("  node {")
        for link in link_numbers:
            if draw(st.integers(0, 14)):
                own = f"fd0{link}::{node + 1}" if six else f"10.{link}.0.{node + 1}"
                out.append(f"    ring{link}_addr: {own}")
        if draw(st.integers(0, 9)):
            out.append(f"    nodeid: {draw(st.sampled_from([node + 1] * 12 + [0, 1, 2, 65536]))}")
        if draw(st.integers(0, 4)):
            out.append(f"    name: n{node + 1}")
        if not draw(st.integers(0, 6)):
            out.append(f"    quorum_votes: {draw(st.sampled_from(NUMBERS[:8]))}")
        out.append("  }")
    out += ["}", "quorum {"]
    if draw(st.integers(0, 5)):
        out.append("  provider: corosync_votequorum")
    for _, line in draw(st.lists(lines(target).filter(lambda s: s[0] == "quorum"), max_size=3)):
        out.append(line.decode("latin-1"))
    if draw(st.booleans()):
        out += ["  device {", "    model: net"]
        if draw(st.booleans()):
            out.append(f"    votes: {draw(st.sampled_from(NUMBERS[:6]))}")
        out.append("  }")
    out.append("}")
    return "\n".join(out).encode("latin-1", "replace") + b"\n"


def _insert(draw: st.DrawFn, data: bytes, section: bytes, line: bytes) -> bytes:
    """Put a line behind the head of such a section; without one, at a random place."""
    rows = data.split(b"\n")
    heads = [
        n
        for n, row in enumerate(rows)
        if row.strip().rstrip(b"{").strip(b" \t:") == section and b"{" in row
    ]
    if heads:
        rows.insert(draw(st.sampled_from(heads)) + 1, line)
    elif section in (b"quorum", b"logging", b"system", b"uidgid", b"nozzle", b"resources"):
        rows += [section + b" {", line, b"}"]
    else:
        rows.insert(draw(st.integers(0, len(rows))), line)
    return b"\n".join(rows)


Mutation = Callable[[st.DrawFn, bytes, Target], bytes]


def _row(draw: st.DrawFn, rows: list[bytes]) -> int:
    return draw(st.integers(0, len(rows) - 1))


def _drop_line(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    rows = data.split(b"\n")
    del rows[_row(draw, rows)]
    return b"\n".join(rows)


def _double_line(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    rows = data.split(b"\n")
    at = _row(draw, rows)
    rows.insert(draw(st.integers(0, len(rows))), rows[at])
    return b"\n".join(rows)


def _other_value(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    rows = data.split(b"\n")
    keyed = [n for n, row in enumerate(rows) if b":" in row and b"{" not in row]
    if keyed:
        at = draw(st.sampled_from(keyed))
        value = draw(st.sampled_from([*NUMBERS, *TEXTS, ""]))
        rows[at] = rows[at].partition(b":")[0] + b": " + value.encode("latin-1", "replace")
    return b"\n".join(rows)


def _new_option(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    section, line = draw(lines(target))
    return _insert(draw, data, section.encode(), line)


def _misplaced_option(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    _, line = draw(lines(target))
    return _insert(draw, data, draw(st.sampled_from(SECTIONS)).encode(), line)


def _odd_bytes(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    at = draw(st.integers(0, len(data)))
    return data[:at] + draw(st.sampled_from(ODD)) + data[at:]


def _odd_line_end(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    rows = data.split(b"\n")
    rows[_row(draw, rows)] += draw(st.sampled_from(ODD))
    return b"\n".join(rows)


def _drop_byte(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    at = draw(st.integers(0, max(0, len(data) - 1)))
    return data[:at] + data[at + 1 :]


def _swap_sections(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    """Rename a section head: what was known becomes unknown, and the other way round."""
    rows = data.split(b"\n")
    heads = [n for n, row in enumerate(rows) if b"{" in row]
    if heads:
        at = draw(st.sampled_from(heads))
        indent = rows[at][: len(rows[at]) - len(rows[at].lstrip())]
        rows[at] = indent + draw(st.sampled_from(SECTIONS)).encode() + b" {"
    return b"\n".join(rows)


def _new_section(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    rows = data.split(b"\n")
    at = draw(st.integers(0, len(rows)))
    name = draw(st.sampled_from(SECTIONS)).encode()
    rows[at:at] = [name + b" {", draw(lines(target))[1], b"}"]
    return b"\n".join(rows)


def _long_line(draw: st.DrawFn, data: bytes, target: Target) -> bytes:
    rows = data.split(b"\n")
    at = draw(st.integers(0, len(rows)))
    length = draw(st.sampled_from([505, 508, 509, 510, 511, 512, 1021, 1022]))
    rows.insert(at, draw(st.sampled_from([b"# ", b"x: ", b"token: 5 "])).ljust(length, b"a"))
    return b"\n".join(rows)


MUTATIONS: list[Mutation] = [
    _drop_line,
    _double_line,
    _other_value,
    _other_value,
    _new_option,
    _new_option,
    _misplaced_option,
    _odd_bytes,
    _odd_line_end,
    _drop_byte,
    _swap_sections,
    _new_section,
    _long_line,
]
