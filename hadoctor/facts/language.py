"""Which language a text is in."""

from __future__ import annotations

import re

_HEAD = 65536
_SHELL = r"(?:[^\n]*?(?:\bcrm\s[^\n]*?\bconf\w*\s+|crm\([^)\n]*\)\w*#\s*))?"
_STATEMENT = (
    r"(?im)^[ \t]*" + _SHELL + r"(?:primitive|rsc_template|group|clone|ms|master|bundle|location"
    r"|colocation|collocation|order|rsc_ticket|property|rsc_defaults|op_defaults|fencing_topology"
    r"|role|acl_target|acl_group|user|tag|alert|monitor|node|xml)[ \t]+(?!\{)[^\s=]"
)
_SECTION = r"(?m)^[ \t]*(?:totem|nodelist|quorum|logging|interface|service|aisexec|amf)[ \t:]*\{"
_WHOLE = r"(?m)^[ \t]*(?:totem|nodelist)[ \t:]*\{"
CRM_NAMES = (".crm", "cib.txt", "configure_show.txt", "crm_configure_show")
SCRIPTS = (".sh", ".txt")
"""Files that are looked into: scripts and notes with commands of the crm shell in them."""
SAVED = "hadoctor-facts"
"""What the facts of a node begin with when they are saved."""


def language(name: str, data: bytes) -> str:
    """`corosync.conf`, `crm` or `cib` (any XML counts as one that should be a CIB)."""
    base = name.rpartition("/")[2]
    if base.startswith("corosync.conf"):
        return "corosync.conf"
    if is_xml(data):
        return "cib"
    if base.endswith(CRM_NAMES):
        return "crm"
    # One byte is one character, as everywhere.
    text = data.decode("latin-1")
    if re.search(_SECTION, text) or not re.search(_STATEMENT, text):
        return "corosync.conf"
    return "crm"


def is_xml(data: bytes) -> bool:
    """Whether it begins as XML does."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        head = head.replace(b"\0", b"")[2:].lstrip()
    return bool(re.match(rb"<[?!A-Za-z_]", head))


def is_cib(head: bytes) -> bool:
    """Whether a file among others in a folder seems to be a CIB."""
    return is_xml(head) and bool(re.search(rb"<(?:cib|configuration)[\s>]", head[:_HEAD]))


def is_corosync(head: bytes) -> bool:
    """Whether a file among others in a folder seems to be a corosync.conf."""
    return bool(re.search(_WHOLE.encode(), head[:_HEAD]))


def is_crm_script(head: bytes) -> bool:
    """Whether a script or note has the crm shell configure something."""
    return bool(
        re.search(rb"(?m)^[^\n#]{0,200}\bcrm[ \t](?:[^\n]{0,80}[ \t])?conf\w*[ \t]+\w", head)
    )


def is_saved(data: bytes) -> bool:
    """Whether a file seems to hold the saved facts of a node."""
    head = data[:400]
    return head.lstrip().startswith(b"{") and SAVED.encode() in head
