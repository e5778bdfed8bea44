"""Addresses that the cluster holds, as ocf:heartbeat:IPaddr2 reads its parameters.

From the agent and its findif.sh of resource-agents 4.12; the refusals were tried with `validate-all`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from hadoctor.model.address import Literal, parse
from hadoctor.model.network import network
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.known import is_agent, plain
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.settings import Setting

LABEL = 15
"""Bytes of the name of an interface, the alias included."""
_OCTETS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{1,3}){3}", re.ASCII)
_MASK = re.compile(r"[0-9]{1,3}", re.ASCII)
_PLAIN = re.compile(r"[0-9a-fA-F.:/]*", re.ASCII)
"""Digits, with nothing in between that could be blanked."""
_DOTTED = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}", re.ASCII)

_BLANKED = re.compile(r"[$<{%]|[xX*#?]{1,3}\.|\.[xX*#?]{1,3}\Z|\A\*+\Z")
"""Variables of scripts, and addresses that were made unreadable before they were shown to others."""


def _blanked(text: str) -> bool:
    return not _PLAIN.fullmatch(text) and _BLANKED.search(text) is not None


class Fault(NamedTuple):
    setting: Setting
    message: str
    why: str
    refused: bool = True
    """Whether the agent does not start with it; else the address is of no use."""


class Address:
    """One IPaddr2 with what is written for it."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource

    @cached_property
    def ip(self) -> Setting | None:
        return self.resource.param("ip")

    @cached_property
    def mask(self) -> Setting | None:
        return self.resource.param("cidr_netmask") or self.resource.param("netmask")

    @cached_property
    def nic(self) -> Setting | None:
        return self.resource.param("nic")

    @cached_property
    def label(self) -> Setting | None:
        return self.resource.param("iflabel")

    @property
    def depends(self) -> bool:
        """Whether rules decide on any of it."""
        return any(
            one.own_params.depends(name)
            for one in self.resource.lineage
            if one.own_params.conditional
            for name in ("ip", "cidr_netmask", "netmask", "nic", "iflabel")
        )

    @property
    def text(self) -> str:
        return plain(self.ip)

    @cached_property
    def literal(self) -> Literal | None:
        """The address, where it can be read."""
        found = parse(self.text)
        return found if isinstance(found, Literal) else None

    @cached_property
    def length(self) -> int | None:
        """The length of its prefix, where one is written that can be read."""
        text = plain(self.mask)
        if _DOTTED.fullmatch(text):
            return dotted(text)
        return int(text) if _MASK.fullmatch(text) else None

    @property
    def lvs(self) -> bool:
        """Whether it is the address of a real server behind a director: it is on many nodes."""
        support = plain(self.resource.param("lvs_support"))
        return values.boolean(support) is True or plain(self.nic).startswith("lo")

    def faults(self) -> Iterator[Fault]:
        if _blanked(self.text) or _blanked(plain(self.mask)):
            return
        if self.ip is not None and self.ip.value is not None:
            yield from self._address(self.ip)
        if self.mask is not None and plain(self.mask):
            yield from self._length(self.mask)
        if self.label is not None or ":" in plain(self.nic):
            yield from self._interface()

    def _address(self, ip: Setting) -> Iterator[Fault]:
        text, literal = self.text, self.literal
        _, slash, length = text.partition("/")
        refused = "the agent reports an error in its configuration: it runs on no node"
        if slash and length.isdecimal():
            said = (
                f"ip '{text}' has the length of the prefix in it, which belongs into cidr_netmask"
            )
            yield Fault(ip, said, refused)
        elif literal is None or not (":" in text or _OCTETS.fullmatch(text)):
            yield Fault(ip, f"ip '{text}' is no IP address", refused)
        elif literal.multicast or literal.unspecified or literal.loopback:
            kind = "a multicast" if literal.multicast else "no real"
            kind = "a loopback" if literal.loopback else kind
            yield Fault(ip, f"ip '{text}' is {kind} address", "no other host can reach it", False)
        elif literal.family == 4 and self.length is not None and 8 <= self.length <= 30:
            whole = network(literal, self.length)
            name = (
                "the address of the network" if literal == whole.first else "the broadcast address"
            )
            if literal in (whole.first, whole.broadcast):
                said = f"ip '{text}' is {name} {whole} that cidr_netmask '{plain(self.mask)}' makes"
                yield Fault(ip, said, "no other host can reach it", False)

    def _length(self, mask: Setting) -> Iterator[Fault]:
        text = plain(mask)
        most = 128 if ":" in self.text else 32
        refused = "the agent reports an error in its configuration: it runs on no node"
        if _DOTTED.fullmatch(text) and most == 32:
            if not dotted(text):
                yield Fault(mask, f"{mask.name} '{text}' is no mask of a network", refused)
        elif self.length is None or not 1 <= self.length <= most:
            yield Fault(mask, f"{mask.name} '{text}' is no number from 1 to {most}", refused)

    def _interface(self) -> Iterator[Fault]:
        nic, _, alias = plain(self.nic).partition(":")
        label = alias or plain(self.label)
        shown = f"{nic}:{label}"
        if nic and label and len(shown) > LABEL:
            setting = self.label if not alias and self.label is not None else self.nic
            assert setting is not None
            said = f"the name '{shown}' has {len(shown)} characters, and {LABEL} are the limit"
            yield Fault(setting, said, "the agent reports an error in its configuration")


def addresses(pacemaker: Pacemaker) -> tuple[Address, ...]:
    """The addresses of a configuration, without those that rules decide on."""
    return pacemaker.addresses


def find(pacemaker: Pacemaker) -> Iterator[Address]:
    for resource in pacemaker.services:
        if is_agent(resource, "ocf:heartbeat:IPaddr2"):
            found = Address(resource)
            if not found.depends:
                yield found


def dotted(text: str) -> int | None:
    """The length of a mask such as 255.255.255.0; None where it is none."""
    parts = [int(part) for part in text.split(".")]
    if max(parts) > 255:
        return None
    value = sum(part << shift for part, shift in zip(parts, (24, 16, 8, 0), strict=True))
    length = value.bit_count()
    return length if value == (0xFFFFFFFF << 32 - length) & 0xFFFFFFFF else None
