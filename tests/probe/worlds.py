"""Worlds made of a few answers, for the tests of probes."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from hadoctor.probe.frozen import Frozen

CONF = """\
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alpha
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: beta
        nodeid: 2
    }
}
"""
ADDRESSES = """\
[{"ifindex": 2, "ifname": "eth1", "flags": ["UP", "LOWER_UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
"""


def world(
    files: Mapping[str, str | bytes] = {},
    commands: Mapping[str, str | tuple[int, str, str]] = {},
    folders: Mapping[str, tuple[str, ...]] = {},
    stats: Mapping[str, tuple[Any, ...]] = {},
    spaces: Mapping[str, tuple[Any, ...]] = {},
    names: Mapping[str, tuple[str, ...]] = {},
    now: float = 1_700_000_000.0,
) -> Frozen:
    """`commands`: what they print, or (code, out, err), by their words with a blank between (or NUL). A file
    that is read can also be looked at."""
    missing = "does not exist"

    class Absent(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            return super().get(key, {"unknown": f"{key} {missing}"})

    raw = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    encoded = {path: base64.b64encode(data).decode() for path, data in raw.items()}
    plain = {path: ("file", 0o644, "root", "root", len(data), now) for path, data in raw.items()}
    return Frozen(
        {
            "now": now,
            "root": True,
            "read": Absent(encoded),
            "tail": Absent(encoded),
            "stat": Absent({**plain, **stats}),
            "names": Absent(folders),
            "space": Absent(spaces),
            "run": {
                command if "\0" in command else command.replace(" ", "\0"): (0, said, "")
                if isinstance(said, str)
                else said
                for command, said in commands.items()
            },
            "resolve": dict(names),
        }
    )
