"""The human output: what it looks like, and that an input cannot play with the terminal."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from hadoctor.report.human import render
from tests.examples import check

TEXT = """\
totem {
    version: 2
\ttoken: 5s
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
    device {
        model: net
        votes: 1
        net {
            host: 10.0.0.9
        }
    }
}
"""


def shown(data: str | bytes, *, color: bool = False) -> str:
    from hadoctor.registry import find

    rules = tuple(r for r in (find("COR006"), find("COR019"), find("QUO003")) if r)
    stream = io.StringIO()
    render(check(data, rules=rules), stream, color=color)
    return stream.getvalue()


def test_snapshot() -> None:
    assert (
        shown(TEXT)
        == """\
corosync.conf:3:9: error COR006 token takes a whole number from 0 to 4294967295, not '5s' \
[unsafe fix]
  │
3 │     token: 5s
  │            ^^
  = why: corosync refuses the whole file for it
  = fix: write 5000
  = more: hadoctor rule COR006

corosync.conf:14:15: error QUO003 two_node is on, and a quorum device (model net) is configured \
[unsafe fix]
   │
14 │     two_node: 1
   │               ^
   …
16 │         model: net
   │                --- the device
  = why: corosync does not start with both
  = fix: remove two_node
  = more: hadoctor rule QUO003

2 errors in 1 file, judged for corosync 3.1
2 more with --unsafe-fixes
"""
    )


def test_colour_changes_nothing_but_colour() -> None:
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", shown(TEXT, color=True)) == shown(TEXT)


def test_rich_does_not_eat_the_text() -> None:
    text = TEXT.replace("5s", "[a b] :smile: [/x] \\[bold]")
    assert "token: [a b] :smile: [/x] \\[bold]" in shown(text, color=True)


def test_escape_sequences_are_shown_not_sent() -> None:
    output = shown(TEXT.replace("5s", "\x1b[2J\x07\u202e5"))
    assert "\x1b" not in output
    assert "\\x1b[2J\\x07\\u202e5" in output


def test_the_key_of_the_cluster_is_masked() -> None:
    from hadoctor.secret import masked

    assert masked(b"    key: geheim  ") == b"    key: ******  "
    assert masked(b"keyfile: /etc/x") == b"keyfile: /etc/x"


def test_passwords_are_masked_in_every_language() -> None:
    from hadoctor.secret import masked

    for text in (
        b'primitive f stonith:fence_x params ip=1 passwd="geheim wort" login=x',
        b'<nvpair id="a" name="passwd" value="geheim"/>',
        b"<nvpair value='geheim' id='a' name='password'/>",
        b'\tparams "password=geheim wort" z=1',
    ):
        assert b"geheim" not in masked(text)
        assert len(masked(text)) == len(text)


def test_marks_stand_below_wide_characters() -> None:
    lines = shown(TEXT.replace("node1", "\u6f22\u5b57").replace("5s", "x")).splitlines()
    assert any(line.endswith("token: x") for line in lines)


@given(st.binary(max_size=300))
def test_any_text_can_be_shown(data: bytes) -> None:
    output = shown(TEXT.encode().replace(b"5s", data.replace(b"\n", b"")))
    assert all(c == "\n" or c.isprintable() or c == "\ufffd" for c in output)
