"""What is a secret, and texts without it: nothing that is shown or saved has a password in it."""

from __future__ import annotations

import re

_NAME = rb"[\w.-]*(?:passw|passphrase|secret|credential|api_?key|private_?key|token_?key)[\w.-]*"
_FORMS = (
    # corosync.conf: the key that stands in the file, and what is named like a secret.
    rb"(?im)^(?P<before>\s*(?:key|" + _NAME + rb")\s*[:=]\s*)(?P<value>.*\S)",
    # A pair that is quoted as a whole.
    rb"(?i)(?P<before>(?<![=\w])([\"'])" + _NAME + rb"=)(?P<value>[^\"'\n]+)(?=\2)",
    # crm text, and options anywhere: password=x, "password=x y".
    rb"(?i)(?P<before>(?<![\w.-])[\"']?"
    + _NAME
    + rb"=)(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'<>]+)",
    # XML: the name before the value, and behind it.
    rb"(?i)(?P<before>\bname=([\"'])" + _NAME + rb"\2[^<>]*?\bvalue=[\"'])(?P<value>[^\"'<>]+)",
    rb"(?i)(?P<before>\bvalue=[\"'])(?P<value>[^\"'<>]+)(?=[\"'][^<>]*?\bname=[\"']"
    + _NAME
    + rb"[\"'])",
)


def masked(text: bytes) -> bytes:
    """The text with the secrets in it replaced by as many stars, so that places stay."""
    if not re.search(rb"(?i)key|passw|passphrase|secret|credential", text):
        return text
    for form in _FORMS:
        text = re.sub(form, _stars, text)
    return text


def _stars(match: re.Match[bytes]) -> bytes:
    return match["before"] + b"*" * len(match["value"])
