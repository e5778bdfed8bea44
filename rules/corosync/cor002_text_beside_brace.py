"""# COR002 text-beside-brace

Something stands behind a `{` or around a `}`.

## Why

Every line of the file is one thing: the head of a section, a key with its value, or a `}` alone. Corosync
refuses a section on one line, and a comment or a comma beside a brace (`Extra characters after opening
bracket`). On the line of a value there is no error: the value swallows the brace, and the section stays
open. Corosync 2 takes such lines, mostly with another meaning than the one that was meant.

A `{` counts wherever it stands, so the variables and tags of a template that nobody filled in
(`{{ address }}`, `${ADDRESS}`) are reported here too.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it. A template has
to be filled in before it is checked.

## Bad

```corosync
totem { # the main cluster
    version: 2
}
nodelist {
    node { ring0_addr: 10.0.0.1 }
}
```

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: {{ address }}
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1 }
}
```

## Good

```corosync
totem {
    # the main cluster
    version: 2
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

* corosync.conf(5)
* the daemon, `corosync -t`
"""

import re
from collections.abc import Iterator

from hadoctor.edit import newline
from hadoctor.finding import Applicability, Blocks, Edit, Finding, Fix, Severity
from hadoctor.model.blemish import plain, secret, swallowed_brace, template
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.outline import also, pairs
from hadoctor.rule import Findings, rule
from hadoctor.source import Span
from hadoctor.syntax.tree import Kind, Pair, Problem

_KEY = re.compile(r"[\w.-]+[ \t]*:")


@rule("COR002", severity=Severity.ERROR)
def text_beside_brace(corosync: CorosyncFile) -> Findings:
    kinds = (Kind.TEXT_AFTER_OPEN, Kind.TEXT_AROUND_CLOSE)
    problems = [p for p in corosync.document.problems if p.kind in kinds]
    tagged = [p for p in problems if template(_line(p.at))]
    if tagged:
        tags = [_tag(p.at) for p in tagged]
        first = "" if _hidden(tagged[0].at) else f": '{tags[0].text}'"
        yield Finding(
            f"a template was not filled in{first}",
            at=tags[0],
            notes=also(tags, "and this one"),
            why="corosync takes the { for the beginning of a section",
            blocks=Blocks.LOAD if any(p.refused for p in tagged) else None,
        )
    for problem in problems:
        if problem not in tagged:
            yield from _beside(problem)
    sure = corosync.document.nesting_sure
    for _, pair in pairs(corosync.document):
        # Without a blank before it the brace may be meant, as long as none is missing.
        if swallowed_brace(pair.value) or (not sure and pair.value.endswith("}")):
            yield _swallowed(pair, sure)


def _tag(at: Span) -> Span:
    start = at.source.line_starts[at.line - 1]
    line = _line(at)
    tag = template(line) or ""
    return at.source.span(start + line.index(tag), start + line.index(tag) + len(tag))


def _beside(problem: Problem) -> Iterator[Finding]:
    opens = problem.kind is Kind.TEXT_AFTER_OPEN
    text = problem.at.source.text[problem.at.start : problem.at.end]
    if plain(text).strip() in ("", "}") or plain(_line(problem.at)).lstrip().startswith("#"):
        return  # blanks that are none, or a comment behind odd characters: COR019
    if not problem.refused and not text.strip("{ \t"):
        return  # 2.x takes `totem {{`
    shown = "'key: …'" if _hidden(problem.at) else f"'{problem.at.text}'"
    alone = "must be the last thing on its line" if opens else "must stand alone on its line"
    lost = "the section gets another name and is lost" if opens else "only one section is closed"
    edits = _after_open(problem) if opens else _around_close(problem)
    safe = Applicability.SAFE if problem.refused else Applicability.UNSAFE
    yield Finding(
        f"{shown} beside a brace: the {'{' if opens else '}'} {alone}",
        at=problem.at,
        why="corosync refuses the whole file for it" if problem.refused else f"corosync 2: {lost}",
        blocks=Blocks.LOAD if problem.refused else None,
        severity=None if problem.refused or opens else Severity.WARNING,
        fix=Fix("put it on lines of its own", edits, safe) if edits else None,
    )


def _hidden(at: Span) -> bool:
    """Whether the value of the key stands on the line."""
    return secret(_line(at).partition(":")[0].rpartition("{")[2].strip())


def _swallowed(pair: Pair, sure: bool) -> Finding:
    source, end = pair.source, pair.value_end
    brace = source.span(end - 1, end)
    value = pair.value[:-1].rstrip(" \t")
    cut = source.span(pair.value_start + len(value), end)
    edit = Edit(cut, f"{newline(source)}{_outer_indent(pair)}}}")
    # Where no brace is missing, taking this one out of the value opens a new hole.
    safe = Applicability.UNSAFE if sure else Applicability.SAFE
    return Finding(
        f"the }} is a part of the value of {pair.key_span.text} and closes nothing",
        at=brace,
        why="corosync takes everything behind the : for the value",
        fix=Fix("put it on a line of its own", (edit,), safe),
    )


def _outer_indent(pair: Pair) -> str:
    indent = pair.source.text[pair.start : pair.key_start]
    return indent[:-1] if indent.endswith("\t") else indent[:-4]


def _after_open(problem: Problem) -> tuple[Edit, ...]:
    """The comment, or the only key and the closing brace, on lines of their own. The text itself
    is not in the edits: it may be the key."""
    source, end = problem.at.source, problem.at.end
    text = source.text[problem.at.start : end]
    outer, name = _indent(problem.at), _line(problem.at).partition("{")[0]
    body = text.strip("{ \t") if text.startswith("{") else text.rstrip(" \t")
    note = body.startswith("#")
    closes = not note and body.endswith("}")
    body = body[:-1].rstrip(" \t") if closes else body
    one = note or not body or (len(_KEY.findall(body)) == 1 and bool(_KEY.match(body)))
    if not name.strip() or not one or (not note and ("{" in body or "}" in body)):
        return ()
    brace = source.text.rindex("{", 0, problem.at.start) + 1
    start = problem.at.start + text.index(body) if body else end
    inner = outer + ("\t" if "\t" in outer else "    ")
    before = newline(source) + inner if body else ""
    behind = f"{newline(source)}{outer}}}" if closes else ""
    if not body:
        return (Edit(source.span(brace, end), behind),)
    first = Edit(source.span(brace, start), before)
    last = Edit(source.span(start + len(body), end), behind)
    return (first, last) if behind or last.span.text else (first,)


def _around_close(problem: Problem) -> tuple[Edit, ...]:
    source = problem.at.source
    text = source.text[problem.at.start : problem.at.end]
    rest = text.lstrip("} \t")
    braces = text[: len(text) - len(rest)].count("}")
    if rest.strip(",; \t") == "":
        rest = ""
    if not braces or (rest and not rest.startswith("#")):
        return ()
    lines = ["}"] * braces + ([rest] if rest else [])
    return (Edit(problem.at, (newline(source) + _indent(problem.at)).join(lines)),)


def _indent(at: Span) -> str:
    line = _line(at)
    return line[: len(line) - len(line.lstrip(" \t"))]


def _line(at: Span) -> str:
    """The line, as far as the daemon could read it: hostile ones are a megabyte long."""
    start = at.source.line_starts[at.line - 1]
    return at.source.text[start : start + 1024].partition("\n")[0]
