"""The page of a rule: sections by heading, and the examples that are run as tests.

An example is a fenced block under *Bad* or *Good*. ```` ```corosync ```` is a corosync.conf, ```` ```crm ````
crm text, ```` ```cib ```` CIB XML; `corosync=2.4`, `pacemaker=3.0`, `crmsh=5` behind it say what it is judged
for. ```` ```facts ```` has what a node would say, as JSON (`{"Clock": {...}}`); right behind a configuration
it belongs to that one. ```` ```peers ```` right behind a corosync.conf has what several nodes would say that
have this file: by their names, each with its facts and texts (`{"n1": {"Clock": {...}, "sbd": "..."}}`).
```` ```file NAME ```` right after it is a file that lies beside it. A NAME that ends in corosync.conf,
.crm or cib.xml is another configuration, of another node or cluster, that is judged in the same run.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hadoctor.target import DEFAULTS, Targets

SECTIONS = ("Why", "When to ignore it", "Bad", "Good", "Sources")
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


NAMES = {"corosync": "corosync.conf", "crm": "example.crm", "cib": "cib.xml"}
"""The languages of examples, and what such a file is called."""


class Example(NamedTuple):
    text: str
    name: str
    targets: Targets
    files: dict[str, str]
    facts: str = ""
    """What the node would say, as JSON: the facts by the names of their kinds."""
    peers: str = ""
    """What several nodes would say that have this corosync.conf, as JSON: by node, facts and texts."""


class Page(NamedTuple):
    title: str
    lead: str
    sections: dict[str, str]

    def examples(self, heading: str) -> list[Example]:
        found: list[Example] = []
        text = self.sections.get(heading, "")
        end = -1
        for match in _FENCE.finditer(text):
            language, info, body = match.groups()
            # Nothing but blanks between two blocks: the second belongs to the first.
            follows = end >= 0 and not text[end : match.start()].strip()
            end = match.end()
            if language in NAMES:
                targets = DEFAULTS
                for word in info.split():
                    program, _, release = word.partition("=")
                    targets = targets.with_(program, release)
                found.append(Example(body, NAMES[language], targets, {}))
            elif language == "facts" and found and not found[-1].facts and follows:
                found[-1] = found[-1]._replace(facts=body)
            elif language == "peers" and found and follows:
                found[-1] = found[-1]._replace(peers=body)
            elif language == "facts":
                found.append(Example("", "", DEFAULTS, {}, body))
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
