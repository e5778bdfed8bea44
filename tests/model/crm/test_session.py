"""Pasted shells: what a terminal or a tutorial shows is read as what it would have the shell do."""

from __future__ import annotations

import pytest

from hadoctor.model.crm.dump import dump
from hadoctor.model.crm.load import Loaded, load
from hadoctor.source import Source
from hadoctor.target import DEFAULTS


def loaded(text: str) -> Loaded:
    return load(Source("x.crm", text.encode()))


def shown(text: str) -> str:
    return dump(loaded(text).configuration, DEFAULTS.crmsh)


VIP = "primitive vip IPaddr2 \\\n\tparams ip=10.0.0.9\n"


@pytest.mark.parametrize(
    "text",
    [
        "crm configure primitive vip IPaddr2 params ip=10.0.0.9",
        "sudo crm configure primitive vip IPaddr2 params ip=10.0.0.9",
        "sudo -E crm -F configure primitive vip IPaddr2 params ip=10.0.0.9",
        "crm -D plain cfg primitive vip IPaddr2 params ip=10.0.0.9",
        "$ crm conf primitive vip IPaddr2 params ip=10.0.0.9",
        "root@n1:~# crm configure primitive vip IPaddr2 params ip=10.0.0.9",
        "[root@n1 ~]# crm configure primitive vip IPaddr2 params ip=10.0.0.9",
        "n1:~ # crm configure primitive vip IPaddr2 params ip=10.0.0.9",
        "crm(live)configure# primitive vip IPaddr2 params ip=10.0.0.9",
        "crm(live/n1)configure# primitive vip IPaddr2 \\\n> params ip=10.0.0.9",
        "crm configure <<EOF\nprimitive vip IPaddr2 params ip=10.0.0.9\ncommit\nEOF\n",
        "cat <<'END' | crm configure\nprimitive vip IPaddr2 params ip=10.0.0.9\nEND\n",
        "crm configure primitive vip IPaddr2 \\\n   params ip=10.0.0.9\ncrm status\nOnline: [ a b ]\n",
        "crm(live)# configure\ncrm(live)configure# primitive vip IPaddr2 params ip=10.0.0.9\n"
        "crm(live)configure# verify\ncrm(live)configure# commit\ncrm(live)configure# exit\nbye\n",
        "#!/bin/bash\nsleep 3\ncrm configure primitive vip IPaddr2 params ip=10.0.0.9\necho done\n",
    ],
)
def test_wrappings(text: str) -> None:
    found = loaded(text)
    assert not found.refusals
    assert found.session is not None
    assert not found.accepted  # No file to load is it.
    assert shown(text) == VIP


def test_options_of_several_statements_merge() -> None:
    text = "crm configure property a=1\ncrm configure property b=2\ncrm configure property a=3\n"
    assert shown(text) == "property cib-bootstrap-options: \\\n\ta=3 \\\n\tb=2\n"


def test_a_hash_before_commands_is_a_prompt_when_it_is_everywhere() -> None:
    text = "# crm configure primitive vip IPaddr2 params ip=10.0.0.9\n# crm status\n"
    assert shown(text) == VIP
    assert loaded(text).accepted  # To the shell all of it is comments.


def test_a_comment_is_no_session() -> None:
    text = (
        "# made with: crm configure primitive x Dummy\nprimitive vip IPaddr2 params ip=10.0.0.9\n"
    )
    found = loaded(text)
    assert found.session is None
    assert found.accepted
    assert len(found.script.statements) == 1


def test_places_stay_where_they_are() -> None:
    found = loaded("$ sudo crm configure primitve vip IPaddr2\n")
    (refusal,) = found.refusals
    assert refusal.at.first == (1, 22)
    assert refusal.at.text == "primitve"


def test_colours_are_left_out_and_said() -> None:
    text = "\x1b[1mprimitive\x1b[0m vip IPaddr2 params \x1b[36mip\x1b[0m=\x1b[31m10.0.0.9\x1b[0m\n"
    assert shown(text) == VIP
    (refusal,) = loaded(text).refusals
    assert "colour" in refusal.message


def test_messages_of_the_shell_in_a_dump() -> None:
    found = loaded("WARNING: (unpack_config) something\n" + VIP)
    (refusal,) = found.refusals
    assert "message of the shell" in refusal.message
    assert dump(found.configuration, DEFAULTS.crmsh) == VIP


def test_variables_of_a_script_are_not_read() -> None:
    found = loaded("crm configure group $name a b\ncrm configure primitive vip \\\n  IPaddr2\n")
    assert len(found.variables) == 1
    assert not found.refusals
    assert not found.understood


def test_what_a_session_names_may_be_in_the_cluster() -> None:
    found = loaded("crm configure clone c web\ncrm configure location l web 100: n1\n")
    assert not found.refusals


@pytest.mark.parametrize(
    "text",
    [
        "crm" + " -f" * 5000 + " x\n",
        "crm configure" * 20000,
        "crm " + "configure " * 20000 + "\n",
        "<<a" * 20000 + "\n" + "crm <<b" * 20000,
        "[" * 50000 + "# crm\n",
        "crm(" * 30000,
        "\x1b[" * 30000,
        "a@b:" * 30000 + "# crm configure x\n",
    ],
    ids=range(8),
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    loaded(text)
