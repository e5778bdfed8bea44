"""The page of a rule: sections by heading, and the examples that are run as tests.

An example is a fenced block under *Bad* or *Good*. ```` ```corosync ```` is a corosync.conf, with
`target=2.4` behind it judged for that release; ```` ```file NAME ```` right after it is a file that lies
beside it. A NAME that ends in corosync.conf is another configuration, of another node or cluster, that
is judged in the same run.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SECTIONS = ("Why", "When to ignore it", "Bad", "Good", "Sources")
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    text: str
    target: str
    files: dict[str, str]


class Page(NamedTuple):
    title: str
    lead: str
    sections: dict[str, str]

    def examples(self, heading: str) -> list[Example]:
        found: list[Example] = []
        for language, info, body in _FENCE.findall(self.sections.get(heading, "")):
            if language == "corosync":
                words = dict(word.partition("=")[::2] for word in info.split())
                found.append(Example(body, words.get("target", "3.1"), {}))
            elif language == "file" and found:
                found[-1].files[info.strip()] = body
        return found


def parse(text: str) -> Page:
    """A page from a module's docstring."""
    head, *parts = re.split(r"^## ", text.strip() + "\n", flags=re.MULTILINE)
    title, _, lead = head.removeprefix("# ").partition("\n")
    sections = {}
    for part in parts:
        name, _, body = part.partition("\n")
        sections[name.strip()] = body.strip("\n")
    return Page(title.strip(), lead.strip(), sections)
