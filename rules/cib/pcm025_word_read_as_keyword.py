"""# PCM025 word-read-as-keyword

A word that only begins as a keyword is taken for it, and the rest of the word is lost.

## Why
Where `params`, `meta`, `op_params` or `attributes` may stand, the shell looks at how a word begins: `metadata=x` opens a
list of meta attributes, and `data=x` is dropped without a word. The parameter that was meant is not set.

## When to ignore it
Never: write the pair behind another one of its list, or the keyword before it.

## Bad
```crm
primitive web Dummy metadata=x op monitor interval=10s
```

## Good
```crm
primitive web Dummy params metadata=x op monitor interval=10s
```

## Sources
crmsh 4.4.1, which takes the text and stores it without the word.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

KEYWORDS = {
    "instance_attributes": ("params", "attributes", "op_params"),
    "meta_attributes": ("meta", "op_meta"),
    "utilization": ("utilization",),
}


@rule("PCM025", severity=Severity.WARNING)
def word_read_as_keyword(pacemaker: Pacemaker, file: PacemakerFile) -> Findings:
    if file.notation != "crm":
        return
    for element in pacemaker.elements:
        keywords = KEYWORDS.get(element.tag)
        if keywords is None or element.start < 0:
            continue
        word = element.span.text.partition(" ")[0]
        lower = word.lower()
        if lower in keywords or not lower.startswith(keywords):
            continue
        keyword = next(k for k in keywords if lower.startswith(k))
        inside = any(child.start == element.start for child in element.children)
        if not inside:
            rest = word[len(keyword) :]
            yield Finding(f"'{word}' is read as '{keyword}', and '{rest}' is lost", at=element.span)
