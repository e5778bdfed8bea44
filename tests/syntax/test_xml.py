"""Any bytes give a document, with every place inside the text; nothing is expanded or fetched."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hadoctor.source import Source
from hadoctor.syntax.element import Element
from hadoctor.syntax.xml import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    XmlDocument,
    XmlProblem,
    parse,
    parse_text,
)

PARTS = """<a|<b c='1'|</a>|</b>|/>|>| x="2"| y='&lt;>'|<!--|-->|<?p|?>|<![CDATA[|]]>|&amp;|&#65;|&x;
<!DOCTYPE a [|<?xml version="1.0"?>|<?xml version="1.0" encoding="latin-1"?>|\n|\0|é|text"""
PIECES = [part.encode() for part in PARTS.split("|")] + [b"\xff", b"\xfe\xff", b"\xef\xbb\xbf"]
TEXTS = st.one_of(
    st.binary(max_size=100), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)
)


def read(text: str | bytes) -> XmlDocument:
    return parse(Source("cib.xml", text.encode() if isinstance(text, str) else text))


def root(document: XmlDocument) -> Element:
    assert document.root is not None
    return document.root


def problem(text: str | bytes) -> XmlProblem:
    (found,) = read(text).problems
    return found


def tags(document: XmlDocument) -> list[str]:
    return [element.tag for element in root(document).walk()]


@given(data=TEXTS)
def test_everything_gives_a_document(data: bytes) -> None:
    document = read(data)
    assert document.root is not None or document.problems
    for found in document.problems:
        assert 0 <= found.at.start <= found.at.end <= len(data)
    for element in document.root.walk() if document.root else ():
        assert 0 <= element.start <= element.head_end <= element.end <= len(data)
        for value in element.attributes.values():
            assert -1 <= value.start <= value.end <= len(data)


@given(
    values=st.dictionaries(
        st.sampled_from(["id", "x:y", "name-2", "é"]),
        st.text(
            st.characters(
                codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
            )
        ),
    ),
    quote=st.sampled_from("'\""),
    blank=st.sampled_from([" ", "\n\t", "  "]),
)
def test_attributes_are_where_they_stand(values: dict[str, str], quote: str, blank: str) -> None:
    written = {name: html.escape(text) for name, text in values.items()}
    inside = "".join(f"{blank}{n} ={blank}{quote}{text}{quote}" for n, text in written.items())
    document = read(f"<!-- é -->\n<r><a{inside}{blank}/></r>")
    element = root(document).children[0]
    assert document.problems == ()
    assert {n: v.text for n, v in element.attributes.items()} == values
    for name, value in element.attributes.items():
        assert element.place(name).text == written[name]
        raw = document.source.data[value.name_start :]
        assert raw.startswith(name.encode())
    assert element.span.text.startswith("<a")
    assert element.span.text.endswith("/>")


def test_places_of_elements() -> None:
    text = "<a x='1'>\n  <b y='>'> </b >\n  <!-- note --><c/>\n</a>\n"
    document = read(text)
    a = root(document)
    b, c = a.children
    assert (a.span.text, a.whole.text) == ("<a x='1'>", text.strip())
    assert (b.span.text, b.whole.text) == ("<b y='>'>", "<b y='>'> </b >")
    assert (c.span.text, c.whole.text) == ("<c/>", "<c/>")
    (comment,) = a.comments
    assert (comment.text, comment.before) == (" note ", 1)
    assert text[comment.start : comment.end] == "<!-- note -->"
    assert b.span.first == (2, 3)


@pytest.mark.parametrize(
    "data",
    [
        "<a b='é€'/>".encode(),
        b"\xef\xbb\xbf" + "<a b='é€'/>".encode(),
        "<?xml version='1.0' encoding='utf-16'?><a b='é€'/>".encode("utf-16"),
        "<?xml version='1.0' encoding='utf-16'?><a b='é€'/>".encode("utf-16-be"),
        b"<?xml version='1.0' encoding='iso-8859-15'?><a b='\xe9\xa4'/>",
        b"<?xml version='1.0' encoding='windows-1252'?><a b='\xe9\x80'/>",
        b"<a b='&#233;&#x20AC;'/>",
    ],
)
def test_encodings(data: bytes) -> None:
    document = read(data)
    assert document.problems == ()
    assert root(document).get("b") == "é€"
    assert 0 <= root(document).start < root(document).end <= len(data)


def test_latin_1_has_exact_places() -> None:
    document = read(b"<?xml version='1.0' encoding='latin-1'?><a b='\xe9' c='2'/>")
    assert root(document).get("b") == "é"
    assert root(document).place("c").text == "2"


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        (b"", "no element", ""),
        (b"<a><b></a>", "'</a>' where '</b>' has to come first", "</a"),
        (b"<a><b/>", "no end tag for <a>", "<a>"),
        (b"<a", "the text ends inside a tag, a comment or a reference", "<"),
        (b"<a b='1' b='2'/>", "the attribute 'b' is there twice", "b"),
        (b"<a>&nbsp;</a>", "the entity '&nbsp;' is not one of XML's five", "&nbsp;"),
        (b"<a b='x & y'/>", "a '&' that begins no reference: it is written '&amp;'", " "),
        (b"<a b='x<y'/>", "a '<' inside a tag or a value: a value has it as '&lt;'", "<"),
        (b"<a>\0</a>", "a NUL byte", "\0"),
        (b"<a>\x01</a>", "the character U+0001, which XML does not allow", "\x01"),
        (b"<a>&#0;</a>", "a reference to a character that XML does not allow", "&"),
        (b"<a b='\xff'/>", "the byte 0xFF is no character in the encoding of the text", "\ufffd"),
        (b"<a/><b/>", "text after the end of the root element", "<"),
        (b"node n1\n<a/>", "text before the root element", "node n1\n"),
        (b"<a b=1/>", "a value without quotes", "1"),
        (b"<a b/>", "the attribute 'b' has no value", "/"),
        (b"<a b='1'c='2'/>", "no blank between two attributes", "c"),
        (b"<a><!-- -- --></a>", "'--' inside a comment", " "),
        (b" <?xml version='1.0'?><a/>", "an XML declaration that is not at the very start", "<"),
        (
            b"<?xml version='1.0' encoding='klingon'?><a/>",
            "cannot be read in the encoding it declares: unknown encoding: klingon",
            "",
        ),
        (
            b"<?xml version='1.0' encoding='shift-jis'?><a/>",
            "cannot be read in the encoding it declares: multi-byte encodings are not supported",
            "",
        ),
    ],
)
def test_what_is_no_xml(text: bytes, message: str, at: str) -> None:
    found = problem(text)
    assert (found.message, found.at.text, found.fatal) == (message, at, True)
    assert not read(text).complete


def test_what_was_read_is_kept() -> None:
    document = read(b"<a><b c='1'/><d>\n<e \xff/></d></a>")
    assert tags(document) == ["a", "b", "d"]
    assert [found.at.line for found in document.problems] == [2]


ENTITIES = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = [
    f'<!DOCTYPE cib [<!ENTITY x0 "ha">{ENTITIES}]><cib>&x9;</cib>',
    '<!DOCTYPE cib [<!ENTITY e SYSTEM "file:///etc/passwd">]><cib>&e;</cib>',
    '<!DOCTYPE cib SYSTEM "http://localhost/cib.dtd"><cib/>',
    '<!DOCTYPE cib [<!ENTITY % p SYSTEM "http://localhost/p"> %p;]><cib/>',
    '<!DOCTYPE cib [<!ATTLIST cib a CDATA "default">]><cib/>',
    "<!DOCTYPE cib><cib/>",
]


@pytest.mark.parametrize("text", DOCTYPES)
def test_a_document_type_ends_the_reading(text: str) -> None:
    document = read(text)
    assert document.root is None
    assert [found.message for found in document.problems] == [
        "a document type: it is not read, as it can declare entities"
    ]
    assert document.problems[0].at.text == "<!DOCTYPE"


def test_text_between_elements() -> None:
    document = read("<cib> <a>stray &amp; text <b/>more<![CDATA[!?]]> </a>\n</cib>")
    assert [(p.message, p.at.text, p.refused) for p in document.problems] == [
        ("text inside <a>, where only elements may stand", "stray &amp; text", False),
        ("text inside <a>, where only elements may stand", "more", False),
        ("a CDATA section inside <a>, where only elements may stand", "!?]]>", True),
    ]
    assert document.complete
    assert tags(document) == ["cib", "a", "b"]
    assert read("<cib><status><x>any</x>text</status></cib>").problems == ()


def test_instructions_names_and_blank_cdata() -> None:
    document = read("<?xml version='1.0'?><?p q?><x:a xmlns:x='u' x:b='1'><?p?><![CDATA[ ]]></x:a>")
    assert document.problems == ()
    assert list(root(document).attributes) == ["xmlns:x", "x:b"]


def test_nesting_as_deep_as_libxml2() -> None:
    deepest = b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH
    assert read(deepest).problems == ()
    assert problem(b"<a>" * 100_000).message == "elements are nested more than 257 deep"


def test_many_attributes() -> None:
    text = "<a " + " ".join(f'a{n}="{n}"' for n in range(100_000)) + "/>"
    element = root(read(text))
    assert len(element.attributes) == 100_000
    assert element.place("a99999").text == "99999"


def test_too_many_things() -> None:
    comments = b"<a>" + b"<!---->" * (MAX_ATTRIBUTES + 1) + b"</a>"
    assert problem(comments).message.startswith("too large: no more than 400000 elements")


@pytest.mark.parametrize(
    "data",
    [
        b"<" * 2_000_000,
        b" " * 2_000_000,
        b"<a" + b" " * 2_000_000 + b"/>",
        b"<a b='" + b"\n" * 2_000_000,
        b"<a b='" + b"&lt;" * 500_000 + b"'/>",
        b"<a><!--" + b"-" * 2_000_000,
        b"<a>" + b"x<b/>" * 100_000,
        b"<a>" + b"<b></b>\n" * 100_000,
        b"</" * 1_000_000,
        b"<a b" + b"c" * 2_000_000 + b" d/>",
        b"\0" * 2_000_000,
    ],
    ids=range(11),
)
def test_time_is_linear(data: bytes) -> None:
    assert len(read(data).problems) <= 101


def test_xml_inside_another_text() -> None:
    source = Source("crm", b"xml <a b='1'> \\\n  <c d='&#228;'/> \\\n</a>\n")
    text = "<a b='1'> <c d='&#228;'/> </a>"

    def offset_of(index: int) -> int:
        # A continuation and the indent behind it are longer than the blank that stands for them.
        return index + 4 + (4 if index > 9 else 0) + (2 if index > 25 else 0)

    document = parse_text(text, source, offset_of)
    a = root(document)
    assert document.problems == ()
    assert a.span.text == "<a b='1'>"
    assert a.children[0].place("d").text == "&#228;"
    assert a.children[0].get("d") == "ä"
    broken = parse_text("<a b='1'> </b>", source, lambda index: index + 4)
    assert broken.problems[0].at.start == 4 + len("<a b='1'> ")


def test_places_are_of_characters_in_another_text() -> None:
    text = "<é ü='ä€'><b c='1'/></é>"
    document = parse_text(text, Source("", b"x" * 99), lambda index: index * 2)
    value = root(document).children[0].attributes["c"]
    assert value.start == 2 * text.index("1")
    assert value.end == value.start + 2


def test_an_element_that_closes_itself_ends_there() -> None:
    source = Source("x", b"<a><b c='1'/></a>")
    root = parse(source).root
    assert root is not None
    assert root.whole.text == "<a><b c='1'/></a>"
    assert root.children[0].whole.text == "<b c='1'/>"
