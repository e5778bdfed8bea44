"""Elements of the live CIB are taken out, put in and changed by one patch, and by another one put back as
they were, each in its place.

A patch is one update of the CIB: the cluster acts once, on all of it. Pacemaker 1.1.12 and later apply it;
one that would leave a CIB against the schema they refuse.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from hadoctor.repair.step import Argv, Run

LIMIT = 15.0
"""Seconds that cibadmin has."""
SETTLED = 300
"""Seconds that the cluster has to end what a change makes it do."""
CONFIGURATION = "/cib/configuration"


class _OtherwiseError(Exception):
    """Two CIBs differ in something that no patch is made for."""


def steps(before: bytes, after: bytes) -> tuple[Run, ...]:
    """The patch that makes the one configuration of the other, and a wait until the cluster has acted on it;
    none where that cannot be done element by element."""
    try:
        old, new = _configuration(before), _configuration(after)
        there, back = list(_changes(old, new, CONFIGURATION)), _changes(new, old, CONFIGURATION)
        patch = Run(_command(there), _command(back), _done(old, new), limit=LIMIT)
    except (_OtherwiseError, ET.ParseError):
        return ()
    return (patch, at_rest()) if there else ()


def at_rest() -> Run:
    """Waits until the cluster has nothing to do any more: behind a change, and before it is taken back."""
    wait = ("crm_resource", "--wait", f"--timeout={SETTLED}s")
    return Run(wait, wait, limit=SETTLED + 10.0)


def shown(run: Run) -> tuple[str, str]:
    """The command of a patch, and the one that takes it back, for people."""
    import shlex

    return shlex.join(run.do), shlex.join(run.undo)


def _configuration(cib: bytes) -> ET.Element:
    # Comments count where the place of an element is told.
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    found = ET.fromstring(cib, parser).find("configuration")
    if found is None:
        raise _OtherwiseError
    return found


def _changes(old: ET.Element, new: ET.Element, path: str) -> Iterator[ET.Element]:
    if old.attrib != new.attrib:
        yield _modified(old, new, path)
    if (old.text or "").strip() != (new.text or "").strip():
        raise _OtherwiseError
    before, after = _children(old), _children(new)
    stay = [key for key in before if key in after]
    if stay != [key for key in after if key in before]:
        raise _OtherwiseError
    for key, (_, child) in before.items():
        if key not in after:
            yield ET.Element("change", operation="delete", path=path + _step(child))
    for key in stay:
        yield from _changes(before[key][1], after[key][1], path + _step(after[key][1]))
    for key, (position, child) in after.items():
        if key not in before:
            change = ET.Element("change", operation="create", path=path, position=str(position))
            change.append(_whole(child))
            yield change


def _children(one: ET.Element) -> dict[tuple[str, str], tuple[int, ET.Element]]:
    """By tag and id, with their places."""
    found: dict[tuple[str, str], tuple[int, ET.Element]] = {}
    for position, child in enumerate(one):
        if isinstance(child.tag, str):
            key = child.tag, child.get("id", "")
            if key in found:
                raise _OtherwiseError
            found[key] = position, child
    return found


def _step(one: ET.Element) -> str:
    identity = one.get("id")
    return f"/{one.tag}" + (f"[@id={_quoted(identity)}]" if identity else "")


def _quoted(text: str) -> str:
    """As a text of XPath, which has no escapes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' in text:
        raise _OtherwiseError
    return f'"{text}"'


def _modified(old: ET.Element, new: ET.Element, path: str) -> ET.Element:
    change = ET.Element("change", operation="modify", path=path)
    listed = ET.SubElement(change, "change-list")
    for name in dict.fromkeys((*old.attrib, *new.attrib)):
        value = new.get(name)
        if value is None:
            ET.SubElement(listed, "change-attr", name=name, operation="unset")
        elif value != old.get(name):
            ET.SubElement(listed, "change-attr", name=name, operation="set", value=value)
    ET.SubElement(ET.SubElement(change, "change-result"), new.tag, new.attrib)
    return change


def _whole(one: ET.Element) -> ET.Element:
    copy = ET.fromstring(ET.tostring(one))
    for each in copy.iter():
        each.text = each.tail = None
    return copy


def _command(changes: Iterator[ET.Element] | list[ET.Element]) -> Argv:
    patch = ET.Element("diff", format="2")
    patch.extend(changes)
    return ("cibadmin", "--patch", "--xml-text", ET.tostring(patch, encoding="unicode"))


def _done(old: ET.Element, new: ET.Element) -> Argv:
    """A command that ends with 0 exactly where the CIB has what is new and has not what is old."""
    conditions = list(_conditions(old, new))
    query = f"{CONFIGURATION}[{' and '.join(conditions)}]"
    return ("cibadmin", "--query", "--xpath", query)


def _conditions(old: ET.Element, new: ET.Element) -> Iterator[str]:
    """Of what comes or goes it is enough to know whether it is there."""
    was, will = _by_id(old), _by_id(new)
    for key, one in was.items():
        if key not in will:
            yield f"not(.//{one.tag}[@id={_quoted(key[1])}])"
        elif one.attrib != will[key].attrib:
            pairs = " and ".join(f"@{n}={_quoted(v)}" for n, v in will[key].attrib.items())
            missing = "".join(f" and not(@{n})" for n in one.attrib if n not in will[key].attrib)
            yield f".//{one.tag}[{pairs}{missing}]"
    for key, one in will.items():
        if key not in was:
            yield f".//{one.tag}[@id={_quoted(key[1])}]"


def _by_id(root: ET.Element) -> dict[tuple[str, str], ET.Element]:
    return {
        (str(one.tag), one.get("id", "")): one
        for one in root.iter()
        if isinstance(one.tag, str) and one.get("id")
    }
