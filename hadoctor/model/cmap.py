"""What the daemon stores from a file: its flat, typed map, built the way its own reader builds it.

The section tree is only a way to spell paths. A few sections are special: `interface` is collected
and stored under its link number when it closes, `node` under its position, `logger_subsys` under its
subsystem; everything else goes straight into the map, the last of equal keys winning. What cannot be
stored becomes a fault. Source: the daemon, each release tried; see `corosync-cmapctl`.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from hadoctor.model.numbers import dscp, strtol
from hadoctor.model.option import Kind, Option
from hadoctor.model.schema import Schema, schema
from hadoctor.source import Span
from hadoctor.syntax.tree import Document, Pair, Section
from hadoctor.target import Target

PATH_MAX = 255
"""A path of this many characters or more is refused."""
_NAME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/:")

# The sections that change how the keys below them are read; all others keep the habits of the
# section around them.
_STATES = frozenset(
    (
        "totem totem.interface totem.interface.member quorum quorum.device nodelist nodelist.node"
        " logging.logger_subsys logging.logging_daemon uidgid resources resources.system"
        " resources.system.memory_used resources.process resources.process.memory_used"
    ).split()
)
_COLLECTED = "bindnetaddr mcastaddr broadcast mcastport ttl"
_COLLECTED_2 = frozenset(f"ringnumber {_COLLECTED}".split())
_COLLECTED_3 = frozenset(
    (
        f"linknumber {_COLLECTED} knet_link_priority knet_ping_interval knet_ping_timeout"
        " knet_ping_precision knet_pong_count knet_transport"
    ).split()
)


class FaultKind(Enum):
    NOT_A_NUMBER = "not a number"
    OUT_OF_RANGE = "number out of range"
    BAD_DSCP = "not a DSCP value"
    BAD_NAME = "key that cannot be stored"
    PATH_TOO_LONG = "path too long"
    FOREIGN_IN_UIDGID = "foreign key in uidgid"
    FOREIGN_IN_MEMBER = "foreign key in member"
    SUBSECTION = "section inside a section that takes none"
    NO_SUBSYS = "logger_subsys without subsys"
    NO_NAME = "logging_daemon without name"
    NO_RING0 = "node without ring0_addr"


class Fault(NamedTuple):
    """Something that the daemon cannot store. `refused`: it refuses the whole file for it."""

    kind: FaultKind
    at: Span
    path: str
    refused: bool = True
    option: Option | None = None
    pair: Pair | None = None
    section: Section | None = None


class Entry(NamedTuple):
    """A key of the map, its value, and where both come from. `schema_path` names the option."""

    path: str
    value: int | str
    pair: Pair
    section: Section
    schema_path: str
    option: Option | None

    @property
    def number(self) -> int | None:
        return self.value if isinstance(self.value, int) else None

    @property
    def text(self) -> str:
        return self.pair.value

    @property
    def span(self) -> Span:
        return self.pair.value_span


class Cmap(NamedTuple):
    entries: dict[str, Entry]
    """The map as it is in the end: path to what was stored last."""
    stored: tuple[Entry, ...]
    """Everything that was stored, in order, also what a later key replaced."""
    faults: tuple[Fault, ...]
    spoiled: frozenset[str]
    """Schema paths of keys that stand in the file and could not be stored."""

    def text(self, path: str) -> str | None:
        """A text value; None where the key is absent or was stored as a number."""
        entry = self.entries.get(path)
        return entry.value if entry is not None and isinstance(entry.value, str) else None

    def number(self, path: str) -> int | None:
        entry = self.entries.get(path)
        return entry.value if entry is not None and isinstance(entry.value, int) else None


def load(document: Document, target: Target) -> Cmap:
    loader = _Loader(schema(target))
    loader.section(document.root)
    return Cmap(
        {e.path: e for e in loader.stored},
        tuple(loader.stored),
        tuple(loader.faults),
        frozenset(loader.spoiled),
    )


class _Frame:
    """An open section during the walk."""

    def __init__(self, node: Section, path: str, state: str) -> None:
        self.node = node
        self.path = path
        self.state = state
        self.todo = iter(node.children)


class _Loader:
    def __init__(self, options: Schema) -> None:
        self.schema = options
        target = options.target
        self.lenient = target.before("3.0")
        self.nested = target.since("3.1.10")  # sub-sections of special sections are plain paths
        self.collects = _COLLECTED_2 if self.lenient else _COLLECTED_3
        self.stored: list[Entry] = []
        self.faults: list[Fault] = []
        self.spoiled: set[str] = set()
        self.node_number = 0
        self.ring0 = False
        self.link = 0
        self.interface: dict[str, Entry] = {}
        self.members: list[Entry] = []
        self.items: list[Entry] = []
        self.names: dict[str, str] = {}

    def section(self, root: Section) -> None:
        stack = [_Frame(root, "", "")]
        while stack:
            frame = stack[-1]
            for child in frame.todo:
                if isinstance(child, Pair):
                    self.pair(child, frame)
                elif isinstance(child, Section):
                    inner = self.begin(child, frame)
                    if inner is not None:
                        stack.append(inner)
                        break
            else:
                stack.pop()
                if stack:
                    self.end(frame)

    def begin(self, node: Section, around: _Frame) -> _Frame | None:
        path = f"{around.path}.{node.name}" if around.path else node.name
        if len(around.path) + len(node.name) + 1 >= PATH_MAX:
            self.faults.append(Fault(FaultKind.PATH_TOO_LONG, node.name_span, path, section=node))
            return None
        state = path if path in _STATES else around.state
        if path == "totem.interface":
            self.link, self.interface, self.members = 0, {}, []
        elif path in ("logging.logger_subsys", "logging.logging_daemon"):
            self.items, self.names = [], {}
        elif path == "nodelist":
            self.node_number = 0
        elif path == "nodelist.node":
            self.ring0 = False
        elif state != path and (
            (state in ("uidgid", "totem.interface.member") and self.nested)
            or (state == "logging.logger_subsys" and not self.nested)
        ):
            self.faults.append(Fault(FaultKind.SUBSECTION, node.name_span, path, section=node))
        return _Frame(node, path, state)

    def pair(self, pair: Pair, frame: _Frame) -> None:
        key, path, state = pair.key, frame.path, frame.state
        whole = f"{path}.{key}" if path else key
        if len(path) + len(key) + 1 >= PATH_MAX:
            self.faults.append(
                Fault(FaultKind.PATH_TOO_LONG, pair.key_span, whole, pair=pair, section=frame.node)
            )
            return
        # Up to 3.1.9 the special sections know their keys by name alone, at any depth.
        section = path if self.nested or state not in ("nodelist.node", "uidgid") else state
        kind = self.schema.kind_of(section, key, state)
        option = self.schema.option(section, key)
        value = self.value(kind, pair, whole, option, frame)
        if value is None:
            return
        rest = path[len(state) + 1 :] + "." if self.nested and path != state else ""
        entry = Entry(whole, value, pair, frame.node, f"{section}.{key}".lstrip("."), option)
        match state:
            case "totem.interface" if path == state and key in self.collects:
                if key in ("linknumber", "ringnumber"):
                    self.link = value if isinstance(value, int) else 0
                else:
                    self.interface[key] = entry
            case "totem.interface.member":
                if key != "memberaddr":
                    self.fault(FaultKind.FOREIGN_IN_MEMBER, pair, whole, frame)
                self.members.append(entry)
            case "logging.logger_subsys" | "logging.logging_daemon":
                name = rest + key
                if name == "subsys" or (name == "name" and state.endswith("daemon")):
                    self.names[name] = str(value)
                self.items.append(entry._replace(path=name))
            case "uidgid":
                if rest or key not in ("uid", "gid"):
                    self.fault(FaultKind.FOREIGN_IN_UIDGID, pair, whole, frame)
                else:
                    self.account(entry, key)
            case "nodelist.node":
                self.ring0 = self.ring0 or key == "ring0_addr"
                self.store(entry, f"nodelist.node.{self.node_number}.{rest}{key}")
            case _:
                self.store(entry, whole)

    def value(
        self, kind: Kind, pair: Pair, path: str, option: Option | None, frame: _Frame
    ) -> int | str | None:
        text = pair.value
        if kind is Kind.DSCP:
            number = dscp(text)
            if number is None:
                self.fault(FaultKind.BAD_DSCP, pair, path, frame, option)
            return number
        bounds = kind.bounds
        if bounds is None:
            return text
        number = strtol(text)
        if number is None:
            self.fault(FaultKind.NOT_A_NUMBER, pair, path, frame, option)
            return None
        if kind is Kind.U64 and -bounds[1] <= number < 0:
            return number + bounds[1] + 1  # strtoull takes a minus sign and wraps around
        if not bounds[0] <= number <= bounds[1]:
            self.fault(FaultKind.OUT_OF_RANGE, pair, path, frame, option)
            return None
        return number

    def fault(
        self,
        kind: FaultKind,
        pair: Pair,
        path: str,
        frame: _Frame,
        option: Option | None = None,
    ) -> None:
        at = pair.key_span if kind in _KEY_FAULTS else pair.value_span
        self.faults.append(Fault(kind, at, path, True, option, pair, frame.node))
        self.spoiled.add(f"{frame.path}.{pair.key}")

    def store(self, entry: Entry, path: str) -> None:
        path = path[: PATH_MAX - 1]
        if not storable(path):
            pair = entry.pair
            self.faults.append(
                Fault(
                    FaultKind.BAD_NAME,
                    pair.key_span if pair.key else pair.span,
                    path,
                    not self.lenient,
                    None,
                    pair,
                    entry.section,
                )
            )
            return
        self.stored.append(entry._replace(path=path))

    def account(self, entry: Entry, key: str) -> None:
        """uid and gid become a flag under the number of the account; which number a name has, only
        the node knows, except that root is 0 everywhere."""
        number = strtol(entry.text)
        name = "0" if entry.text == "root" else str(number) if number is not None else entry.text
        if storable(f"uidgid.config.{key}.{name}"):
            self.store(entry._replace(value=1), f"uidgid.config.{key}.{name}")

    def end(self, frame: _Frame) -> None:
        whole = frame.path == frame.state
        match frame.state:
            case "totem.interface" if whole or not self.nested:
                for key, entry in self.interface.items():
                    self.store(entry, f"totem.interface.{self.link}.{key}")
                for number, entry in enumerate(reversed(self.members)):
                    self.store(entry, f"totem.interface.{self.link}.member.{number}")
                if not whole:  # texts are let go, numbers stay for the section's own end
                    self.interface = {
                        k: e for k, e in self.interface.items() if isinstance(e.value, int)
                    }
            case "logging.logger_subsys" if whole:
                if "subsys" not in self.names:
                    self.missing(FaultKind.NO_SUBSYS, frame)
                else:
                    self.named(f"logging.logger_subsys.{self.names['subsys']}", ("subsys",))
            case "logging.logging_daemon" if whole:
                self.daemon(frame)
            case "nodelist.node" if whole or not self.nested:
                if self.lenient and not self.ring0:
                    self.missing(FaultKind.NO_RING0, frame)
                self.node_number += 1

    def missing(self, kind: FaultKind, frame: _Frame) -> None:
        self.faults.append(Fault(kind, frame.node.head_span, frame.path, section=frame.node))

    def daemon(self, frame: _Frame) -> None:
        """logging_daemon: `name: corosync` means logging itself, another name is stored only."""
        name, subsys = self.names.get("name"), self.names.get("subsys")
        if name is None:
            self.missing(FaultKind.NO_NAME, frame)
        elif name != "corosync":
            below = f".{subsys}" if subsys is not None else ""
            self.named(f"logging.logging_daemon.{name}{below}", ("name", "subsys"))
        elif subsys is not None:
            self.named(f"logging.logger_subsys.{subsys}", ("subsys",), drop=("name",))
        else:
            self.named("logging", (), drop=("name",))

    def named(self, prefix: str, last: tuple[str, ...], drop: tuple[str, ...] = ()) -> None:
        """Store the collected keys. They are kept in reverse, so that of equal keys the first one
        stays; only the name itself is taken from the last."""
        naming = {e.path: e for e in self.items if e.path in last}
        for entry in reversed(self.items):
            if entry.path not in last and entry.path not in drop:
                self.store(entry, f"{prefix}.{entry.path}")
        for entry in naming.values():
            self.store(entry, f"{prefix}.{entry.path}")


_KEY_FAULTS = (FaultKind.FOREIGN_IN_UIDGID, FaultKind.FOREIGN_IN_MEMBER)


def storable(path: str) -> bool:
    """Whether the map takes a key of that name."""
    return 3 <= len(path) <= PATH_MAX and _NAME.issuperset(path)
