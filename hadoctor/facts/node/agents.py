"""The resource and fence agents that are installed on this node."""

from __future__ import annotations

from typing import NamedTuple


class InstalledAgents(NamedTuple):
    """OCF agents as `heartbeat:IPaddr2`, the folder and the file below /usr/lib/ocf/resource.d; fence
    agents as `fence_ipmilan`, the programs in /usr/sbin."""

    ocf: tuple[str, ...] = ()
    fence: tuple[str, ...] = ()

    def has(self, class_: str, provider: str, type_: str) -> bool | None:
        """None where it cannot be told: plugins of the old stonith lie elsewhere."""
        if class_ == "ocf":
            return f"{provider}:{type_}" in self.ocf
        return type_ in self.fence if type_.startswith("fence_") else None
