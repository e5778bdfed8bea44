"""What the shell's parser refuses, or dies of: the message, the place and the form that would do."""

from __future__ import annotations

import pytest

from hadoctor.model.crm.refusal import Stage
from tests.model.crm.statements import FIVE, FOUR, made, refused

REFUSED = [
    # text, the word at fault, message, expected
    ("prmitive a Dummy", "prmitive", "'prmitive' is not a statement", "primitive"),
    ("op monitor interval=1", "op", "'op' begins no statement: it seems to go on", "'\\'"),
    ("n2: a", "n2:", "'n2:' begins no statement", "'\\'"),
    ("commit", "commit", "'commit' is a command of the shell", ""),
    ("\ufeffnode a", "\ufeffnode", "a byte order mark", ""),
    ("primitive a", "a", "the primitive statement ends too early, after 'a'", "primitive ID"),
    ("primitive a b:c:d:e", "b:c:d:e", "has more than three parts", "[CLASS:[PROVIDER:]]TYPE"),
    ("primitive a ocf:", "ocf:", "has no type", "TYPE"),
    ("primitive a ocf::x", "ocf::x", "has no provider", "TYPE"),
    ("primitive a=b Dummy", "a=b", "'a=b' is not an id", ""),
    ("primitive a Dummy operations x=1", "x=1", "'x=1' is not '$id=' or '$id-ref='", "$id=ID"),
    ("primitive a Dummy op monitor a=1 timeout=1", "timeout=1", "must stand before the", "'a'"),
    ("primitive a Dummy op start a=1", "op", "'interval' must stand before", "interval="),
    ("primitive a Dummy params x:y", "x:y", "'x:y' has no place here", ""),
    ('primitive a Dummy x=1 ""', '""', "an empty word has no place here", ""),
    ("group g a b a", "a", "'a' is twice in the group 'g'", ""),
    ("location l a 100 n1", "100", "the ':' of the score '100' is missing", "100: "),
    ("location l a inf:n1", "inf:n1", "a blank is missing behind the ':'", "inf: n1"),
    ("location l a inf : n1", "inf", "a blank stands between 'inf' and its ':'", "inf: "),
    ("location l", "l", "the location statement ends too early", "SCORE: NODE"),
    ("location l a role=x", "role=x", "is missing after 'role=x'", "SCORE: NODE"),
    ("location l /a b/ 1: n", "/a", "the pattern '/a' does not end in '/'", "/"),
    ("location l { a b", "{", "'{' is never closed", "}"),
    ("location l { } 1: n", "}", "the set in braces is empty", ""),
    ("location l a 1: n m", "m", "'m' has no place here", ""),
    ("location l a rule x == 1", "==", "'==' is not an operator: 'eq' is meant?", "eq"),
    ("location l a rule x eq", "eq", "a value is missing after 'eq'", ""),
    ("location l a rule x eq 1 or y eq 2 and z eq 3", "and", "that has 'or'", ""),
    ("location l a rule date IN start=1", "IN", "must be in lower case", "in"),
    ("location l a rule date spec hour=5", "hour=5", "a date has no part 'hour'", "hours"),
    ("location l a rule date in start=1", "start=1", "a part of the date is missing", "end="),
    ("colocation c a b", "a", "'a' is not a score with its colon", "SCORE:"),
    ("colocation c inf: a:Mastre b", "a:Mastre", "'Mastre' of 'a:Mastre' is not a role", "Master"),
    ("colocation c inf: a:x b c", "a:x", "'x' of 'a:x' is not a role", "Started"),
    ("colocation c inf: ( a b", "(", "'(' is never closed", ")"),
    ("colocation c inf: a ) b", ")", "')' closes nothing", ""),
    ("colocation c inf: a ( ) b", ")", "the set before ')' is empty", ""),
    ("colocation c inf: ( a ] b", "]", "'(' is closed by ']'", ")"),
    ("colocation c inf: ( a [ b ] )", "[", "'[' stands inside of '('", ""),
    ("colocation c inf: a b sequential=x", "sequential=x", "'x' is no boolean", "true"),
    ("order o soon: a b", "soon:", "'soon' is no kind of order", "Mandatory"),
    ("order o inf: a:strat b", "a:strat", "'strat' of 'a:strat' is not an action", "start"),
    ("order o a symmetrical=no b", "symmetrical=no", "must be the last word", ""),
    ("rsc_ticket t x: a loss-policy=y", "loss-policy=y", "'y' is no value of", "fence"),
    ("role r foo", "foo", "'foo' is not a right", "read"),
    ("role r read attr:x", "attr:x", "an attribute needs the type", "type:"),
    ("role r read meta", "meta", "'meta' has nothing behind it", "meta:NAME"),
    ("alert a /p bogus", "bogus", "'bogus' is not a part of an alert", "to"),
    ("alert a /p SELECT nodes", "SELECT", "'SELECT' is not a part of an alert", "select"),
    ("alert a /p to { x", "x", "the closing '}' is missing after 'x'", "}"),
    ("bundle b podman image=x", "podman", "crmsh 4.4 has no words for", "xml"),
    ("bundle b docker image=x primitive p q", "q", "a bundle has one primitive", ""),
    ("tag 1 a", "1", "'1' is not the id of a tag", ""),
    ("monitor a:x 10", "a:x", "'x' of 'a:x' is not a role", "Started"),
    ("xml <primitves/>", "<primitves/>", "'primitves' is no element", "primitive"),
    ("xml <a:b/>", "<a:b/>", "is no element", ""),
    ("xml <tag id='t'><x:y/></tag>", "<x:y/>", "the prefix of 'x:y' is not declared", ""),
]
CRASHES = [
    ('node a "b', '"', "a double quote is never closed"),
    ("primitive a Dummy op monitor interval", "interval", "has no value"),
    ("primitive a Dummy op monitor @x", "@x", "an operation cannot have a reference"),
    ("location l a 1x=2 1: n", "1x=2", "'1x' cannot be the name of an attribute"),
    ('location l a rule x eq ""', '""', "cannot be empty or have blanks"),
    ("location l a rule x eq 'b c'", "'b c'", "cannot be empty or have blanks"),
    ("colocation c inf: a:b:c d e", "a:b:c", "more than one ':'"),
    ('colocation c inf: a "" b', '""', "an empty word"),
    ("role r read status:x", "status:x", "has more parts than 'status' knows"),
    ("bundle b docker docker image=x", "docker", "'docker' has no value"),
    ("node a x='\x0b'", "\x0b", "the control character 0x0b cannot be in a CIB"),
    ("# -- a --\nnode a", "# -- a --", "a comment that has '--'"),
    ("# a-\nnode a", "# a-", "ends with '-'"),
    ("xml <rsc_defaults/>", "<rsc_defaults/>", "without a list"),
]


@pytest.mark.parametrize(("text", "word", "message", "expected"), REFUSED)
def test_refused(text: str, word: str, message: str, expected: str) -> None:
    refusal = refused(text)
    assert refusal.stage is Stage.SYNTAX
    assert refusal.at.text == word
    assert message in refusal.message
    assert expected in refusal.expected or expected in refusal.message


@pytest.mark.parametrize(("text", "word", "message"), CRASHES)
def test_crash(text: str, word: str, message: str) -> None:
    refusal = refused(text)
    assert refusal.stage is Stage.CRASH
    assert refusal.at.text == word
    assert message in refusal.message


def test_a_control_character_that_is_not_stored_does_no_harm() -> None:
    made("fencing_topology a\x0b b")


def test_crmsh_5_has_other_words() -> None:
    made("bundle b podman image=x", FIVE)
    assert refused("bundle b rkt image=x", FIVE).at.text == "rkt"
    assert refused("node n1:ping", FIVE).expected == "UNAME[:member|remote]"
    made("ms m a", FIVE)
    assert "no command 'ms'" in refused("ms m a", FIVE._replace(session=True)).message


def test_a_typed_property_needs_a_value() -> None:
    typed = FOUR._replace(session=True)
    assert refused("property a=", typed).message == "'a=' has no value"
    assert refused("property a", typed).at.text == "a"
