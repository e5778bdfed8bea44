"""Any bytes give statements of words, with every place inside the text and nothing of it lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hadoctor.source import Source
from hadoctor.syntax.crm import Script, Statement, parse
from hadoctor.syntax.grammar import tokens as tokenize
from tests.patience import ends

PARTS = [
    *(b"a", b"b=", b"xml ", b"# c", b" ", b"\t", b"\n", b"\r", b"\\", b'"', b"'", b"\\\n", b"\0"),
    *(b"\x0b", b"\xc3\xa9", b"\xc2\xa0", b"\xe3\x80\x80", b"\xe9", b"<a/>", b"$", b"&#233;"),
]
LINES = st.lists(st.sampled_from(PARTS), max_size=40).map(b"".join)
TEXTS = st.one_of(st.binary(max_size=120), LINES)


def script(data: bytes) -> Script:
    return parse(Source("x", data))


def words(data: bytes) -> list[list[str]]:
    return [[word.text for word in statement.words] for statement in script(data).statements]


def one(data: bytes) -> Statement:
    statements = script(data).statements
    assert len(statements) == 1
    return statements[0]


@given(data=TEXTS)
def test_grammar_takes_everything_and_loses_nothing(data: bytes) -> None:
    text = data.decode("latin-1")
    tokens = tokenize("crm", text)
    assert "".join(map(str, tokens)) == text


@given(data=TEXTS)
def test_every_place_is_inside(data: bytes) -> None:
    source = Source("x", data)
    end = 0
    for statement in parse(source).statements:
        assert end <= statement.start <= statement.end <= len(data)
        end = statement.start
        at = statement.start
        for word in statement.words:
            assert at <= word.start < word.end <= statement.end
            at = word.end
            if word.offsets is None:
                assert source.text[word.start : word.end] == word.text
            for i in range(len(word.text) + 1):
                start, stop = word.place(i, len(word.text))
                assert word.start <= start <= stop <= word.end


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        # Lines: the shell knows nothing of quotes here.
        (b"", []),
        (b" \n\t\n", []),
        (b"a b\nc", [["a", "b"], ["c"]]),
        (b"a\rb\r\nc", [["a"], ["b"], ["c"]]),
        (b"a \\\n  b", [["a", "b"]]),
        (b"a=x\\\n  y", [["a=xy"]]),
        (b"a \\  \t\n b", [["a", "b"]]),
        (b"a \\\\\\\n b", [["a", "b"]]),
        (b"a \\\n\nb", [["a"], ["b"]]),
        (b'"a \\\n   b"', [["a b"]]),
        (b"a \\\n# b\nc", [["a", "#", "b"], ["c"]]),
        (b"a \\", [["a"]]),
        (b"\\\n\\\n", []),
        # Blank is what Python strips, at the ends of lines alone.
        (b"\x0ba\x1c\nb", [["a"], ["b"]]),
        (b"\xc2\xa0a \\\xe3\x80\x80\n\xe2\x80\xa8b", [["a", "b"]]),
        (b"a \xc2\xa0 b", [["a", "&#160;", "b"]]),
        # Quotes.
        (b"a \"b c\" 'd e'", [["a", "b c", "d e"]]),
        (b'b="c d"e "f"\'g\'', [["b=c de", "fg"]]),
        (b'\'a\\\' "a\\b" "a\\"b" "a\\\\b"', [["a\\", "a\\b", 'a"b', "a\\b"]]),
        (b"a\\ b \\n c\\'", [["a b", "n", "c'"]]),
        (b"\"\" a=''", [["", "a="]]),
        (b"a;b $x `y` *|&", [["a;b", "$x", "`y`", "*|&"]]),
        # Beyond ASCII.
        ("é='ñ'".encode(), [["&#233;=&#241;"]]),
        ("𝄞".encode(), [["&#119070;"]]),
        (b"\xef\xbb\xbfnode", [["&#65279;node"]]),
        # Lines that begin with xml keep their quotes and lose their blanks.
        (b'xml <a b="c   d"/>', [["xml", "<a", 'b="c', 'd"/>']]),
        (b"xmlx 'a", [["xmlx", "'a"]]),
        (b"XML '<a b=\"c\"/>'", [["XML", '<a b="c"/>']]),
    ],
)
def test_words(data: bytes, expected: list[list[str]]) -> None:
    assert words(data) == expected


@pytest.mark.parametrize("data", [b'a "b', b"a 'b", b"a b\\ \\\n\n", b'a "b\nc"'])
def test_open_quotes_are_a_fault(data: bytes) -> None:
    assert script(data).statements[0].fault


def test_the_open_quote_is_the_place() -> None:
    fault = one(b'a "b c" d="e').fault
    assert fault
    assert (fault.at.start, fault.message) == (10, "a double quote is never closed")


def test_a_byte_that_is_not_utf8_is_a_problem_of_the_whole_text() -> None:
    found = script(b"node caf\xe9\nnode b")
    assert [(p.message, p.at.start) for p in found.problems] == [("the byte 0xe9 is not UTF-8", 8)]
    assert len(found.statements) == 2


def test_comments_belong_to_the_next_statement() -> None:
    found = script(b"# one\n  # two \nnode a\nnode b\n# three \\\nstill three\nnode c\n# lost\n")
    assert [[c.text for c in s.comments] for s in found.statements] == [
        ["# one", "# two"],
        [],
        ["# three still three"],
    ]
    assert [c.text for c in found.lost] == ["# lost"]
    first = found.statements[0].comments[1]
    assert (first.start, first.end) == (8, 13)


def test_places_inside_quotes() -> None:
    word = one(b'a x="b c"').words[1]
    assert word.text == "x=b c"
    assert (word.start, word.end) == (2, 9)
    assert word.place(0, 1) == (2, 3)
    assert word.place(2, 5) == (5, 8)
    assert one(b'x=""').words[0].place(2, 2) == (3, 3)


def test_places_over_a_continued_line_and_beyond_ascii() -> None:
    word = one(b"x=a\\\n   b").words[0]
    assert word.place(2, 4) == (2, 9)
    word = one("x=é1".encode()).words[0]
    assert word.text == "x=&#233;1"
    assert word.place(2, 8) == (2, 4)
    assert word.place(8, 9) == (4, 5)


def test_xml_text_has_places() -> None:
    statement = one(b'xml <a \\\n   b="c   d"/>')
    assert statement.raw == '<a b="c d"/>'
    offset = statement.raw_offsets()
    data = statement.source.text
    for index, character in enumerate(statement.raw):
        assert data[offset(index)] == character or character == " "
    assert offset(len(statement.raw)) == len(data)


@pytest.mark.parametrize(
    "data",
    [
        b'"' * 200_001,
        b"\\" * 200_001,
        b"\\\n" * 100_000,
        b"\\ " * 100_000,
        b"a \\\n" * 50_000,
        b"'a" * 100_001,
        b"\xc3\xa9" * 100_000,
        b"\xc2\xa0" * 100_000 + b"\\",
        b"a" + b"\xc2\xa0" * 100_000,
        b"a" + b"\xe3\x80\x80 " * 60_000 + b"\\",
        b"# \\\n" * 50_000,
        b"xml " + b"<a " * 60_000,
        b" " * 200_000 + b"a",
    ],
    ids=range(13),
)
def test_hostile_text_ends(data: bytes) -> None:
    with ends():
        script(data)
