"""Reading a configuration in a test."""

from __future__ import annotations

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.target import DEFAULTS


def pacemaker(text: str) -> Pacemaker:
    name = "cib.xml" if text.lstrip().startswith("<") else "example.crm"
    subject = from_bytes(name, text.encode(), DEFAULTS)
    assert isinstance(subject, Subject)
    found = subject.facts.get(Pacemaker)
    assert isinstance(found, Pacemaker)
    return found
