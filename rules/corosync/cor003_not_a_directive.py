"""# COR003 not-a-directive

A line is neither the head of a section, nor a key with its value, nor a `}`, nor a comment.

## Why

Corosync knows only these kinds of lines and refuses the file for any other one (`Line is not opening or
closing section or key value`). It is mostly a `=` or nothing at all in place of the colon, the name of
a section with its `{` on the next line, a comment that begins with `;` or `//`, or text that came along
with a paste. Corosync 2 drops such a line without a word: the setting has no effect.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2
    token = 5000
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
totem
{
    version: 2
}
nodelist {
    node {
        ; the first node
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
    token: 5000
}
nodelist {
    node {
        # the first node
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t`
"""

import re
from collections.abc import Iterator

from hadoctor.finding import Applicability, Blocks, Edit, Severity
from hadoctor.model.blemish import is_junk, secret, template
from hadoctor.model.cause import Cause, findings
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.outline import Place, junk
from hadoctor.model.words import takes
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Junk, Kind, Section

_EQUALS = re.compile(r"([\w.-]+)([ \t]*=>?[ \t]*)(.*)")
_WORDS = re.compile(r"([\w.-]+)([ \t]+)(.+)")
_PROMPT = re.compile(
    r"\[?[\w.-]+@[\w.-]+[^$#%]*[$#%]|[$%>] |(sudo|cat|vim?|nano|systemctl|corosync\S*|EOF)\b"
)
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


@rule("COR003", severity=Severity.ERROR)
def not_a_directive(corosync: CorosyncFile) -> Findings:
    yield from findings(_causes(corosync))


def _causes(corosync: CorosyncFile) -> Iterator[Cause]:
    starts = {p.at.start for p in corosync.document.problems if p.kind is Kind.NOT_A_DIRECTIVE}
    strict = corosync.target.since("3.0")
    for place, line in junk(corosync.document) if starts else ():
        if line.span.start in starts and _own(line):
            cause = _cause(corosync, place, line)
            # 2.x drops the line, so a comment in its place changes nothing there.
            safe = strict or cause.kind == "comment"
            yield cause._replace(
                blocks=Blocks.LOAD if strict else None,
                applicability=Applicability.SAFE if safe else Applicability.UNSAFE,
                why="corosync refuses the whole file for it"
                if strict
                else f"corosync {corosync.target.name} drops the line without a word",
            )


def _own(line: Junk) -> bool:
    """Not the tail of a line that was too long, and not one that only odd characters spoil: both
    are COR019's."""
    begins = line.start == 0 or line.source.data[line.start - 1 : line.start] == b"\n"
    return begins and is_junk(line.text)


def _cause(corosync: CorosyncFile, place: Place, line: Junk) -> Cause:
    text, at, source = line.text, line.span, line.source
    below = place.after
    edit: Edit | None
    if text.startswith(_MARKERS):
        return Cause("merge", "a merge conflict was left in the file", at)
    if tag := template(text):
        return Cause("template", f"a template was not filled in: '{tag}'", at)
    if sign := next((s for s in (";", "//", "--") if text.startswith(s)), ""):
        edit = Edit(source.span(at.start, at.start + len(sign)), "#")
        return Cause("comment", f"a comment begins with #, not with {sign}", at, edit, "write #")
    if isinstance(below, Section) and below.name_start == below.name_end:
        brace = below.start + source.text[below.start : below.end].index("{")
        edit = Edit(source.span(at.end, brace), " ")
        message = f"the name '{at.text}' stands alone, its {{ on another line"
        return Cause("brace", message, at, edit, "put the { on the line of the name")
    if found := _EQUALS.fullmatch(text):
        key, sign, value = found.groups()
        option = corosync.schema.option(place.path, key)
        gap = source.span(at.start + len(key), at.start + len(key) + len(sign))
        edit = Edit(gap, ": ") if option and takes(option, value) else None
        return Cause("equals", f"a = stands where the : of '{key}' belongs", at, edit, "write :")
    found = _WORDS.fullmatch(text)
    if found and (option := corosync.schema.option(place.path, found[1])):
        gap = source.span(at.start + len(found[1]), at.start + len(found[1]) + len(found[2]))
        edit = Edit(gap, ": ") if takes(option, found[3]) else None
        return Cause("colon", f"no : stands behind the key '{found[1]}'", at, edit, "write :")
    if _PROMPT.match(text):
        return Cause("prompt", "a command or a shell prompt stands among the settings", at)
    if text in ("]", ")", ">"):
        return Cause("bracket", f"'{text}' closes nothing, only }} does", at)
    # A long text without blanks may be a piece of the key.
    hidden = secret(re.split(r"[^\w.-]", text)[0]) or (len(text) > 24 and " " not in text)
    shown = "the line" if hidden else f"'{_short(at.text)}'"
    return Cause("other", f"{shown} is neither a section nor a key with a value", at)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
