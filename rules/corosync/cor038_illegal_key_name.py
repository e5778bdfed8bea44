"""# COR038 illegal-key-name

A key or a section has a name that corosync cannot store.

## Why

Names may hold letters, digits, and `.`, `_`, `-`, `/`. For any other character, a blank included, and for
an empty name, corosync refuses the file; its message (`Can't store key ..., returned error is
CS_ERR_NAME_TOO_LONG`) does not say why. Any line with a colon in it is a key to the daemon: a remark
that begins with `//`, a shell prompt, a line of a diff. Corosync 2 drops such a key without a word.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2
    // milliseconds: 3000
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
    cluster\\_name: web
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    # milliseconds: 3000
    cluster_name: web
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* the daemon, `corosync -t`
"""

import re
from collections.abc import Iterator

from hadoctor.edit import rename
from hadoctor.finding import Applicability, Blocks, Edit, Severity
from hadoctor.model.blemish import illegal, only_odd, plain
from hadoctor.model.cause import Cause, findings
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.names import BadName, bad_names
from hadoctor.model.outline import broken_heads, pairs
from hadoctor.rule import Findings, rule
from hadoctor.source import shown
from hadoctor.syntax.tree import Kind, Pair

_EQUALS = re.compile(r"([\w.-]+)([ \t]*=[ \t]*)[^=]*")
_PROMPT = re.compile(r"\[?[\w.-]+@[\w.-]+|[$%>] ")
_MARKERS = ("<<<<<<<", "|||||||", ">>>>>>>")


@rule("COR038", severity=Severity.ERROR)
def illegal_key_name(corosync: CorosyncFile) -> Findings:
    yield from findings(_causes(corosync))


def _causes(corosync: CorosyncFile) -> Iterator[Cause]:
    version = corosync.target.name
    reported: set[int] = set()
    broken = broken_heads(corosync.document)
    for bad in bad_names(corosync):
        pair, refused = bad.fault.pair, bad.fault.refused
        assert pair is not None
        reported.add(pair.start)
        if bad.part == "short" or only_odd(bad.text):
            continue  # COR017, COR019
        if bad.part != "section" or bad.at.line not in broken:  # COR002
            cause = _cause(corosync, bad, pair)
            if cause:
                yield cause._replace(
                    blocks=Blocks.LOAD if refused else None,
                    applicability=Applicability.SAFE if refused else Applicability.UNSAFE,
                    why="corosync refuses the whole file for it"
                    if refused
                    else f"corosync {version} drops it without a word",
                )
    empty = {p.at.start for p in corosync.document.problems if p.kind is Kind.EMPTY_KEY}
    for _, pair in pairs(corosync.document):
        if not pair.key.strip(":") and (pair.start not in reported or pair.span.start in empty):
            refused = pair.span.start in empty
            yield Cause(
                "empty",
                "no key stands before the :",
                pair.span,
                blocks=Blocks.LOAD if refused else None,
                severity=None if refused else Severity.WARNING,
                why="corosync refuses the whole file for it"
                if refused
                else "corosync stores the value where nothing looks for it",
            )


def _cause(corosync: CorosyncFile, bad: BadName, pair: Pair) -> Cause | None:
    edit: Edit | None
    text, at, source = bad.text, bad.at, bad.at.source
    signs = " and ".join(f"'{shown(c.encode('latin-1'))}'" for c in illegal(text)[:3])
    signs = signs.replace("' '", "a blank")
    if bad.part == "section":
        return Cause(f"section{at.start}", f"{signs} in the name of section '{at.text}'", at)
    if bad.part == "value":
        key = source.text[: at.start].rpartition("\n")[2].partition(":")[0].strip()
        return Cause(f"value{at.start}", f"{signs} in {key} '{at.text}', which names a section", at)
    if not text.strip(":"):
        return Cause("empty", "no key stands before the :", at)
    if text.startswith(_MARKERS):
        return None  # a merge conflict: COR003
    if sign := next((s for s in (";", "//", "--") if text.startswith(s)), ""):
        edit = Edit(source.span(at.start, at.start + len(sign)), "#")
        return Cause("comment", f"a comment begins with #, not with {sign}", at, edit, "write #")
    if re.match(r"\+|-[ \t]", text):
        return Cause("diff", f"a line of a diff: it begins with {text[0]}", at)
    found = _EQUALS.fullmatch(source.text[at.start : pair.value_start].rstrip(" \t:"))
    if found and corosync.schema.option(bad.path, found[1]):
        gap = source.span(at.start + found.end(1), at.start + found.end(2))
        message = f"a = stands where the : of '{found[1]}' belongs"
        return Cause("equals", message, at, Edit(gap, ": "), "write :")
    if _PROMPT.match(text):
        return Cause("prompt", "a command or a shell prompt stands among the settings", at)
    meant = "".join(c for c in plain(text) if not illegal(c))
    edit = rename(pair, meant) if corosync.schema.option(bad.path, meant) else None
    return Cause(f"key{signs}", f"{signs} in the key '{at.text}'", at, edit, f"write {meant}")
