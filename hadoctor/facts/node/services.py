"""The services of a cluster as the service manager has them: by `systemctl show`, or by the links of
the old init scripts in /etc/rc?.d."""

from __future__ import annotations

from typing import NamedTuple


class Service(NamedTuple):
    """A unit that is installed. Without systemd only `name`, `enabled` and `origin` are known."""

    name: str
    """As corosync, without `.service`."""
    enabled: bool | None = None
    """Whether it starts at boot; None where that cannot be told (static, generated …)."""
    state: str = ""
    """UnitFileState: enabled, disabled, static, masked …"""
    active: str = ""
    """ActiveState: active, inactive, failed, activating …"""
    sub: str = ""
    result: str = ""
    """Why it is not active: success, exit-code, start-limit-hit …"""
    status: int = 0
    """The exit code of its process (ExecMainStatus); 200 to 245 are systemd's own."""
    restarts: int = 0
    drop_ins: tuple[str, ...] = ()
    """Files that change the unit."""
    path: str = ""
    """The unit's own file."""
    stale: bool = False
    """Whether its files have changed since systemd has read them."""
    after: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    """Wants and Requires."""
    kill_mode: str = ""
    send_sigkill: bool | None = None
    stop_seconds: float | None = None
    """TimeoutStopSec; None: without end, or not known."""
    memory_max: int | None = None
    """In bytes; None: no limit."""
    origin: str = ""
    """The command or the folder that told it."""

    @property
    def masked(self) -> bool:
        """Whether somebody has forbidden it to be started."""
        return self.state.startswith("masked")


class Services(NamedTuple):
    services: tuple[Service, ...] = ()
    """Those that are installed."""
    systemd: bool = True
    """Whether systemd runs the services."""

    def get(self, name: str) -> Service | None:
        return next((s for s in self.services if s.name == name), None)
