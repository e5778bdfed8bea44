"""More edits on configurations of Pacemaker: what is to be added where there is nothing like it yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hadoctor.finding import Edit
from hadoctor.model.pacemaker.operations import Operation
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.timing import Allowed
from hadoctor.source import Span
from hadoctor.syntax.element import Element

_PLAIN = re.compile(r"[\w.:/@%+-]+", re.ASCII)
_SETS = {"rsc_defaults": "rsc-options", "op_defaults": "op-options"}
"""The ids that the shells give."""


class New(NamedTuple):
    """An operation to be written."""

    name: str
    interval: str
    timeout: str


def add_operations(resource: Element, *new: New) -> Edit | None:
    """More operations of a primitive, behind those that it has; they have to stand together."""
    blocks = list(resource.all("operations"))
    ops = [op for one in blocks for op in one.all("op")]
    if (
        len(blocks) > 1
        or (blocks and not ops)
        or not all(_PLAIN.fullmatch("".join(n)) for n in new)
    ):
        return None
    source, last = resource.source, ops[-1] if ops else resource
    if _is_xml(resource):
        if not _is_xml_file(resource) or not _PLAIN.fullmatch(resource.id):
            return None
        between = _indent(ops[-1]) if ops else ""
        text = "".join(between + _op(resource, one) for one in new)
        if not ops:  # Two fixes at once would make two blocks, so only that of a monitor makes one.
            block = f"<operations>{text}</operations>"
            return _inside(resource, block) if new[0].name == "monitor" else None
    else:
        text = "".join(f" op {n.name} interval={n.interval}" + _timeout(n, "") for n in new)
        if source.text[last.end - 1 : last.end] in ("\\", "\n"):
            return None
    at = last.head_end if source.text.startswith("/>", last.head_end - 2) else last.end
    return Edit(Span(source, at, at), text)


def _op(resource: Element, new: New) -> str:
    head = f'<op id="{resource.id}-{new.name}-{new.interval}" name="{new.name}"'
    return head + f' interval="{new.interval}"' + _timeout(new, '"') + "/>"


def _timeout(new: New, quote: str) -> str:
    return f" timeout={quote}{new.timeout}{quote}" if new.timeout else ""


def add_default(pacemaker: Pacemaker, section: str, name: str, value: str) -> Edit | None:
    """A value in rsc_defaults or op_defaults: in the set that is there, or in a new statement."""
    from hadoctor.model.pacemaker.edits import add_pair

    for one in pacemaker.configuration.all(section):
        for around in one.all("meta_attributes"):
            if around.first("rule") is None and around.get("id-ref") is None:
                return add_pair(around, name, value)
    source = pacemaker.source
    if not _PLAIN.fullmatch(value):
        return None
    if pacemaker.notation != "crm":
        id_ = _SETS[section]
        if pacemaker.find(id_) is not None or any(
            True for _ in pacemaker.configuration.all(section)
        ):
            return None
        pair = f'<nvpair id="{id_}-{name}" name="{name}" value="{value}"/>'
        text = f'<{section}><meta_attributes id="{id_}">{pair}</meta_attributes></{section}>'
        return _inside(pacemaker.configuration, text)
    end = len(source.data)
    line = source.text.rstrip("\r\n \t")
    if line.endswith("\\"):
        return None
    before = "" if source.text.endswith("\n") or not source.text else "\n"
    return Edit(Span(source, end, end), f"{before}{section} {name}={value}\n")


def _inside(element: Element, text: str) -> Edit | None:
    """Puts a child behind all others of an element of XML."""
    closing = f"</{element.tag}>"
    at = element.end - len(closing)
    if element.source.text[at : element.end] != closing:
        return None
    last = element.children[-1] if element.children else None
    between = "" if last is None else _indent(last)
    at = at if last is None or not between else last.end
    return Edit(Span(element.source, at, at), between + text)


def _is_xml(element: Element) -> bool:
    return element.source.text.startswith("<", max(element.start, 0))


def _is_xml_file(element: Element) -> bool:
    return element.source.data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _indent(element: Element) -> str:
    text = element.source.text
    line = text.rfind("\n", 0, element.start) + 1
    blank = text[line : element.start]
    return "\n" + blank if line and not blank.strip() else ""


def give_timeouts(wanted: Iterable[tuple[Allowed, str]]) -> list[Edit | None]:
    """Other timeouts for actions, each written where it belongs; not in op_defaults, which are for all."""
    edits: list[Edit | None] = []
    missing: dict[str, list[tuple[Allowed, str]]] = {}
    for allowed, timeout in wanted:
        if allowed.operation is None:
            missing.setdefault(allowed.resource.id, []).append((allowed, timeout))
        else:
            edits.append(_give(allowed.operation, timeout))
    for pairs in missing.values():
        resource = pairs[0][0].resource
        new = (New(allowed.action, "0", timeout) for allowed, timeout in pairs)
        edits.append(None if resource.template else add_operations(resource.element, *new))
    return edits


def _give(operation: Operation, timeout: str) -> Edit | None:
    from hadoctor.model.pacemaker.edits import add_attribute, set_value

    if operation.element.get("timeout") is not None:
        return set_value(operation.element, "timeout", timeout)
    if operation.get("timeout") is not None:
        return None
    return add_attribute(operation.element, "timeout", timeout)
