"""Oddities of real files: each is found by the right rule, or survived without a word."""

from __future__ import annotations

import pytest

from tests.examples import check, codes

FRAME = """\
totem {{
    version: 2
    cluster_name: web
    crypto_cipher: aes256
    crypto_hash: sha256
{totem}
}}
nodelist {{
    node {{
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        name: a
        nodeid: 1
    }}
    node {{
        ring0_addr: 10.0.0.2
        ring1_addr: 10.1.0.2
        name: b
        nodeid: 2
{node}
    }}
}}
quorum {{
    provider: corosync_votequorum
{quorum}
}}
"""


def framed(totem: str = "", node: str = "", quorum: str = "    two_node: 1") -> str:
    return FRAME.format(totem=totem, node=node, quorum=quorum)


def test_the_frame_is_sound() -> None:
    assert codes(check(framed())) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (framed("    token: 310   # milliseconds"), {"COR004"}),
        (framed("    token: 3100 // milliseconds"), {"COR004"}),
        (framed(quorum="    two_nodes: 1"), {"COR005", "QUO001"}),
        (framed(quorum="    two-node: 1"), {"COR005", "QUO001"}),
        (framed("    concensus: 6000"), {"COR005"}),
        (framed(node="        votes: 1"), {"COR005"}),
        (framed("    auth: on"), {"COR005"}),
        (framed("    token: 3000 }"), {"COR002"}),
        (framed(node="        node { name: a  ring0_addr: 10.0.0.1 }"), {"COR002"}),
        (framed("    compatybility whitetank"), {"COR003"}),
        (framed("    token = 3000"), {"COR003"}),
        (framed("    cluster\\_name: x"), {"COR038"}),
        (framed("    totem { // protocol\n    }"), {"COR002"}),
        (framed("    bindnetaddr"), {"COR003"}),
        (framed().replace("two_node: 1\n}", "two_node: 1\n]"), {"COR003", "COR001"}),
        (framed() + "}\n", {"COR013"}),
        (framed().replace("quorum {", "quorum\n{"), {"COR003"}),
        (framed("    \u201ctoken\u201d: 3000"), {"COR038"}),
        ("\ufeff" + framed(), {"COR019"}),
        ("[user@host ~]$ cat /etc/corosync/corosync.conf\n" + framed(), {"COR003"}),
        (framed("    interface {\n        linknumber: 0\n        bindnetaddr: $IP\n    }"), set()),
        (framed(node="        nodeid:"), {"COR006"}),
        (framed("    ..."), {"COR003"}),
    ],
    ids=range(23),
)
def test_found(text: str, expected: set[str]) -> None:
    found = set(codes(check(text)))
    assert expected <= found, found


@pytest.mark.parametrize(
    "text",
    [
        framed().replace("    ", "\t"),
        framed().replace("    ", "\t  "),
        framed().replace("\n", "\r\n"),
        framed().replace(": ", ":"),
        framed().replace(" {", "{"),
        framed().replace("totem {", "totem: {"),
        framed().replace("totem {", "# Gr\u00fc\u00dfe { }: #\ntotem {"),
        framed("    # nodeid: 1234interface {"),
    ],
    ids=range(8),
)
def test_survived(text: str) -> None:
    assert codes(check(text)) == []
