"""The files from which rules come at boot, with further rules in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hadoctor.model.firewall.opening import Opening

_WORDLESS = re.compile(r'"[^"\n]*"|#[^\n]*')
_INCLUDE = re.compile(r'^\s*include\s+"([^"\n]+)"', re.MULTILINE)


def includes(text: str) -> list[str]:
    """The files, or patterns of files, that a file of nft's rules takes in."""
    return _INCLUDE.findall(text)


def makes(text: str, table: str, chain: str) -> bool:
    """Whether a text of nft's rules makes a chain. `table`: with its family."""
    family, _, name = table.partition(" ")
    text = _WORDLESS.sub("", text)
    kind = rf"(?:{family}\s+)?" if family == "ip" else rf"{family}\s+"
    for found in re.finditer(rf"\btable\s+{kind}{re.escape(name)}\s*\{{", text):
        if re.search(rf"\bchain\s+{re.escape(chain)}\s*\{{", _block(text, found.end())):
            return True
    return bool(re.search(rf"\badd\s+chain\s+{kind}{re.escape(name)}\s+{re.escape(chain)}\b", text))


def _block(text: str, start: int) -> str:
    depth = 1
    for brace in re.finditer(r"[{}]", text[start:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return text[start : start + brace.start()]
    return text[start:]


def with_nft(text: str, opened: Iterable[Opening]) -> str:
    """At the end of a file of nft's rules: each at the head of its chain, once all chains are made."""
    lines = []
    for one in opened:
        words = ("insert", "rule", one.place.table, one.place.chain, *one.rule)
        line = f'{" ".join(words)} comment "{one.tag}"'
        if line not in text.split("\n"):
            lines.append(line)
    joint = "" if not text or text.endswith("\n") else "\n"
    return text + joint + "".join(f"{line}\n" for line in lines) if lines else text


def with_iptables(text: str, opened: Iterable[Opening]) -> str:
    """In what iptables-restore reads: at the head of their chain, behind what else the table has."""
    lines = text.split("\n")
    for one in opened:
        table = one.place.table.partition(" ")[2]
        head = next((n for n, line in enumerate(lines) if line.strip() == f"*{table}"), None)
        if head is None:
            continue
        end = next((n for n in range(head, len(lines)) if lines[n].strip() == "COMMIT"), None)
        line = " ".join(("-I", one.place.chain, *map(_quoted, one.rule)))
        if end is not None and line not in lines[head:end]:
            lines.insert(end, line)
    return "\n".join(lines)


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
