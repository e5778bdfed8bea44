"""Where a brace is missing or one too many: the line that causes it, found by indentation.

The daemon counts braces only and reports the end of the file. A person indents: a section that is
left open shows where the next line stands no deeper than its head. The nesting that comes out is the
one that was meant; it is used for hints and for reading on, never for a verdict.
"""

from __future__ import annotations

from hadoctor.syntax.tree import Comment, Document, Junk, Kind, Node, Pair, Problem, Section

TOP_LEVEL = frozenset(
    ("totem", "nodelist", "quorum", "logging", "system", "uidgid", "nozzle", "resources", "service")
)
MEMBERS = {
    "totem": ("interface",),
    "nodelist": ("node",),
    "quorum": ("device",),
    "logging": ("logger_subsys", "logging_daemon"),
}


def repaired(document: Document) -> Document:
    """The document with sections nested as indented, and brace problems moved to their cause."""
    nester = _Nester(document)
    nester.walk()
    others = [p for p in document.problems if p.kind not in (Kind.UNCLOSED, Kind.STRAY_CLOSE)]
    problems = others + (nester.problems or [p for p in document.problems if p not in others])
    return document._replace(root=nester.root, problems=tuple(problems))


class _Nester:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.root = Section(document.source, "", 0, 0, 0, 0)
        self.stack = [self.root]
        self.problems: list[Problem] = []
        # With braces only too many, nothing was left open: the nesting stays as the daemon has it.
        self.left_open = any(p.kind is Kind.UNCLOSED for p in document.problems)
        self.early: Section | None = None
        """The first section whose closing brace is not indented like its head."""

    def walk(self) -> None:
        # Depth first over the old tree, without recursion: it can be as deep as the file is long.
        # A number stands for the closing line at that offset.
        todo: list[Node | int] = list(reversed(self.document.root.children))
        while todo:
            node = todo.pop()
            if isinstance(node, Section):
                self.open(node)
                if node.closed:
                    todo.append(node.close_start)
                todo.extend(reversed(node.children))
            elif isinstance(node, int):
                self.close(node)
            else:
                self.leaf(node)
        for section in self.stack[1:]:
            self.unclosed(section, None)

    def leaf(self, node: Pair | Comment | Junk) -> None:
        if isinstance(node, Pair):
            self.leave_above(node.key_start - node.start, node)
        elif isinstance(node, Junk) and "}" in node.text:
            self.close(node.start)
            return
        self.stack[-1].children.append(node)

    def open(self, node: Section) -> None:
        self.leave_above(node.indent, node)
        name = node.name
        inner = self.stack[-1].name
        while (
            self.left_open
            and len(self.stack) > 1
            and node.indent <= self.stack[-1].indent
            and name in TOP_LEVEL
            and name not in MEMBERS.get(inner, ())
        ):
            self.unclosed(self.stack.pop(), node)
            inner = self.stack[-1].name
        copy = Section(node.source, name, node.start, node.end, node.name_start, node.name_end)
        self.stack[-1].children.append(copy)
        self.stack.append(copy)

    def leave_above(self, indent: int, node: Pair | Section) -> None:
        """A line that stands left of its section's content, where that content was indented."""
        while len(self.stack) > 1 and self.stack[-1].indent >= indent and self.indented():
            self.unclosed(self.stack.pop(), node)

    def indented(self) -> bool:
        """Whether the innermost section has content deeper than its head, so that indentation
        means something there."""
        section = self.stack[-1]
        if not self.left_open:
            return False
        for child in section.children:
            if isinstance(child, Pair):
                return child.key_start - child.start > section.indent
            if isinstance(child, Section):
                return child.indent > section.indent
        return False

    def close(self, start: int) -> None:
        text = self.document.source.text
        indent = 0
        while text[start + indent : start + indent + 1] in (" ", "\t"):
            indent += 1
        while len(self.stack) > 2 and self.stack[-1].indent > indent and self.indented():
            self.unclosed(self.stack.pop(), None, start)
        end = text.find("\n", start) + 1 or len(text)
        if len(self.stack) == 1:
            brace = self.document.source.span(start + indent, start + indent + 1)
            other = self.early.head_span if self.early else None
            self.problems.append(Problem(Kind.STRAY_CLOSE, brace, True, other))
            self.root.children.append(Junk(self.document.source, start, end))
            return
        section = self.stack.pop()
        section.close_start, section.close_end = start, end
        if section.indent != indent and self.early is None:
            self.early = section

    def unclosed(self, section: Section, before: Pair | Section | None, start: int = -1) -> None:
        source = self.document.source
        other = None
        if isinstance(before, Section):
            other = before.head_span
        elif isinstance(before, Pair):
            other = before.span
        elif start >= 0:
            end = source.text.find("\n", start)
            other = source.span(start, end if end >= 0 else len(source.data))
        self.problems.append(Problem(Kind.UNCLOSED, section.head_span, True, other))
