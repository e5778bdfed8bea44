"""# COR001 unclosed-section

A section is opened and never closed.

## Why

Corosync counts braces. A section without its `}` takes in everything that follows, and the daemon sees
the mistake only at the end of the file: it refuses the file with `Missing closing brace` and names the
last line, however far away the cause is. The cause is found here by the indentation. Often the brace is
there, but on the line of a value (`mode: disabled }`): then it is a part of the value.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2

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

from hadoctor.finding import Applicability, Blocks, Edit, Finding, Fix, Note, Severity
from hadoctor.model.blemish import secret, template
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.outline import outline
from hadoctor.rule import Findings, rule
from hadoctor.source import Span
from hadoctor.syntax.tree import Kind, Pair, Problem, Section


@rule("COR001", severity=Severity.ERROR)
def unclosed_section(corosync: CorosyncFile) -> Findings:
    problems = [p for p in corosync.document.problems if p.kind is Kind.UNCLOSED]
    if not problems:
        return
    heads = {
        place.node.name_start: place.node
        for place in outline(corosync.document)
        if isinstance(place.node, Section)
    }
    # A name of characters that cannot be seen is one to the daemon.
    kind = Kind.NO_SECTION_NAME
    nameless = {p.at.line for p in corosync.document.problems if p.kind is kind}
    if template(corosync.source.text):
        del problems[1:]  # one is enough for the tags of a template: COR002
    for problem in problems:
        swallowed = _swallowed(heads.get(problem.at.start))
        head = problem.at.text.partition("{")[0].strip()
        name, colon, _ = head.partition(":")
        if not head:
            if problem.at.line in nameless and corosync.target.since("3.0"):
                continue  # the missing name comes first: COR036
            message = "a section without a name is never closed"
        elif colon and name != head.rstrip(":"):
            shown = name if secret(name) else problem.at.text
            message = f"the {{ in '{shown}' opens a section, which is never closed"
        else:
            message = f"section '{name}' is never closed"
        notes = [Note(brace, "this } is a part of the value") for brace in swallowed]
        if problem.other:
            notes.append(_shows(problem.other))
        yield Finding(
            message,
            at=problem.at,
            notes=tuple(notes),
            why="corosync finds the end of the file inside of the section and refuses the file",
            blocks=Blocks.LOAD,
            fix=None if swallowed else _close(problem),
        )


def _shows(line: Span) -> Note:
    text = line.source.text[line.start : line.end]
    at = line._replace(start=line.end - len(text.lstrip()))
    inside = at.text.startswith("}")
    return Note(
        at, "this } closes the section around it" if inside else "this stands outside of it"
    )


def _swallowed(section: Section | None) -> list[Span]:
    """The closing braces that stand on the line of a value in this section."""
    pairs = [c for c in section.children if isinstance(c, Pair)] if section else []
    return [
        Span(p.source, p.value_end - 1, p.value_end)
        for p in pairs
        if p.value.endswith("}") and "{" not in p.value
    ]


def _close(problem: Problem) -> Fix:
    """The brace goes in front of the line that shows it, or to the end of the file."""
    source = problem.at.source
    line = source.line_starts[problem.at.line - 1]
    indent = source.text[line : min(problem.at.start, line + 80)]
    if indent.strip(" \t"):
        indent = ""
    end = len(source.data)
    at = source.line_starts[problem.other.line - 1] if problem.other else end
    broken = "" if at < end or source.data.endswith(b"\n") else "\n"
    edit = Edit(source.span(at, at), f"{broken}{indent}}}\n")
    where = f"before line {problem.other.line}" if problem.other else "at the end of the file"
    return Fix(f"close it {where}", (edit,), Applicability.GUIDED)
