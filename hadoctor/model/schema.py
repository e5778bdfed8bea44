"""The option table as a release knows it, looked up by section and key."""

from __future__ import annotations

import re
from functools import cache

from hadoctor.model.option import Kind, Option
from hadoctor.model.options import OPTIONS
from hadoctor.target import Target

RING_ADDRESS = r"ring\d+_addr"


class Schema:
    """Every option that one release knows. Sections are schema paths (`totem.interface`)."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.options = {o.path: o for o in OPTIONS if o.known_to(target)}
        self.sections = {o.section for o in self.options.values()}
        for section in tuple(self.sections):
            while section := section.rpartition(".")[0]:
                self.sections.add(section)

    def option(self, section: str, key: str) -> Option | None:
        """The option `key` of a section, or None: the daemon then stores the key and ignores it."""
        if "." in key:
            return None  # a dotted key gets the right path, but no type and no effect
        found = self.options.get(f"{section}.{key}" if section else key)
        if found is not None:
            return found
        if section == "nodelist.node" and re.fullmatch(RING_ADDRESS, key):
            return self.options.get("nodelist.node.ringX_addr")
        if section == "quorum.device.heuristics" and key.startswith("exec_"):
            return self.options.get("quorum.device.heuristics.exec_NAME")
        if section.startswith("resources.process."):
            return self.options.get(f"resources.process.NAME.{key}")
        return None

    def keys(self, section: str) -> list[str]:
        """The names of the options that belong into a section."""
        return [o.key for o in self.options.values() if o.section == section]

    def elsewhere(self, key: str) -> list[str]:
        """The sections that know an option of that name."""
        return [o.section for o in self.options.values() if o.key == key]

    def kind_of(self, section: str, key: str, state: str) -> Kind:
        """How the daemon stores the key. Most types hang on the whole path; those of `resources` on
        the key alone, in any section below."""
        if state == "resources" and key == "watchdog_timeout":
            return Kind.U32
        if key == "poll_period" and state in self._polled:
            return Kind.U64
        option = self.option(section, key)
        return option.kind if option else Kind.TEXT

    @property
    def _polled(self) -> tuple[str, ...]:
        memory = ("resources.system.memory_used", "resources.process.memory_used")
        if self.target.before("3.0"):
            return memory
        return ("resources.system", "resources.process", *memory)


@cache
def schema(target: Target) -> Schema:
    return Schema(target)
