"""Who brings up the interfaces of the cluster's links, and whether the boot waits for them."""

from __future__ import annotations

from typing import NamedTuple


class LinkSetup(NamedTuple):
    """An interface that has an address of the nodelist."""

    interface: str
    manager: str = ""
    """networkd, NetworkManager, ifupdown; empty where that is not known."""
    hotplug: bool = False
    """ifupdown: `allow-hotplug` and no `auto`: the boot does not wait for it."""
    optional: bool = False
    """networkd: RequiredForOnline=no (netplan: `optional: true`): the boot does not wait for it."""
    origin: str = ""
    """The file and the line that tell the last two."""
    line: str = ""


class NetworkSetup(NamedTuple):
    links: tuple[LinkSetup, ...] = ()
    waits: tuple[str, ...] = ()
    """The units that are enabled and let network-online.target wait for interfaces."""
    known: bool = True
    """Whether the units could be asked."""
