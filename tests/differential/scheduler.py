"""What a configuration of Pacemaker makes the cluster do: the first transition of the real scheduler with
all nodes online, and the cluster properties that count, which a transition does not show."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

from hadoctor.facts.files import from_bytes
from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.facts.subject import Subject
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.option import Option, Place, Type
from hadoctor.model.pacemaker.options import option
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.target import Targets
from hadoctor.verdict.simulate import program
from hadoctor.verdict.start import start
from tests.required import require

# With nothing to fence with, nothing would be started, and a transition would show probes only.
FENCE = '<primitive id="added-fence" class="stonith" type="fence_virsh"/>'
# Other words for the same, and what only says in which words the CIB has it.
WORDS = {"Master": "Promoted", "Slave": "Unpromoted"}
SPELLING = re.compile(r"CRM_meta_(?:promot|master|clone|notify|ordered|interleave|globally)")
# The fencer takes `reboot` as if nothing was there (daemons/fenced/fenced_commands.c).
DEAD = re.compile(r" action=reboot(?= |$)")


class Text:
    """A text as the installed programs take it."""

    def __init__(self, name: str, data: bytes, targets: Targets) -> None:
        subject = from_bytes(name, data, targets)
        assert isinstance(subject, Subject)
        file, pacemaker = subject.facts.get(PacemakerFile), subject.facts.get(Pacemaker)
        assert isinstance(file, PacemakerFile)
        assert isinstance(pacemaker, Pacemaker)
        self.pacemaker = pacemaker
        self.cib = file.cib
        named = file.cib.get("validate-with") if file.cib is not None else None
        self.schema = named or "pacemaker-3.9"

    def transition(self, folder: Path) -> list[str]:
        """An action a line, with all its parameters and times, in an order of its own."""
        cib, graph = folder / "cib.xml", folder / "graph.xml"
        body = start(self.pacemaker, None, None).cib(self.schema).decode()
        body = re.sub(r"<resources/>", f"<resources>{FENCE}</resources>", body, count=1)
        if FENCE not in body:
            body = body.replace("<resources>", f"<resources>{FENCE}", 1)
        cib.write_text(body)
        graph.unlink(missing_ok=True)
        done = subprocess.run(
            [simulator(), "--xml-file", str(cib), "--simulate", "--save-graph", str(graph)],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=folder,
            env={"PATH": "/usr/sbin:/usr/bin", "LC_ALL": "C", "TMPDIR": str(folder)},
        )
        assert graph.exists(), done.stderr[-2000:]
        return sorted(map(_action, ElementTree.parse(graph).iter("rsc_op")))

    def properties(self) -> dict[str, str | int | bool | None]:
        """The values that count and differ from the defaults, by the names that count. What the release
        does not read is not among them."""
        found: dict[str, str | int | bool | None] = {}
        target = self.pacemaker.target
        for setting in self.pacemaker.properties:
            known = option(Place.PROPERTY, setting.name, target)
            if known is not None:
                own = known.name == setting.name
                value = _meaning(known, setting.value or "")
                if own or known.name not in self.pacemaker.properties:
                    found[known.name] = value
        return {
            name: value
            for name, value in found.items()
            if (known := option(Place.PROPERTY, name, target)) is None
            or value != _meaning(known, known.default)
        }


def _meaning(known: Option, text: str) -> str | int | bool | None:
    if known.type is Type.BOOLEAN:
        return values.boolean(text)
    if known.type is Type.WORD:
        return {"poweroff": "off"}.get(text.lower(), text.lower())
    if known.type is Type.INTERVAL:
        return values.interval(text)
    return text


@cache
def simulator() -> str:
    found = program()
    require(None if found else "crm_simulate is not installed")
    assert found is not None
    return found


def _action(action: ElementTree.Element) -> str:
    resource = action.find("primitive")
    attributes = action.find("attributes")
    parts = [
        f"{name}={WORDS.get(value, value)}"
        for name, value in sorted((attributes.attrib if attributes is not None else {}).items())
        if not SPELLING.match(name)
    ]
    who = resource.get("id") if resource is not None else ""
    line = " ".join([str(action.get("operation")), str(action.get("on_node")), str(who), *parts])
    fencing = resource is not None and resource.get("class") == "stonith"
    return DEAD.sub("", line) if fencing else line
