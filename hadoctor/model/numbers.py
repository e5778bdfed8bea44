"""Numbers as the C library reads them for the daemon."""

from __future__ import annotations


def strtol(text: str) -> int | None:
    """The whole text as strtoll(3) in base 10 reads it: leading blanks, a sign, digits. None when it
    is no number (or too long for any type)."""
    digits = text.lstrip(" \t\n\v\f\r")
    body = digits[1:] if digits[:1] in ("+", "-") else digits
    if not body or not body.isascii() or not body.isdigit():
        return None
    if len(body) > 40:
        body = body.lstrip("0")[:40] or "0"
    return -int(body) if digits[0] == "-" else int(body)


DSCP_NAMES = {
    "ef": 46,
    **{f"cs{n}": n * 8 for n in range(8)},
    **{f"af{c}{p}": c * 8 + p * 2 for c in range(1, 5) for p in range(1, 4)},
}


def dscp(text: str) -> int | None:
    """ip_dscp: a symbolic name or a number 0..63 in C notation; an empty text is 0."""
    if text in DSCP_NAMES:
        return DSCP_NAMES[text]
    digits = text.lstrip(" \t\n\v\f\r")
    sign, body = (digits[0], digits[1:]) if digits[:1] in ("+", "-") else ("", digits)
    if not digits:
        return 0 if not text else None
    low = body.lower()
    base = 16 if low.startswith("0x") and len(low) > 2 else 8 if low.startswith("0") else 10
    try:
        number = int(body[2:] if base == 16 else body, base)
    except ValueError:
        return None
    number = -number if sign == "-" else number
    clean = "_" not in body and not body[:1].isspace() and body == body.strip()
    return number if clean and 0 <= number <= 63 else None
