"""Writes hadoctor/model/pacemaker/metadata/: what resource and fence agents say of themselves.

    python -m tests.agents [ROOT ...]

Runs the meta-data action of every agent below / and below each further ROOT (the unpacked content
of a package that is not installed) and keeps the facts: names, types, defaults, advice. Descriptions
are prose under other licences and are not kept. Needs Debian: it asks dpkg which package an agent is
of. The package of an unpacked ROOT is the name of the folder, NAME_VERSION.
"""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent.parent / "hadoctor" / "model" / "pacemaker" / "metadata"
OCF = Path("usr/lib/ocf")
SECONDS = 20
"""How long one agent may take."""
ENVIRONMENT = {
    "OCF_ROOT": "/usr/lib/ocf",
    "OCF_FUNCTIONS_DIR": "/usr/lib/ocf/lib/heartbeat",
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C",
    "HOME": "/nonexistent",
}

Line = list[str]


def main(roots: list[Path]) -> None:
    tables: dict[str, dict[str, tuple[str, list[Line]]]] = {}
    for root in (Path("/"), *roots):
        for table, program in programs(root):
            tree = metadata(program, fence=table == "stonith", root=root)
            if tree is None:
                print(f"no meta-data: {program}", file=sys.stderr)
            else:
                facts = (package(program, root), list(lines(tree)))
                tables.setdefault(table, {})[program.name] = facts
    for table, agents in tables.items():
        (DATA / f"{table}.tsv").write_text(page(agents), encoding="utf-8")


def page(agents: dict[str, tuple[str, list[Line]]]) -> str:
    """One table: the packages, then the agents in the order of their names."""
    rows = [["from", text] for text in sorted({package for package, _ in agents.values()})]
    for name, (made_from, facts) in sorted(agents.items()):
        rows.append(["agent", name, made_from.split()[0]])
        rows += facts
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in rows) + "end\n"


def programs(root: Path) -> Iterator[tuple[str, Path]]:
    """The agents below a folder, each with the table that it goes into."""
    for path in sorted((root / OCF / "resource.d").glob("*/*")):
        if path.is_file() and os.access(path, os.X_OK) and not path.name.endswith(".sh"):
            yield f"ocf-{path.parent.name}", path
    for path in sorted((root / "usr/sbin").glob("fence_*")):
        if os.access(path, os.X_OK):
            yield "stonith", path


def metadata(
    program: Path, *, fence: bool = False, root: Path = Path("/")
) -> ElementTree.Element | None:
    """What the agent prints; None for a program that is none."""
    action = ["-o", "metadata"] if fence else ["meta-data"]
    more = {"PERL5LIB": str(root / OCF / "lib/heartbeat")} if root != Path("/") else {}
    try:
        done = subprocess.run(
            [str(program), *action],
            env=ENVIRONMENT | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd="/",
        )
        tree = ElementTree.fromstring(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ElementTree.ParseError):
        return None
    return tree if tree.tag == "resource-agent" else None


def package(program: Path, root: Path = Path("/")) -> str:
    """Name and version of the package that an agent is of."""
    if root != Path("/"):
        return root.name.replace("_", " ")
    query = ["dpkg-query", "--search", str(program)]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    if not found:  # /bin is /usr/bin where the two are merged; a link may be nobody's
        query[-1] = str(program.resolve())
        found = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    name = found.partition(":")[0]
    shown = ["dpkg-query", "--show", "--showformat", "${Version}", name]
    version = subprocess.run(shown, capture_output=True, text=True, check=True).stdout
    return f"{name} {version}"


def lines(tree: ElementTree.Element) -> Iterator[Line]:
    """The facts of one agent, a row for each parameter and for each action."""
    for parameter in tree.iter("parameter"):
        content = parameter.find("content")
        default = None if content is None else content.get("default")
        options = () if content is None else content.iter("option")
        flags = [f for f in ("required", "deprecated", "reloadable") if on(parameter.get(f))]
        if on(parameter.get("unique")):
            flags.append("unique")
        yield [
            "parameter",
            parameter.get("name", ""),
            "" if content is None else content.get("type", ""),
            " ".join(flags),
            "" if default is None else "=" + escaped(default),
            "|".join(escaped(option.get("value", "")) for option in options),
            parameter.get("obsoletes", ""),
            parameter.get("unique-group", ""),
        ]
    for action in tree.iter("action"):
        known = ("timeout", "interval", "role", "depth", "start-delay")
        flags = [f for f in ("automatic", "on_target") if on(action.get(f))]
        yield [
            "action",
            action.get("name", ""),
            *(escaped(action.get(k, "")) for k in known),
            " ".join(flags),
        ]


def on(value: str | None) -> bool:
    return value in ("1", "true", "yes")


def escaped(text: str) -> str:
    """The text on one line, without tabs."""
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
