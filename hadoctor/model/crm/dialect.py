"""What the reading of crm text depends on besides the text."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from hadoctor.target import CRMSHS, Target

_ROLES = ("Stopped", "Started", "Promoted", "Unpromoted", "Master", "Slave")
_OPERATION = (
    "id",
    "name",
    "interval",
    "description",
    "start-delay",
    "interval-origin",
    "timeout",
    "enabled",
    "record-pending",
    "role",
    "on-fail",
)


class Lists(NamedTuple):
    """What the shell takes from the schema of the CIB; the defaults are those of 3.7 and later."""

    roles: tuple[str, ...] = _ROLES
    actions: tuple[str, ...] = ("start", "promote", "demote", "stop")
    kinds: tuple[str, ...] = ("Optional", "Mandatory", "Serialize")
    expression_types: tuple[str, ...] = ("string", "integer", "number", "version")
    operation: frozenset[str] = frozenset(_OPERATION)
    """Names that are attributes of an operation; any other is a parameter of it."""
    promoted: bool = True
    """The schema knows the roles Promoted and Unpromoted."""
    permissions: bool = True
    """Roles have `acl_permission` elements, and no longer `read`, `write` and `deny`."""


def lists_of(schema: str) -> Lists:
    """The lists of a schema by its number, `3.9`."""
    major, _, minor = schema.partition(".")
    if not (major.isdigit() and minor.isdigit()):
        return Lists()
    version = (int(major), int(minor))
    lists = Lists(permissions=version >= (2, 0))
    if version < (3, 7):
        roles = tuple(role for role in _ROLES if not role.lower().endswith("promoted"))
        lists = lists._replace(roles=roles, promoted=False)
    if version < (3, 5):
        lists = lists._replace(expression_types=("string", "number", "version"))
    if version < (3, 0):
        lists = lists._replace(operation=lists.operation | {"requires"})
    return lists


_NEWER = {"Master": "Promoted", "Slave": "Unpromoted"}
_OLDER = {"Promoted": "Master", "Unpromoted": "Slave"}


class Dialect(NamedTuple):
    crmsh: Target = CRMSHS["4.4"]
    nodes: tuple[str, ...] = ()
    """Names of the nodes that the CIB has when the statement is read."""
    session: bool = False
    """The statement was typed (or stands in a script), and is not part of a file that is loaded."""
    lists: Lists = Lists()
    keeps_roles: bool = False
    """crmsh 5 leaves Master and Slave alone where it reads its own dump back to compare it."""

    @property
    def five(self) -> bool:
        return self.crmsh.since("5")

    def role(self, text: str, name: str = "role") -> str:
        """A role as the shell stores it: in the words that the schema knows, and in crmsh 5 in
        those that it prefers. `name` is the attribute; any other than a role stays."""
        if name not in ("role", "target-role"):
            return text
        if not self.lists.promoted:
            return _OLDER.get(text, text)
        return _NEWER.get(text, text) if self.five and not self.keeps_roles else text


@lru_cache(maxsize=256)
def provider(type: str) -> str:
    """The provider that the shell takes for an OCF agent that is written without one."""
    from hadoctor.model.pacemaker.agents import ocf_providers

    found = ocf_providers(type)
    if not found or "heartbeat" in found:
        return "heartbeat"
    return "pacemaker" if "pacemaker" in found else found[0]
